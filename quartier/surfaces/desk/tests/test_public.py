"""A person's own pages: everything stored is shown, taken along, erased."""

import json
import re

import pytest
from django.urls import reverse

from quartier.community.participation.tests import factories as ideas
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import log
from quartier.ground.acts.models import Entry
from quartier.ground.quarters.tests import factories as places
from quartier.surfaces.desk import actions, mine, sources

pytestmark = pytest.mark.django_db
EVERYTHING = ("Emine Kılıç", "emine@beispiel.de", "0176 123")


@pytest.fixture
def person(client):
    places.make_quarter()
    made = make_person("Emine Kılıç", email="emine@beispiel.de", phone="0176 123")
    client.force_login(made)
    return made


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["desk.mine", "desk.my_data", "desk.export", "desk.erase"])
def test_only_for_the_person_herself(client, name):
    places.make_city()
    assert client.get(reverse(name)).status_code == 302


def test_nothing_yet_is_said_kindly(client, person):
    assert "Sie haben noch nichts beantragt" in text(client.get("/meins/"))


def test_own_ideas_stand_there(client, person):
    idea = ideas.published(email=person.email)
    said = client.get("/meins/")
    assert idea.title in text(said)
    assert f"/donaustrasse-nord/ideen/{idea.pk}/meine/" in said.content.decode()


def test_all_that_is_stored_is_shown(client, person):
    ideas.published(email=person.email)
    said = text(client.get("/meins/daten/"))
    assert all(word in said for word in EVERYTHING)
    assert "Spielstraße am Samstag" in said


def test_the_file_is_json_and_tells_the_same(client, person):
    answer = client.get("/meins/daten/meine-daten.json")
    told = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="meine-daten.json"'
    assert told["Ihr Konto"]["E-Mail-Adresse"] == person.email
    assert told["person"] == person.pk


def test_headings_that_are_translated_when_shown_can_be_taken_along(client, person, monkeypatch):
    from django.utils.translation import gettext_lazy as _

    heading, app = sources.DATA[0]
    monkeypatch.setattr(app, "personal_data", lambda person: {_("Ihre Termine"): [{_("wann"): "heute"}]})
    assert client.get("/meins/daten/meine-daten.json").json()[str(heading)] == {"Ihre Termine": [{"wann": "heute"}]}


def test_every_app_that_stores_something_about_people_is_asked():
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings

    surfaces = [import_module(f"{app}.surfaces") for app in settings.OWN_APPS if find_spec(f"{app}.surfaces")]
    assert {one.__name__ for one in surfaces if hasattr(one, "personal_data")} == {app.__name__ for _heading, app in sources.DATA}
    assert {one.__name__ for one in surfaces if hasattr(one, "erase")} == {app.__name__ for app in sources.ERASING}
    assert {one.__name__ for one in surfaces if hasattr(one, "waiting_for")} == {app.__name__ for app in sources.WAITING}


def test_erasing_needs_the_tick(client, person):
    answer = client.post("/meins/daten/loeschen/", {})
    assert answer.status_code in (200, 403, 422)
    assert Person.objects.get(pk=person.pk).name == "Emine Kılıç"


def test_erased_everywhere_and_the_chain_stays_whole(person):
    idea = ideas.published(email=person.email)
    actions.erase_person(person, by=person)
    idea.refresh_from_db()
    assert idea.author is None
    assert idea.title == "Spielstraße am Samstag"
    assert Person.objects.get(pk=person.pk).email is None
    told = " ".join(str(entry.personal) for entry in Entry.objects.select_related("personal_row"))
    assert not any(word in told for word in EVERYTHING)
    assert log.verify() == []


def test_a_running_grant_keeps_the_name_and_says_so(client, person, monkeypatch):
    monkeypatch.setattr(sources.grants, "is_needed", lambda person: True)
    assert "Eine Förderung läuft noch auf Ihren Namen" in text(client.get("/meins/daten/loeschen/"))
    from quartier.ground.acts.refusal import Refused

    with pytest.raises(Refused, match="läuft noch"):
        actions.erase_person(person, by=person)
    assert mine.why_not_erase(person)


def test_the_page_after_it_is_public(client):
    places.make_city()
    assert "Ihre Daten sind gelöscht" in text(client.get("/meins/daten/geloescht/"))
