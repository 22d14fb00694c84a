import pytest
from django.test import Client

from quartier.ground.access.models import Membership
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, subjects
from quartier.ground.files import actions
from quartier.ground.files.tests import samples
from quartier.ground.quarters.models import Place

NAME = "Kassenzettel für Ömer.pdf"


@pytest.fixture
def owned(monkeypatch):
    """Files of a place may be seen by whoever may read the people there: some act of the table stands for any."""
    subject = subjects.by_kind(Place.KIND) if Place.KIND in subjects.kinds() else None
    if subject is None:

        class PlaceSubject(subjects.Subject):
            kind, model = Place.KIND, Place

        subject = PlaceSubject()
        monkeypatch.setitem(subjects._by_kind, Place.KIND, subject)
    monkeypatch.setattr(subject, "file_act", "access.people", raising=False)
    return subject


def browser(role=None, place=None):
    person = Person.objects.create(name="Jemand", email=f"{role}@beispiel.de")
    if role:
        Membership.objects.create(person=person, role=role, place=place, from_on=clock.today())
    client = Client()
    client.force_login(person)
    return client


def body(response):
    return b"".join(response.streaming_content)


def test_a_public_file_is_for_everybody(place):
    words = {"is_public": True, "alt": "Hof", "rights_holder": "I. P."}
    file = actions.store(samples.upload(samples.picture(), "Hof & Garten.jpg"), about=place, purpose="photo", place=place, **words)
    answer = Client().get(file.address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert answer["Content-Disposition"].startswith("inline") and answer["Cache-Control"] == "public, max-age=3600"
    assert Client().get(file.address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert not answer.cookies


def test_a_private_file_is_404_for_others_and_the_sign_in_page_for_nobody(place, owned):
    file = actions.store(samples.upload(name=NAME), about=place, purpose="receipt", place=place)
    assert Client().get(file.address).status_code == 302
    assert browser().get(file.address).status_code == 404
    assert browser("editor", place).get(file.address).status_code == 404
    answer = browser("team_member", place).get(file.address)
    assert (answer.status_code, body(answer)) == (200, samples.PDF)
    assert answer["Content-Disposition"].startswith("attachment") and "%C3%96mer" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


def test_the_public_address_does_not_open_a_private_file(place, owned):
    file = actions.store(samples.upload(), about=place, place=place)
    assert Client().get(f"/dateien/{file.pk}/{file.name}").status_code == 404


def test_a_file_of_nothing_is_for_nobody(place):
    file = actions.store(samples.upload(), place=place)
    assert browser("team_lead", place).get(file.address).status_code == 404


def test_lost_bytes_are_a_404(place, owned, disk):
    file = actions.store(samples.upload(), about=place, place=place)
    (disk / file.path).unlink()
    assert browser("team_lead", place).get(file.address).status_code == 404
