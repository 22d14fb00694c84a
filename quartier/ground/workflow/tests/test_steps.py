import datetime

import pytest
from django.db import transaction

from quartier.ground.access.models import Membership
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import steps
from quartier.ground.workflow.tests import matter
from quartier.ground.workflow.tests.conftest import person

STEPS = matter.STEPS


def take(verb, case, **more):
    with STEPS.take(verb, case, **more) as fresh:
        return fresh


def refusal(verb, case, **more):
    with pytest.raises(Refused) as caught:
        take(verb, case, **more)
    return str(caught.value)


def acts_of(case):
    return [entry.act for entry in log.entries(about=case)]


def test_a_step_moves_the_case_and_is_written_down(case, author):
    with STEPS.take("send", case, by=author, data={"amount_cents": 40_000}) as fresh:
        fresh.title = "Laternen und Suppe"
    entry = log.entries(about=case).get()
    assert (case.state, case.title) == ("sent", "Laternen und Suppe")
    assert matter.Matter.objects.get().state == "sent"
    assert (entry.act, entry.by_id, entry.public) == ("workflow.send", author.pk, True)
    assert entry.data == {"amount_cents": 40_000, "from": "draft", "to": "sent"}


def test_a_new_case_is_made_by_its_first_step(matters, place):
    new = matter.Matter(place_id=place.pk, title="Neu")
    take("begin", new)
    assert (new.pk is not None, new.state, acts_of(new)) == (True, "draft", ["workflow.begin"])


def test_what_data_the_block_adds_stands_in_the_log(case, author):
    data = {}
    with STEPS.take("send", case, by=author, data=data):
        data["number"] = 7
    assert log.entries(about=case).get().data["number"] == 7


def test_when_the_work_fails_nothing_has_happened(case, author):
    with pytest.raises(ZeroDivisionError), STEPS.take("send", case, by=author) as fresh:
        fresh.title = "halb"
        raise ZeroDivisionError
    assert (case.state, matter.Matter.objects.get().title, acts_of(case)) == ("draft", "Laternen für den Hof", [])


def test_a_failed_rule_says_its_sentence(case, author):
    matter.Matter.objects.update(title="")
    assert refusal("send", case, by=author) == "Der Titel fehlt."
    assert acts_of(case) == []


def test_a_rule_gets_the_facts_it_asks_for(case, author, lead):
    take("send", case, by=author)
    assert refusal("grant", case, by=lead, cents=150_001) == "Sie können höchstens 1.500 Euro bekommen."
    take("grant", case, by=lead, cents=150_000, data={"amount_cents": 150_000, "decided_on": datetime.date(2026, 12, 1)})
    assert case.state == "granted"


def test_who_comes_second_reads_that_it_is_done(case, author, lead):
    take("send", case, by=author)
    mine, yours = (matter.Matter.objects.get() for _ in range(2))
    take("refuse", mine, by=lead, reason="Mieten")
    sentence = "Das hat inzwischen schon jemand erledigt: Der Stand ist jetzt „abgelehnt“."
    assert refusal("refuse", yours, by=lead, reason="Doppelt") == sentence
    take("reopen", mine, by=lead, reason="Irrtum")
    take("grant", yours, by=lead, cents=1)


def test_a_step_before_its_time_names_the_state(case, lead):
    assert refusal("grant", case, by=lead, cents=1) == "Das geht jetzt nicht: Der Stand ist „Entwurf“."


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_that_is_asked_for_must_be_given(case, author, lead, reason):
    take("send", case, by=author)
    assert refusal("refuse", case, by=lead, reason=reason) == "Bitte einen Grund eintragen. Er steht danach im Verlauf."


def test_the_reason_can_be_erased_from_the_log(case, author, lead):
    take("send", case, by=author)
    take("refuse", case, by=lead, reason="Frau P. wohnt nicht hier", of=author)
    entry = log.entries(about=case).last()
    assert (entry.personal, "reason" in entry.data) == ({"reason": "Frau P. wohnt nicht hier"}, False)
    log.erase_person(author.pk)
    assert log.entries(about=case).last().personal == {}


def test_taking_back_always_needs_a_reason(case, author, lead):
    take("send", case, by=author)
    take("refuse", case, by=lead, reason="Versehen")
    assert STEPS.all["reopen"].needs_reason
    assert "Grund" in refusal("reopen", case, by=lead)
    take("reopen", case, by=lead, reason="falscher Antrag")
    assert case.state == "sent"


def test_only_who_stands_in_the_step_may_take_it(case, author, lead):
    stranger = person("Fremd")
    assert refusal("send", case) == "Bitte melden Sie sich an. Diesen Schritt dürfen nicht alle gehen."
    assert refusal("send", case, by=stranger).startswith("Diesen Schritt dürfen Sie hier nicht gehen.")
    assert refusal("send", case, by=lead).startswith("Diesen Schritt dürfen Sie hier nicht gehen.")


def test_a_role_that_has_ended_counts_no_more(case, place):
    former = person("Ehemals", "team_member", place)
    Membership.objects.update(from_on=clock.today() - datetime.timedelta(days=9), until_on=clock.today() - datetime.timedelta(days=1))
    assert refusal("send", case, by=former).startswith("Diesen Schritt dürfen Sie hier nicht gehen.")


def test_the_clock_takes_only_its_own_steps(case, author, lead):
    take("send", case, by=author)
    assert refusal("grant", case, system=True, cents=1) == "Diesen Schritt geht ein Mensch, nicht die Uhr."
    take("grant", case, by=lead, cents=1)
    assert refusal("expire", case, by=lead).startswith("Diesen Schritt dürfen Sie hier nicht gehen.")
    take("expire", case, system=True)
    assert case.state == "closed"


def test_the_work_inside_may_choose_among_the_targets(case, author, lead):
    take("send", case, by=author)
    with pytest.raises(ValueError, match="must end in one of"):
        take("vote", case, by=lead)
    with STEPS.take("vote", case, by=lead) as fresh:
        fresh.state = "refused"
    assert matter.Matter.objects.get().state == "refused"


def test_a_step_without_target_leaves_the_state(case, place):
    take("note", case, by=person("Team", "team_member", place))
    assert case.state == "draft"


def test_offers_show_what_one_may_do_and_why_not_yet(case, author, lead, place):
    team = person("Team", "team_member", place)
    assert [(offer.verb, offer.why_not) for offer in STEPS.offers(case, team)] == [("send", None), ("note", None)]
    case.title = ""
    assert [(offer.verb, offer.why_not) for offer in STEPS.offers(case, author)] == [("send", "Der Titel fehlt.")]
    assert STEPS.offers(case, None) == STEPS.offers(case, person("Fremd")) == []
    case.state, case.title = "sent", "Laternen"
    assert [offer.verb for offer in STEPS.offers(case, lead)] == ["grant", "refuse", "vote"]
    assert STEPS.offers(matter.Matter(state="granted", place_id=place.pk), lead) == []


def test_offers_cost_few_queries(case, lead, django_assert_max_num_queries):
    case.state = "sent"
    with django_assert_max_num_queries(3):
        STEPS.offers(case, lead)


def test_a_table_with_a_hole_is_refused_at_once():
    wrong = [
        [steps.Step("a", "A", ("nowhere",), "draft")],
        [steps.Step("a", "A", (), "draft"), steps.Step("a", "B", (), "sent")],
        [steps.Step("a", "A", ("draft",), "sent", takes_back="never")],
    ]
    for rows in wrong:
        with pytest.raises(ValueError):
            steps.Steps(matter.Matter, matter.STATES, rows)
    assert matter.Matter.KIND not in steps.ALL


def test_what_can_be_reached():
    assert STEPS.reachable(["granted"]) == {"granted", "closed"}
    assert STEPS.is_end("closed") and not STEPS.is_end("sent")
    assert STEPS.ahead("sent") == ["granted", "closed"]
    assert STEPS.ahead("refused") == []


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_do_not_both_decide(matters):
    """Run on real connections: the second waits for the lock and then finds the case decided."""
    import threading

    from django.db import connection

    from quartier.ground.quarters.tests import factories

    place = factories.make_quarter()
    lead = person("Lea", "team_lead", place)
    case = matter.Matter.objects.create(place_id=place.pk, title="Hof", state="sent")
    ready, answers = threading.Barrier(2), []

    def decide(verb):
        ready.wait()
        try:
            with transaction.atomic():
                take(verb, matter.Matter.objects.get(pk=case.pk), by=lead, reason="weil", cents=1)
            answers.append("ok")
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[verb]) for verb in ("grant", "refuse")]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert sorted(answers, key=len)[0] == "ok"
    assert sorted(answers, key=len)[1].startswith(("Das hat inzwischen", "Das geht jetzt nicht"))
    assert len(acts_of(case)) == 1
