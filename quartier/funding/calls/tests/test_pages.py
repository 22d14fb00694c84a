"""Every page of briefs, calls, bids and panel, walked through as its people; input → sentence."""

import datetime
import re

import pytest

from quartier.community.participation.tests import factories as ideas
from quartier.funding.calls import models
from quartier.funding.calls.actions import calls, panel
from quartier.funding.calls.tests import factories
from quartier.ground.acts import clock
from quartier.ground.acts.tests import helpers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may(settings, tmp_path):
    settings.SECRET_DIR = tmp_path / "secrets"
    with clock.at(factories.MAY):
        yield


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def test_smoke(client):
    idea = ideas.published()
    team, lead = factories.team(), factories.team(role="team_lead", name="Rana")
    district, state = factories.staff("district_coordinator"), factories.staff("state_coordinator", place=idea.place.parent.parent)
    call = factories.call(brief=factories.confirmed(idea.place, idea=idea))
    q = "/donaustrasse-nord"
    client.force_login(team)
    for path in (
        "/buero/eckpunkte/",
        "/buero/eckpunkte/neu/",
        f"/buero/eckpunkte/neu/?idee={idea.pk}",
        f"/buero/eckpunkte/{call.brief_id}/",
        "/buero/aufrufe/",
        f"/buero/aufrufe/{call.pk}/",
        f"/buero/aufrufe/{call.pk}/gremium/",
        f"/buero/aufrufe/{call.pk}/kriterien/",
        f"/buero/aufrufe/{call.pk}/bewertung/",
        f"/buero/aufrufe/{call.pk}/brief/",
        f"/buero/aufrufe/{call.pk}/extend_call/",
        "/foerderung/",
        f"/foerderung/{call.pk}/",
        f"/foerderung/{call.pk}/frage/",
        f"/foerderung/{call.pk}/skizze.pdf",
        f"/foerderung/{call.pk}/finanzplan.pdf",
    ):
        response = client.get(q + path)
        assert response.status_code == 200, path
    org, person = factories.organisation()
    client.force_login(person)
    for path in (
        "/meins/bewerbungen/",
        f"/meins/bewerbungen/neu/{call.pk}/",
        f"/meins/bewerbungen/neu/{call.pk}/organisation/",
        "/foerderung/",
    ):
        assert client.get(path).status_code == 200, path
