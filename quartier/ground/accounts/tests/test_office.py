"""The office writes addresses down: by the pages of the three cases that write letters."""

import pytest

from quartier.community.participation import actions as actions_of_ideas
from quartier.community.participation.tests import factories as ideas
from quartier.funding.grants.actions import letters
from quartier.funding.grants.tests import factories as grants
from quartier.ground.accounts import actions
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.acts.models import Entry
from quartier.ground.notify.actions import mail
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
AT_HOME = {"street": "Weserstraße 9", "postcode": "12045", "town": "Berlin", "email": ""}


@pytest.fixture
def case(client):
    award = grants.drafted(person=make_person(name="Ivana Petrović", email=None))
    client.force_login(grants.team(award.place))
    return award


def addresses(award):
    desk = f"/{award.place.slug}/buero/"
    return {f"{desk}foerderungen/{award.pk}/": "adresse/", f"{desk}antraege/{award.application_id}/": "adresse/"}


def test_both_cases_lead_to_the_form_and_back(client, case):
    for home, word in addresses(case).items():
        assert home + word in client.get(home).content.decode()
        response = client.post(home + word, AT_HOME)
        assert (response.status_code, response["Location"]) == (302, home)
    case.person.refresh_from_db()
    assert case.person.postal_lines == ["Ivana Petrović", "Weserstraße 9", "12045 Berlin"]
    assert Entry.objects.filter(act="accounts.set_postal").count() == 1  # the second time nothing changed


def test_the_next_letter_has_the_address_in_its_window(client, case):
    actions.set_postal(case.person, street="Weserstraße 9", postcode="12045", town="Berlin", by=None)
    case.refresh_from_db()
    assert letters.address_lines(case)[-2:] == ["Weserstraße 9", "12045 Berlin"]
    mail(to_person=case.person, template="grants/mail/closed", context={"award": case, "link": "/"}, about=case, place=case.place)
    assert Message.objects.latest("pk").to.splitlines() == ["Ivana Petrović", "Weserstraße 9", "12045 Berlin"]


def test_an_idea_told_in_the_office(client):
    place = places.make_quarter()
    team = ideas.make_team(place)
    idea = actions_of_ideas.enter_idea(
        place=place, person=make_person(name="Ivana", email=None), by=team, author_name="Ivana", shows_name=False, **ideas.WORDS
    )
    client.force_login(team)
    home = f"/{place.slug}/buero/ideen/{idea.pk}/"
    assert f"{home}adresse/" in client.get(home).content.decode()
    assert client.post(f"{home}adresse/", {**AT_HOME, "email": "Ivana@beispiel.de"}).status_code == 302
    idea.author.refresh_from_db()
    assert (idea.author.email, idea.author.street) == ("ivana@beispiel.de", "Weserstraße 9")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"postcode": "12"}, "Eine Postleitzahl hat 5 Ziffern"),
        ({"street": ""}, "Bitte Straße und Hausnummer eintragen"),
        ({"town": ""}, "Bitte den Ort eintragen."),
        ({"email": "taken@beispiel.de"}, "gehört"),
        ({"email": "kein"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, case, changes, sentence):
    make_person(email="taken@beispiel.de")
    page = client.post(f"/{case.place.slug}/buero/foerderungen/{case.pk}/adresse/", {**AT_HOME, **changes})
    assert page.status_code == 422 and sentence in page.content.decode()
    case.person.refresh_from_db()
    assert (case.person.street, case.person.email) == ("", None)


def test_who_has_signed_in_keeps_her_mail(client, case):
    case.person.email, case.person.claimed_at = "ivana@beispiel.de", clock.now()
    case.person.save()
    page = f"/{case.place.slug}/buero/foerderungen/{case.pk}/adresse/"
    assert 'name="email"' not in client.get(page).content.decode()
    assert client.post(page, {**AT_HOME, "email": "andere@beispiel.de"}).status_code == 302
    case.person.refresh_from_db()
    assert (case.person.email, case.person.town) == ("ivana@beispiel.de", "Berlin")


def test_erasing_takes_the_address(case):
    actions.set_postal(case.person, street="Weserstraße 9", postcode="12045", town="Berlin", by=None)
    actions.erase_person(case.person, by=None)
    assert (case.person.street, case.person.postcode, case.person.town) == ("", "", "")


@pytest.mark.parametrize("role", ["editor", "auditor", "specialist_dept"])
def test_nobody_else_reads_an_address(client, case, role):
    client.force_login(grants.make_staff(role, case.place if role != "auditor" else places.make_city()))
    for home, word in addresses(case).items():
        assert client.get(home + word).status_code == 404
