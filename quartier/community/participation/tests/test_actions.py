"""What the verbs do, and what they leave as it was."""

import datetime

import pytest

from quartier.community.participation import actions, models, surfaces
from quartier.community.participation.tests import factories
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, limits, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify.models import Message
from quartier.ground.quarters.models import Phase
from quartier.ground.quarters.tests import factories as places
from quartier.ground.workflow import queries as workflow

pytestmark = pytest.mark.django_db


def test_an_idea_is_nobodys_until_its_address_is_confirmed():
    idea = factories.submitted()
    assert (idea.state, idea.author, idea.thread, idea.email) == ("unconfirmed", None, None, "emine@beispiel.de")
    assert Person.objects.count() == 0
    assert "/ideen/bestaetigen/" in Message.objects.get().body


def test_the_mail_to_an_unknown_address_carries_nothing_typed():
    factories.submitted(title="Billige Uhren", text="www.uhren.example")
    mail = Message.objects.get()
    assert "Uhren" not in mail.subject + mail.body
    assert "uhren" not in mail.body


def test_confirming_makes_the_person_and_the_number():
    with clock.at(datetime.datetime(2026, 11, 24, 10)):
        idea = factories.received()
    assert (idea.state, idea.email, idea.author.email) == ("received", "", "emine@beispiel.de")
    assert idea.thread.file_number == "DN-ID-2026-001"
    assert "/ideen/meine/" in Message.objects.latest("id").body


def test_confirming_takes_the_person_who_is_known():
    emine = factories.make_person("Emine Kaya", email="emine@beispiel.de")
    idea = factories.received()
    assert idea.author == emine
    assert idea.author.name == "Emine Kaya"


def test_a_link_works_once():
    idea = factories.submitted()
    link = factories.link_of(idea)
    actions.confirm(link)
    with pytest.raises(Refused):
        actions.confirm(link)
    assert models.Idea.objects.get().state == "received"


def test_an_expired_link_confirms_nothing_and_can_be_renewed():
    idea = factories.submitted()
    link = factories.link_of(idea)
    with clock.at(link.expires_at):
        with pytest.raises(Refused, match="abgelaufen"):
            actions.confirm(link)
        actions.renew_link(link)
        fresh = factories.link_of(idea)
        assert fresh != link
        assert actions.confirm(fresh).state == "received"


def test_a_link_of_another_purpose_confirms_nothing():
    one, other = factories.published(), factories.submitted(email="b@beispiel.de")
    link = actions.ask_support(one, "c@beispiel.de")
    link.idea = other
    with pytest.raises(Refused, match="gehört zu etwas anderem"):
        actions.confirm(link)


def test_one_address_gets_a_few_links_an_hour():
    with clock.at(datetime.datetime(2026, 11, 24, 10)):
        for _n in range(actions.MAILS_PER_HOUR):
            factories.submitted()
        with pytest.raises(limits.TooMany):
            factories.submitted(email=" Emine@Beispiel.de")


def test_what_nobody_confirms_is_forgotten():
    with clock.at(datetime.datetime(2026, 10, 1)):
        old = factories.submitted()
    with clock.at(datetime.datetime(2026, 10, 20)):
        young = factories.submitted()
    with clock.at(datetime.datetime(2026, 11, 2)):
        assert actions.lapse_due() == 1
        assert actions.lapse_due() == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.title, old.text, old.email, old.author_name) == ("lapsed", "(gelöscht)", "", "", "")
    assert young.state == "unconfirmed"


def test_an_ended_quarter_refuses_with_the_sentence():
    place = places.make_quarter("Alt", phase=Phase.Kind.CLOSED)
    with pytest.raises(Refused, match="Dieses Quartier ist beendet"):
        factories.submitted(place)
    assert models.Idea.objects.count() == 0


def test_the_office_writes_down_what_somebody_told():
    place, team = places.make_quarter(), factories.make_team()
    ivana = factories.make_person("Ivana Petrović", email=None)
    idea = actions.enter_idea(place=place, person=ivana, by=team, **factories.WORDS)
    assert (idea.state, idea.author, idea.is_by_office, idea.thread.number) == ("received", ivana, True, 1)
    assert Message.objects.count() == 0
    assert [stop.label for stop in workflow.timeline(idea.thread, public_only=True)] == ["Die Idee wurde im Büro erzählt."]


def test_somebody_signed_in_need_not_confirm():
    emine = factories.make_person("Emine Kaya", email="emine@beispiel.de")
    idea = actions.hand_in(place=places.make_quarter(), by=emine, **factories.WORDS)
    assert (idea.state, idea.author) == ("received", emine)


def test_publishing_raises_the_version_of_the_place_and_tells_the_author():
    idea = factories.received()
    before = idea.place.version
    with clock.at(datetime.datetime(2026, 11, 24, 10)):
        idea = actions.publish(idea, by=factories.make_team(idea.place))
    idea.place.refresh_from_db()
    assert idea.place.version == before + 1
    assert idea.published_at == clock.in_berlin(datetime.date(2026, 11, 24), datetime.time(10))
    assert Message.objects.latest("id").subject == "Ihre Idee „Spielstraße am Samstag“ ist öffentlich"


def test_refusing_gives_the_honest_answer_in_public():
    idea = factories.received()
    idea = actions.refuse(idea, factories.ANSWER, by=factories.make_team(idea.place))
    assert (idea.state, idea.answer) == ("refused", factories.ANSWER)
    assert idea.published_at is not None
    assert factories.ANSWER in Message.objects.latest("id").body
    assert list(models.Idea.objects.public()) == [idea]


def test_a_refusal_without_an_answer_is_no_refusal():
    idea = factories.received()
    with pytest.raises(Refused, match="weiterhilft"):
        actions.refuse(idea, "Nein.", by=factories.make_team(idea.place))
    idea.refresh_from_db()
    assert (idea.state, idea.answer) == ("received", "")


def test_an_answer_can_be_replaced():
    team = factories.make_team()
    idea = factories.published(by=team)
    idea = actions.answer(idea, factories.ANSWER, by=team)
    idea = actions.answer(idea, factories.ANSWER + " Auch online.", by=team)
    assert (idea.state, idea.answer) == ("answered", factories.ANSWER + " Auch online.")


def test_a_wrong_refusal_is_taken_back():
    team = factories.make_team()
    idea = actions.refuse(factories.received(), factories.ANSWER, by=team)
    idea = actions.reopen(idea, "Das Bezirksamt sieht es anders.", by=team)
    assert (idea.state, idea.answer, idea.answered_at) == ("received", "", None)


def test_holding_back_tells_the_author_and_nobody_else():
    team = factories.make_team()
    idea = actions.hold_back(factories.received(), "Der Text nennt eine Nachbarin mit Namen.", by=team)
    assert "Der Text nennt eine Nachbarin mit Namen." in Message.objects.latest("id").body
    assert list(models.Idea.objects.public()) == []
    assert actions.release(idea, "Wir haben gesprochen.", by=team).state == "received"


def test_redacting_keeps_the_state_and_says_that_something_was_cut():
    team = factories.make_team()
    idea = factories.published(by=team)
    words = {**factories.WORDS, "text": "Bei uns parken überall Autos. […]"}
    idea = actions.redact(idea, "Angaben über andere", by=team, **words)
    assert (idea.state, idea.text) == ("published", "Bei uns parken überall Autos. […]")
    assert idea.redacted_at is not None
    entry = log.entries(about=idea).last()
    assert "Kinder" not in str(entry.data) + str(entry.personal)


# --- merging


def test_merging_forwards_and_adds_supporters_once():
    team = factories.make_team()
    one, other = factories.published(by=team), factories.published(by=team, title="Bänke", email="b@beispiel.de")
    both, only = factories.make_person(), factories.make_person()
    for idea, person in [(one, both), (other, both), (one, only)]:
        actions.support(idea, by=person)
    one = actions.merge(one, other, by=team)
    other.refresh_from_db()
    assert (one.state, one.merged_into) == ("merged", other)
    assert other.support_count == 2
    assert workflow.surviving(models.Idea.objects.get(pk=one.pk).thread) == other.thread


def test_merging_is_taken_back_with_all_it_did():
    team = factories.make_team()
    one, other = factories.published(by=team), factories.published(by=team, title="Bänke", email="b@beispiel.de")
    actions.support(one, by=factories.make_person())
    one = actions.merge(one, other, by=team)
    one = actions.split(one, "Doch zwei verschiedene Orte.", by=team)
    other.refresh_from_db()
    one.thread.refresh_from_db()
    assert (one.state, one.merged_into, one.support_count, one.thread.merged_into) == ("received", None, 1, None)
    assert other.support_count == 0


def test_an_idea_with_merged_ones_is_not_split():
    team = factories.make_team()
    ideas = [factories.published(by=team, title=title, email=f"{title}@beispiel.de") for title in ("a", "b", "c")]
    actions.merge(ideas[0], ideas[1], by=team)
    middle = actions.merge(ideas[1], ideas[2], by=team)
    with pytest.raises(Refused, match="In diese Idee sind selbst andere zusammengelegt"):
        actions.split(middle, "Irrtum", by=team)


# --- outcomes


def test_a_later_stage_records_its_outcome_on_the_idea_of_its_thread():
    idea = factories.published()
    found = actions.record_outcome(idea.thread_id, "council_yes", by=None)
    assert (found, found.outcome) == (idea, models.Outcome.COUNCIL_YES)
    assert len(workflow.timeline(idea.thread, public_only=True)) == 2


def test_a_thread_without_an_idea_has_no_outcome():
    assert actions.record_outcome(4711, models.Outcome.PROJECT) is None


def test_an_unknown_outcome_is_an_error():
    idea = factories.published()
    with pytest.raises(ValueError, match="vielleicht"):
        actions.record_outcome(idea.thread_id, "vielleicht")


# --- support


def test_support_counts_each_person_once():
    idea, person = factories.published(), factories.make_person()
    actions.support(idea, by=person)
    assert actions.support(idea, by=person).support_count == 1
    assert actions.withdraw_support(idea, by=person).support_count == 0
    assert actions.withdraw_support(idea, by=person).support_count == 0


def test_support_by_a_link_counts_once_per_address():
    idea = factories.published()
    for _n in range(2):
        actions.confirm_support(actions.ask_support(idea, "C@beispiel.de"))
    idea.refresh_from_db()
    assert idea.support_count == 1


def test_what_is_finished_needs_no_support():
    idea = factories.published()
    actions.record_outcome(idea.thread_id, models.Outcome.CLOSED)
    idea.refresh_from_db()
    with pytest.raises(Refused, match="abgeschlossen"):
        actions.support(idea, by=factories.make_person())


# --- the author


def test_withdrawing_removes_what_was_written():
    idea = factories.published()
    idea = actions.withdraw(idea, by=idea.author)
    assert (idea.state, idea.title, idea.text, idea.why, idea.where) == ("withdrawn", "(gelöscht)", "", "", "")
    assert list(models.Idea.objects.public()) == []


def test_hiding_the_name_keeps_the_idea():
    idea = factories.published()
    idea = actions.hide_name(idea, by=idea.author)
    assert (idea.state, idea.author_name, idea.shows_name) == ("published", "", False)
    with pytest.raises(Refused, match="steht nicht bei der Idee"):
        actions.hide_name(idea, by=idea.author)


def test_erasing_keeps_what_is_public_without_the_name():
    public, waiting = factories.published(), factories.received(title="Nur für mich")
    emine = public.author
    actions.support(public, by=emine)
    surfaces.erase(emine)
    public.refresh_from_db()
    waiting.refresh_from_db()
    assert (public.author, public.author_name, public.title) == (None, "", "Spielstraße am Samstag")
    assert (waiting.author, waiting.title, waiting.text) == (None, "(gelöscht)", "")
    assert public.support_count == 1
    assert not models.Link.objects.exclude(address="").exists()
    assert surfaces.personal_data(emine) == {"Ideen": [], "Unterstützte Ideen": []}


def test_what_is_stored_about_the_author_is_told():
    idea = factories.published()
    told = surfaces.personal_data(idea.author)
    assert told["Ideen"][0].startswith("Spielstraße am Samstag: Bei uns parken überall Autos.")


# --- surfaces


def test_new_ideas_wait_for_the_team_of_their_quarter():
    with clock.at(datetime.datetime(2026, 11, 2, 10)):
        idea = factories.received()
        factories.published(title="Schon da", email="b@beispiel.de")
    team, stranger = factories.make_team(idea.place), factories.make_team(places.make_quarter("Anderswo"))
    waiting = surfaces.waiting_for(team)
    assert [(one.title, one.address, one.due_on) for one in waiting] == [
        (idea.title, f"/donaustrasse-nord/buero/ideen/{idea.pk}/", datetime.date(2026, 11, 9))
    ]
    assert surfaces.waiting_for(stranger) == []
    assert surfaces.waiting_for(idea.author) == []


def test_the_newest_ideas_of_a_city_come_from_all_quarters():
    here, there = factories.published(), factories.published(places.make_quarter("Anderswo"), email="b@beispiel.de")
    assert [row.title for row in surfaces.latest(places.make_city())] == [there.title, here.title]
    assert [row.title for row in surfaces.latest(here.place)] == [here.title]
    assert surfaces.count(here.place) == 1
