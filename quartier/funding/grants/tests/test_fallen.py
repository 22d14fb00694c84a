"""What came to nothing, declined by the grantee or lifted by the office, waits at no desk and counts as funded nowhere."""

import pytest

from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.actions import applications
from quartier.funding.calls.queries import applications as application_queries
from quartier.funding.grants import models, surfaces
from quartier.funding.grants.actions import awards
from quartier.funding.grants.queries import awards as queries
from quartier.funding.grants.queries import links
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books_balance():
    yield
    assert check.problems() == []


def declined(award):
    with clock.at(make.GRANTED):
        return awards.decline(award, "Ich ziehe weg.", by=award.person)


def cancelled(award):
    with clock.at(make.GRANTED):
        return awards.cancel(award, "Der Hof wird gebaut.", by=make.team(award.place, "Rana Haddad"))


def waits(place, office=make.team):
    return [(line.title, str(line.why)) for line in surfaces.waiting_for(office(place, "Wer am Schreibtisch sitzt"))]


@pytest.mark.parametrize("fall", [declined, cancelled])
def test_a_fallen_award_of_the_fund_waits_nowhere(fall):
    award = make.granted()
    fall(award)
    assert waits(award.place) == []
    assert list(queries.ready_applications([award.place_id])) == []
    award.application.refresh_from_db()
    assert award.application.state == "lapsed"


@pytest.mark.parametrize("fall", [declined, cancelled])
def test_it_is_no_funded_action_any_more(fall):
    award = make.granted()
    assert [row["title"] for row in application_queries.granted(award.place, 2026)] == [award.title]
    fall(award)
    assert application_queries.granted(award.place, 2026) == []
    assert application_queries.granted_years(award.place) == []
    assert application_queries.times_funded(award.person, None, award.fund, 2) == 0


def test_a_discarded_draft_waits_again():
    award = make.drafted()
    with clock.at(make.GRANTED):
        awards.discard(award, "Falsche Person.", by=make.team(award.place, "Rana Haddad"))
    assert waits(award.place) == [(award.title, "Die Jury hat zugestimmt: Bescheid vorbereiten")]


def test_taking_it_up_again_reserves_the_money_and_lets_a_new_letter_be_written():
    award, office = make.granted(), make.team(name="Rana Haddad")
    declined(award)
    application = award.application
    application.refresh_from_db()
    with pytest.raises(Refused, match="zuerst wieder aufnehmen"):
        awards.prepare(application=application, by=office)
    with clock.at(make.GRANTED):
        applications.take_up(application, "Sie zieht doch nicht weg.", by=office)
        assert budgets.thread_money(award.thread_id).reserved == 891_00
        assert application.state == "approved"
        again = awards.grant(awards.prepare(application=application, by=office), by=office)
    assert again.state == "granted" and models.Award.objects.count() == 2


def test_it_cannot_be_taken_up_when_the_pot_is_spent():
    award = make.granted(pot_cents=1_000_00)
    declined(award)
    application = award.application
    application.refresh_from_db()
    make.granted(award.place, cents=500_00, title="Anderes")
    with pytest.raises(Refused, match="Das Geld reicht nicht"):
        applications.take_up(application, "Doch.", by=make.team(award.place, "Rana Haddad"))


def test_the_applicant_reads_how_it_ended_and_can_apply_anew(client):
    award = make.granted()
    declined(award)
    page = client.get(links.page(award, award.person)).content.decode()
    assert "nicht angenommen" in page
    assert client.get(f"{links.page(award, award.person)}neu/").status_code == 200


def test_the_desk_takes_it_up_with_a_reason(client):
    award = make.granted()
    declined(award)
    client.force_login(make.team(award.place, "Rana Haddad"))
    page = client.get(f"/{award.place.slug}/buero/antraege/{award.application_id}/").content.decode()
    assert "Wieder aufnehmen" in page
    assert client.get(f"/{award.place.slug}/buero/antraege/{award.application_id}/take_up/").status_code == 200


@pytest.mark.parametrize("fall", [declined, cancelled])
def test_a_fallen_project_waits_for_another_choice_not_for_a_letter(fall):
    bid = make.chosen()
    office = make.officer(bid.place)
    with clock.at(make.SIGNED):
        award = awards.grant(awards.prepare(bid=bid, by=office), by=office)
        awards.decline(award, "Wir können nicht.", by=award.person) if fall is declined else awards.cancel(award, "Grund", by=office)
    assert waits(bid.place, make.officer) == [
        (bid.call.title, "Die Förderung ist nicht zustande gekommen: neu auswählen oder neuer Bescheid")
    ]
    assert list(queries.ready_bids([bid.place_id])) == []
    assert queries.bid(bid.place, bid.pk) == bid  # a new letter can be written all the same


def test_the_case_of_a_fallen_project_leads_to_a_new_letter(client):
    bid = make.chosen()
    office = make.officer(bid.place)
    with clock.at(make.SIGNED):
        award = awards.grant(awards.prepare(bid=bid, by=office), by=office)
        awards.decline(award, "Wir können nicht.", by=award.person)
    client.force_login(office)
    page = client.get(f"/{bid.place.slug}/buero/foerderungen/{award.pk}/").content.decode()
    assert f"/buero/foerderungen/neu/bewerbung/{bid.pk}/" in page


def test_the_application_leads_to_its_letter(client):
    application = make.approved()
    client.force_login(make.team(application.place, "Rana Haddad"))
    address = f"/{application.place.slug}/buero/antraege/{application.pk}/"
    assert f"/buero/foerderungen/neu/antrag/{application.pk}/" in client.get(address).content.decode()
    with clock.at(make.GRANTED):
        award = awards.prepare(application=application, by=make.team(application.place, "Rana Haddad 2"))
    assert f"/buero/foerderungen/{award.pk}/" in client.get(address).content.decode()
