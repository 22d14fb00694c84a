"""An author hears what becomes of her idea: by mail, by letter where she has no e-mail, and from the office where there is no address either."""

import pytest

from quartier.community.participation import actions, models
from quartier.community.participation.tests import factories
from quartier.ground.accounts import actions as accounts
from quartier.ground.notify import surfaces
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
TOLD = sorted(str(one) for one in actions.TELLS)


def told_in_the_office(*, address=True) -> models.Idea:
    """A published idea of somebody without e-mail, whom the office knows."""
    team = factories.make_team()
    paula = factories.make_person("Paula Ohnemail", email=None, phone="0176 555")
    if address:
        accounts.set_postal(paula, street="Donaustraße 88", postcode="12043", town="Berlin", by=team)
    idea = actions.enter_idea(place=factories.make_quarter(), person=paula, by=team, **factories.WORDS)
    return actions.publish(idea, by=team)


def letters() -> list[str]:
    return list(Message.objects.filter(channel="letter").order_by("pk").values_list("subject", flat=True))


def test_what_she_told_in_the_office_needs_no_receipt_on_paper():
    team, paula = factories.make_team(), factories.make_person("Paula Ohnemail", email=None)
    actions.enter_idea(place=factories.make_quarter(), person=paula, by=team, **factories.WORDS)
    assert Message.objects.count() == 0


def test_without_mail_she_gets_letters():
    idea = told_in_the_office()
    actions.answer(idea, "Wir fangen im Mai an.", by=factories.make_team(name="Cem"))
    assert letters() == ["Ihre Idee „Spielstraße am Samstag“ ist öffentlich", "Antwort auf Ihre Idee „Spielstraße am Samstag“"]
    letter = Message.objects.latest("pk")
    assert letter.to.splitlines() == ["Paula Ohnemail", "Donaustraße 88", "12043 Berlin"]
    assert "Wir fangen im Mai an." in letter.body and "/ideen/meine/" not in letter.body


@pytest.mark.parametrize("outcome", TOLD)
def test_each_outcome_is_a_letter(outcome):
    idea = told_in_the_office()
    before = len(letters())
    actions.record_outcome(idea.thread_id, outcome, by=None)
    actions.record_outcome(idea.thread_id, outcome, by=None)
    assert len(letters()) == before + 1
    letter = Message.objects.latest("pk")
    assert idea.title in letter.subject and letter.state == "waiting" and str(actions.TELLS[models.Outcome(outcome)]) in letter.body


def test_with_mail_the_outcome_is_a_mail_with_the_way_to_her_page():
    idea = factories.published()
    actions.record_outcome(idea.thread_id, "project", by=None)
    mail = Message.objects.latest("pk")
    assert (mail.channel, mail.person) == ("mail", idea.author)
    assert "/ideen/meine/" in mail.body and f"/ideen/{idea.pk}/" in mail.body


@pytest.mark.parametrize("outcome", ["brief", "council", "feasible"])
def test_steps_on_the_way_are_read_on_the_page_and_told_nobody(outcome):
    idea = factories.published()
    before = Message.objects.count()
    actions.record_outcome(idea.thread_id, outcome, by=None)
    assert Message.objects.count() == before


def test_without_an_address_the_office_is_told_to_say_it():
    idea = told_in_the_office(address=False)
    actions.record_outcome(idea.thread_id, "project", by=None)
    whys = [line.why for line in surfaces.waiting_for(factories.make_team(name="Wer am Schreibtisch sitzt"))]
    assert whys == ["Keine Anschrift von Paula Ohnemail: bitte der Person sagen"] * 2  # published, and the outcome


def test_authors_whose_ideas_went_into_it_hear_of_it_too():
    team = factories.make_team()
    one, two = (factories.published(by=team, title=title, email=f"{title}@beispiel.de") for title in ("eins", "zwei"))
    actions.merge(one, two, by=team)
    actions.record_outcome(two.thread_id, "project", by=None)
    told = Message.objects.filter(subject__contains="Wird umgesetzt")
    assert {message.person.email for message in told} == {"eins@beispiel.de", "zwei@beispiel.de"}


def test_an_idea_without_an_author_tells_nobody():
    idea = factories.published()
    actions.erase_author(idea.author)
    before = Message.objects.count()
    actions.record_outcome(idea.thread_id, "project", by=None)
    assert Message.objects.count() == before
