"""Hosts of long series are asked whether it goes on."""

import datetime

import pytest

from quartier.community.events import links, models, queries, tasks
from quartier.community.events.actions import hosts
from quartier.community.events.tests import factories
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
LATER = factories.TODAY + datetime.timedelta(days=91)


@pytest.fixture
def made():
    with clock.at(factories.TODAY):
        return factories.make_series(host_email="host@post.example")


def ahead(made):
    return set(made.dates.filter(starts_at__gt=clock.now()).values_list("state", "is_unconfirmed"))


def test_a_host_is_asked_once_in_three_months_and_one_button_answers(client, made):
    with clock.at(factories.TODAY + datetime.timedelta(days=89)):
        tasks.ask_hosts()
        assert not Message.objects.exists()
    with clock.at(LATER):
        tasks.ask_hosts()
        tasks.ask_hosts()
        message = Message.objects.get()
        assert (message.to, message.subject) == ("host@post.example", "Findet das noch statt? Basteln mit Natur")
        made.refresh_from_db()
        address = links.path(made)
        assert address in message.body
        assert "jeden Donnerstag" in client.get(address).content.decode()
        assert "bleibt im Kalender" in client.post(address, {"ja": "1"}, follow=True).content.decode()
        made.refresh_from_db()
        assert made.confirmed_at == clock.now()


def test_without_an_answer_the_dates_say_so_until_somebody_confirms(client, made):
    with clock.at(LATER):
        tasks.ask_hosts()
    with clock.at(LATER + datetime.timedelta(days=15)):
        tasks.ask_hosts()
        assert ahead(made) == {("published", True)}
        first = made.dates.filter(starts_at__gt=clock.now()).order_by("starts_at").first()
        assert "noch nicht bestätigt" in client.get(f"/donaustrasse-nord/termine/{first.pk}/").content.decode()
        assert b"STATUS:TENTATIVE" in client.get(f"/donaustrasse-nord/termine/{first.pk}/termin.ics").content
        hosts.confirm(models.Series.objects.get())
        assert ahead(made) == {("published", False)}


def test_a_host_ends_her_series(client, made):
    with clock.at(LATER):
        made.refresh_from_db()
        client.post(links.path(made), {"nein": "1"})
        made.refresh_from_db()
        assert made.state == "cancelled"
        assert ahead(made) == {("cancelled", False)}
        assert client.get(f"{links.path(made)[:-1]}x/").status_code == 404
        assert list(queries.hosts_to_ask()) == []
