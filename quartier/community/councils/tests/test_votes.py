"""Votes: who may, what counts, what is needed, what is handed on; tests that were there before the code."""

import pytest

from quartier.community.councils import actions, models, queries
from quartier.community.councils.actions import votes
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.subject import Matter
from quartier.ground.acts import clock, log, subjects
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.models import Place

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    return str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")


def cast_all(vote, seats, *choices):
    for seat, choice in zip(seats, choices, strict=False):
        actions.cast(vote, seat.person, choice)


def test_what_is_needed_is_known_before_the_vote(jury):
    room = queries.room(jury.meeting, jury.item)
    assert (room.needed, room.quorum_needed, room.numbers.present, room.numbers.members) == (4, 4, 6, 7)


def test_four_yes_of_seven_members_make_a_yes(jury):
    vote = actions.open_vote(jury.item, by=jury.chair)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "yes", "no", "no")
    vote = actions.close_vote(vote, by=jury.chair)
    resolution = vote.resolution
    assert (resolution.result, resolution.yes, resolution.no, resolution.needed, resolution.present) == ("yes", 4, 2, 4, 6)
    assert vote.numbers["members"] == 7 and vote.tally == {"yes": 4, "no": 2} and vote.quorum_needed == 4


def test_three_yes_are_a_no(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "no", "no", "abstain")
    assert actions.close_vote(vote, by=jury.team, reason="Zu teuer.").resolution.result == "no"


def test_changing_ones_mind_changes_the_vote_and_never_counts_twice(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    for choice in ("yes", "no", "yes", "no"):
        actions.cast(vote, jury.seats[0].person, choice)
    assert list(vote.ballots.values_list("choice", flat=True)) == ["no"]


def test_who_is_not_there_cannot_vote(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    sentence = refused(actions.cast, vote, jury.seats[6].person, "yes")
    assert sentence == "Sie stehen nicht als anwesend in der Liste. Bitte sagen Sie der Leitung Bescheid."


def test_a_stranger_and_the_team_cannot_vote(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    for nobody in (make.make_person("Fremde"), jury.team):
        assert "nicht als anwesend" in refused(actions.cast, vote, nobody, "yes")
    assert not vote.ballots.exists()


def test_a_member_cannot_open_or_close(jury):
    sentence = "Diesen Schritt dürfen Sie hier nicht gehen. Fragen hilft: Das Team vor Ort weiß, wer zuständig ist."
    assert refused(actions.open_vote, jury.item, by=jury.seats[1].person) == sentence
    vote = actions.open_vote(jury.item, by=jury.chair)
    actions.cast(vote, jury.seats[1].person, "yes")
    assert refused(actions.close_vote, vote, by=jury.seats[1].person) == sentence


@pytest.mark.parametrize("choice", ["", "ja", "conditions; drop", "YES"])
def test_only_the_buttons_can_be_chosen(jury, choice):
    vote = actions.open_vote(jury.item, by=jury.team)
    assert "Diese Wahl sieht die Geschäftsordnung nicht vor" in refused(actions.cast, vote, jury.chair, choice)


def test_options_that_the_rules_leave_out_cannot_be_chosen(db, evening):
    from quartier.community.councils.tests.conftest import open_jury

    house = open_jury(options=[])
    vote = actions.open_vote(house.item, by=house.team)
    for choice in ("less", "conditions", "defer"):
        assert "sieht die Geschäftsordnung nicht vor" in refused(actions.cast, vote, house.chair, choice)


# -- quorum


def test_without_a_quorum_only_a_straw_poll_is_possible(jury):
    for seat in jury.seats[3:6]:
        actions.leave(jury.meeting, seat, by=jury.team)
    sentence = "Es sind 3 von 7 da. Beschließen kann die Jury ab 4. Ein Meinungsbild ist möglich."
    assert refused(actions.open_vote, jury.item, by=jury.team) == sentence
    vote = actions.open_vote(jury.item, by=jury.team, is_straw_poll=True)
    cast_all(vote, jury.seats, "yes", "yes", "yes")
    actions.close_vote(vote, by=jury.team)
    jury.item.refresh_from_db()
    assert (models.Resolution.objects.count(), jury.item.state) == (0, "waiting")


def test_a_quorum_lost_during_the_vote_stops_the_close(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "yes", "yes", "yes")
    for seat in jury.seats[3:6]:
        actions.leave(jury.meeting, seat, by=jury.team)
    assert refused(actions.close_vote, vote, by=jury.team).endswith("Sie können die Abstimmung als Meinungsbild schließen.")
    vote = actions.close_vote(vote, by=jury.team, as_straw_poll=True)
    assert vote.is_straw_poll and vote.tally == {"yes": 3} and not models.Resolution.objects.exists()


def test_arriving_during_the_vote_changes_what_is_needed_until_it_is_frozen(db, evening):
    from quartier.community.councils.tests.conftest import open_jury

    house = open_jury(majority_base="present")
    vote = actions.open_vote(house.item, by=house.team)
    cast_all(vote, house.seats, "yes", "yes", "yes", "yes", "no", "no")
    assert queries.room(house.meeting, house.item, vote).needed == 4
    actions.leave(house.meeting, house.seats[5], by=house.team)
    assert queries.room(house.meeting, house.item, vote).needed == 3
    actions.arrive(house.meeting, house.seats[6], by=house.team)
    actions.arrive(house.meeting, house.seats[5], by=house.team)
    vote = actions.close_vote(vote, by=house.team)
    assert (vote.needed, vote.numbers["present"]) == (4, 7)
    models.RulesOfProcedure.objects.update(majority_num=1, majority_den=1, majority_strict=False)
    vote.refresh_from_db()
    assert vote.needed == 4


def test_the_ballot_of_who_left_does_not_count(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "yes", "no", "no")
    actions.leave(jury.meeting, jury.seats[0], by=jury.team)
    assert actions.close_vote(vote, by=jury.team).resolution.result == "no"


# -- bias


def test_a_declared_bias_takes_the_vote_away_and_sticks_to_the_matter(matter):
    ivana = matter.seats[3].person
    actions.declare_bias(matter.item, ivana, by=ivana, reason="Ich wohne im selben Haus.")
    vote = actions.open_vote(matter.item, by=matter.team)
    assert refused(actions.cast, vote, ivana, "yes") == "Sie stimmen hier nicht mit, weil Sie beteiligt sind. Mitreden dürfen Sie."
    actions.cancel_vote(vote, by=matter.team, reason="Vertagt.")
    actions.defer_item(matter.item, by=matter.team, reason="Vertagt.")
    later = make.meeting(matter.body, matter.team, items=(), starts_at=make.EVENING.replace(month=12, day=15), state="planned")
    again = actions.add_agenda_item(later, about=matter.place, by=matter.team)
    assert queries.biased_ids(matter.body, again) == {ivana.pk}
    assert queries.biased_ids(matter.body, matter.meeting.items.first()) == set()


def test_a_vote_cast_before_the_bias_was_declared_does_not_count(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "yes", "no", "no")
    actions.declare_bias(jury.item, jury.seats[3].person, by=jury.chair, source="chair")
    resolution = actions.close_vote(vote, by=jury.team).resolution
    assert (resolution.result, resolution.yes, resolution.excluded) == ("no", 3, 1)


def test_the_applicant_is_excluded_without_saying_so(jury, pot, monkeypatch):
    jonas = jury.seats[4].person
    monkeypatch.setitem(subjects._by_kind, Place.KIND, Matter(Place, pot, relations={jonas.pk: {"applicant"}}))
    item = actions.add_agenda_item(jury.meeting, about=jury.place, amount_cents=150_000, by=jury.team)
    vote = actions.open_vote(item, by=jury.team)
    assert "weil Sie beteiligt sind" in refused(actions.cast, vote, jonas, "yes")
    row = queries.biases(item)[0]
    assert (row.person_id, row.source) == (jonas.pk, "relation")
    assert refused(actions.lift_bias, row, item, by=jury.chair, reason="Irrtum") == (
        "Die Person ist am Antrag beteiligt. Das lässt sich nicht aufheben."
    )


def test_who_becomes_involved_during_the_vote_is_excluded_at_once(jury, pot, monkeypatch):
    item = actions.add_agenda_item(jury.meeting, about=jury.place, amount_cents=150_000, by=jury.team)
    vote = actions.open_vote(item, by=jury.team)
    cast_all(vote, jury.seats, "yes", "yes", "yes", "yes", "no", "no")
    jonas, aylin = jury.seats[4].person, jury.seats[0].person
    monkeypatch.setitem(subjects._by_kind, Place.KIND, Matter(Place, pot, relations={p.pk: {"carrier"} for p in (jonas, aylin)}))
    assert "weil Sie beteiligt sind" in refused(actions.cast, vote, jonas, "yes")
    assert actions.close_vote(vote, by=jury.team).resolution.yes == 3


def test_a_declaration_made_by_mistake_is_lifted_with_a_reason(jury):
    row = actions.declare_bias(jury.item, jury.chair, by=jury.chair)
    assert refused(actions.lift_bias, row, jury.item, by=jury.chair, reason=" ").startswith("Bitte einen Grund")
    actions.lift_bias(row, jury.item, by=jury.chair, reason="Verwechselt.")
    assert queries.biased_ids(jury.body, jury.item) == set()
    actions.declare_bias(jury.item, jury.chair, by=jury.chair)


# -- raised hands


def test_raised_hands_are_written_down_by_the_chair(jury):
    vote = actions.open_vote(jury.item, by=jury.chair, mode="hands")
    assert refused(actions.close_vote, vote, by=jury.chair) == "Bitte mindestens eine Stimme eintragen."
    assert refused(actions.record_hands, vote, {"1": {"yes": 5, "no": 2}}, by=jury.chair) == (
        "Das sind 7 Stimmen. Stimmberechtigt und da sind 6."
    )
    actions.record_hands(vote, {"1": {"yes": 5, "no": 0, "abstain": 1}}, by=jury.chair)
    resolution = actions.close_vote(vote, by=jury.chair).resolution
    assert (resolution.result, resolution.yes, resolution.abstain) == ("yes", 5, 1)


@pytest.mark.parametrize("hands", [{"1": {"yes": -1, "no": 3}}, {"1": {"maybe": 2}}, {"3": {"yes": 1}}, {}])
def test_hands_that_cannot_be(jury, hands):
    vote = actions.open_vote(jury.item, by=jury.chair, mode="hands")
    refused(actions.record_hands, vote, hands, by=jury.chair)
    assert models.Vote.objects.get().hands == {}


def test_hands_of_people_who_left_are_counted_anew(jury):
    vote = actions.open_vote(jury.item, by=jury.chair, mode="hands")
    actions.record_hands(vote, {"1": {"yes": 6}}, by=jury.chair)
    actions.leave(jury.meeting, jury.seats[5], by=jury.team)
    assert refused(actions.close_vote, vote, by=jury.chair) == "Das sind 6 Stimmen. Stimmberechtigt und da sind 5."


def test_no_phone_vote_while_hands_are_raised(jury):
    vote = actions.open_vote(jury.item, by=jury.chair, mode="hands")
    assert refused(actions.cast, vote, jury.chair, "yes") == "Über diesen Punkt wird mit Handzeichen abgestimmt."


def test_hands_weigh_by_kind_of_seat(db, evening):
    team = make.make_staff()
    council = make.make_body(kind="council", name="Quartiersrat", template="weighted-council", by=team)
    residents = [make.seat(council, f"Nachbarin {i}") for i in range(3)]
    partners = [make.seat(council, f"Schule {i}", kind="partner") for i in range(4)]
    meeting = make.meeting(council, team, state="open")
    make.come(meeting, *residents, *partners, by=team)
    vote = actions.open_vote(meeting.items.get(), by=team, mode="hands")
    actions.record_hands(vote, {"2": {"yes": 3, "no": 0}, "1": {"yes": 0, "no": 4}}, by=team)
    resolution = actions.close_vote(vote, by=team).resolution
    assert (resolution.result, resolution.yes, resolution.no, resolution.needed) == ("yes", 6, 4, 6)


def test_a_member_without_a_phone_tells_the_chair(jury):
    vote = actions.open_vote(jury.item, by=jury.chair)
    ballot = actions.cast(vote, jury.seats[1].person, "yes", recorded_by=jury.chair)
    assert (ballot.cast_by_id, ballot.recorded_by_id) == (jury.seats[1].person_id, jury.chair.pk)


# -- substitutes


def test_a_substitute_votes_for_the_seat_and_the_seat_counts_once(jury):
    viktor = jury.seats[6]
    deputy = make.seat(jury.body, "Wanda Ersatz", substitute_for=viktor)
    assert queries.room(jury.meeting).numbers.members == 7
    actions.arrive(jury.meeting, deputy, by=jury.team)
    vote = actions.open_vote(jury.item, by=jury.team)
    actions.cast(vote, deputy.person, "yes")
    actions.arrive(jury.meeting, viktor, by=jury.team)
    assert "nicht als anwesend" in refused(actions.cast, vote, deputy.person, "no")
    actions.cast(vote, viktor.person, "no")
    assert list(vote.ballots.values_list("seat_id", "choice")) == [(viktor.pk, "no")]


# -- what is decided


def test_a_yes_reaches_the_matter_in_the_same_transaction(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, *["yes"] * 6)
    actions.close_vote(vote, by=matter.chair)
    assert matter.pot.heard == [("yes", 150_000, matter.chair.pk)]
    assert matter.pot.free_cents == 50_000


def test_a_pot_that_is_too_small_leaves_the_vote_open(matter):
    matter.pot.free_cents = 100_000
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, *["yes"] * 6)
    assert refused(actions.close_vote, vote, by=matter.team) == "Im Topf sind nur noch 2.000 €."
    vote.refresh_from_db()
    matter.item.refresh_from_db()
    assert (vote.state, matter.item.state, models.Resolution.objects.count()) == ("open", "waiting", 0)
    assert not log.entries(place_id=matter.place.pk).filter(act__contains="close_vote").exists()


def test_a_yes_to_less_names_the_amount_afterwards(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, "less", "less", "yes", "yes", "no", "no")
    assert "Bitte den neuen Betrag oder die Auflage eintragen" in refused(actions.close_vote, vote, by=matter.team)
    assert refused(actions.close_vote, vote, by=matter.team, amount_cents=160_000) == (
        "Beantragt sind 1.500 €. Mehr kann nicht bewilligt werden."
    )
    for wrong in (0, -1):
        assert refused(actions.close_vote, vote, by=matter.team, amount_cents=wrong) == "Der Betrag muss größer als 0 sein."
    resolution = actions.close_vote(vote, by=matter.team, amount_cents=100_000, conditions="Plakat mit Logo").resolution
    assert (resolution.result, resolution.amount_cents, resolution.conditions) == ("changed", 100_000, "Plakat mit Logo")
    assert matter.pot.heard == [("changed", 100_000, matter.team.pk)]


def test_a_plain_yes_cannot_be_turned_into_something_else_at_the_close(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, *["yes"] * 6)
    assert refused(actions.close_vote, vote, by=matter.team, amount_cents=40_000).startswith("Das Ja gilt dem, worüber abgestimmt wurde.")
    assert refused(actions.close_vote, vote, by=matter.team, conditions="Nur sonntags").startswith("Das Ja gilt dem")


def test_a_vote_on_less_money_is_said_before(matter):
    assert refused(actions.open_vote, matter.item, by=matter.team, amount_cents=150_001).startswith("Beantragt sind 1.500 €.")
    vote = actions.open_vote(matter.item, by=matter.team, amount_cents=100_000, conditions="Musik auf Spende")
    cast_all(vote, matter.seats, *["yes"] * 6)
    resolution = actions.close_vote(vote, by=matter.team).resolution
    assert (resolution.result, resolution.amount_cents, resolution.conditions) == ("changed", 100_000, "Musik auf Spende")


def test_putting_off_by_vote(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, "defer", "defer", "defer", "defer", "yes", "yes")
    actions.close_vote(vote, by=matter.team, reason="Der Lärmplan fehlt.")
    matter.item.refresh_from_db()
    assert (matter.item.state, matter.pot.heard) == ("deferred", [("deferred", None, matter.team.pk)])


def test_nobody_voted(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    assert refused(actions.close_vote, vote, by=jury.team) == "Es hat noch niemand abgestimmt."


def test_closed_is_closed(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, *["yes"] * 4)
    actions.close_vote(vote, by=jury.team)
    assert "schon jemand erledigt" in refused(actions.close_vote, vote, by=jury.chair)
    assert refused(actions.cast, vote, jury.chair, "no") == "Diese Abstimmung ist geschlossen."
    assert refused(actions.open_vote, jury.item, by=jury.team) == "Dieser Punkt ist schon behandelt."
    assert models.Resolution.objects.count() == 1


def test_one_vote_at_a_time(jury):
    other = actions.add_agenda_item(jury.meeting, title="Schach im Park", by=jury.team)
    actions.open_vote(jury.item, by=jury.team)
    assert refused(actions.open_vote, other, by=jury.team) == (
        "Es läuft schon eine Abstimmung: „Laternen für den Hof“. Bitte erst schließen."
    )
    assert refused(actions.close_meeting, jury.meeting, by=jury.team).startswith("Eine Abstimmung läuft noch")


def test_a_broken_off_vote_decides_nothing_and_may_be_repeated(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    cast_all(vote, jury.seats, *["yes"] * 4)
    assert refused(actions.cancel_vote, vote, by=jury.team, reason="").startswith("Bitte einen Grund")
    actions.cancel_vote(vote, by=jury.team, reason="Falscher Antrag.")
    again = actions.open_vote(jury.item, by=jury.team)
    assert again.pk != vote.pk and not again.ballots.exists()


def test_a_resolution_counted_wrong_is_annulled_with_a_reason(jury):
    vote = actions.open_vote(jury.item, by=jury.team, mode="hands")
    actions.record_hands(vote, {"1": {"yes": 4, "no": 2}}, by=jury.team)
    resolution = actions.close_vote(vote, by=jury.team).resolution
    actions.annul(resolution, by=jury.team, reason="Falsch gezählt.")
    jury.item.refresh_from_db()
    assert (resolution.state, jury.item.state) == ("in_force", "waiting") or jury.item.state == "waiting"
    assert models.Resolution.objects.get().state == "annulled"


def test_what_is_being_worked_with_is_not_annulled_behind_its_back(matter):
    vote = actions.open_vote(matter.item, by=matter.team)
    cast_all(vote, matter.seats, *["yes"] * 6)
    resolution = actions.close_vote(vote, by=matter.team).resolution
    assert refused(actions.annul, resolution, by=matter.team, reason="Doch nicht.").startswith("Mit diesem Beschluss wird schon")


def test_a_presentation_belongs_to_it(db, evening):
    from quartier.community.councils.tests.conftest import open_jury

    house = open_jury(presentation_from_cents=50_000)
    item = actions.add_agenda_item(house.meeting, title="Musik", amount_cents=50_000, by=house.team)
    assert refused(actions.open_vote, item, by=house.team) == "Ab 500 € wird ein Antrag vorgestellt. Bitte eintragen, wer vorgestellt hat."
    actions.change_item(item, by=house.team, presenters="Fatou Diallo")
    actions.open_vote(item, by=house.team)


# -- what the public learns


@pytest.mark.parametrize(
    ("results_public", "counts_public", "choice", "expected"),
    [
        ("all", True, "yes", "Aktionsfondsjury: Ja, 4 zu 0. Nötig waren 4 Ja."),
        ("all", False, "yes", "Aktionsfondsjury: Ja."),
        ("all", True, "no", "Aktionsfondsjury: Nein, 0 zu 4. Nötig waren 4 Ja."),
        ("approved", True, "yes", "Aktionsfondsjury: Ja, 4 zu 0. Nötig waren 4 Ja."),
        ("approved", True, "no", None),
        ("none", True, "yes", None),
    ],
)
def test_the_public_reads_what_the_rules_let_out(db, evening, results_public, counts_public, choice, expected):
    from quartier.community.councils.tests.conftest import open_jury
    from quartier.ground.workflow import queries as workflow

    house = open_jury(results_public=results_public, counts_public=counts_public)
    vote = actions.open_vote(house.item, by=house.team)
    cast_all(vote, house.seats, *[choice] * 4)
    actions.close_vote(vote, by=house.team)
    lines = [workflow.public_sentence(entry) for entry in log.entries(place_id=house.place.pk, public_only=True)]
    assert [line for line in lines if line] == ([expected] if expected else [])


def test_no_name_stands_in_the_log_for_good(jury):
    vote = actions.open_vote(jury.item, by=jury.team)
    actions.declare_bias(jury.item, jury.seats[3].person, by=jury.seats[3].person, reason="GEHEIM-Verwandt")
    cast_all(vote, jury.seats[:3], *["yes"] * 3)
    actions.cast(vote, jury.seats[4].person, "yes")
    actions.close_vote(vote, by=jury.team)
    written = str(list(log.entries(place_id=jury.place.pk).values_list("data", flat=True)))
    assert not any(name.split()[1] in written for name in make.NAMES)
    assert "GEHEIM" not in str(list(log.entries(place_id=jury.place.pk).values_list("personal_row__payload", flat=True)))


# -- circulation


def test_a_vote_by_circulation(db):
    team = make.make_staff()
    jury = make.make_body(template="mnw-jury", by=team)
    seats = make.members(jury, 7)
    meeting = make.meeting(
        jury, team, form="circulation", ends_at=make.EVENING.replace(day=9, tzinfo=clock.BERLIN), items=("Schach im Park", "Suppe")
    )
    with clock.at(make.EVENING):
        meeting = actions.open_meeting(meeting, by=team)
        first, second = models.Vote.objects.order_by("pk")
        cast_all(first, seats, "yes", "yes", "yes", "no")
        assert refused(actions.close_vote, first, by=team).startswith("Der Umlauf geht bis 9. Dezember 2026")
    with clock.at(make.EVENING.replace(day=9, hour=19)):
        assert refused(actions.cast, first, seats[5].person, "yes").startswith("Der Umlauf ist seit 9. Dezember 2026")
        resolution = actions.close_vote(first, by=team).resolution
        assert (resolution.result, resolution.present, resolution.yes) == ("yes", 4, 3)
        assert refused(actions.close_vote, second, by=team) == "Es hat noch niemand abgestimmt."
        actions.cancel_vote(second, by=team, reason="Niemand hat geantwortet.")
        assert actions.close_meeting(meeting, by=team).state == "closed"


def test_a_circulation_may_close_early_when_everybody_voted(db):
    team = make.make_staff()
    jury = make.make_body(template="mnw-jury", by=team)
    seats = make.members(jury, 3)
    meeting = make.meeting(jury, team, form="circulation", ends_at=make.EVENING.replace(day=9, tzinfo=clock.BERLIN))
    with clock.at(make.EVENING):
        actions.open_meeting(meeting, by=team)
        vote = models.Vote.objects.get()
        cast_all(vote, seats, "yes", "yes", "no")
        assert actions.close_vote(vote, by=team).resolution.result == "yes"


def test_a_circulation_without_enough_answers_decides_nothing(db):
    team = make.make_staff()
    jury = make.make_body(template="mnw-jury", by=team)
    seats = make.members(jury, 7)
    meeting = make.meeting(jury, team, form="circulation", ends_at=make.EVENING.replace(day=9, tzinfo=clock.BERLIN))
    with clock.at(make.EVENING):
        actions.open_meeting(meeting, by=team)
        vote = models.Vote.objects.get()
        cast_all(vote, seats, "yes", "yes", "yes")
    with clock.at(make.EVENING.replace(day=10)):
        assert refused(actions.close_vote, vote, by=team).startswith("Es sind 3 von 7 da.")


def test_the_room_of_a_vote_costs_the_same_for_any_number_of_people(jury, django_assert_max_num_queries):
    vote = actions.open_vote(jury.item, by=jury.team)
    vote = queries.vote(jury.place, vote.pk)
    with django_assert_max_num_queries(4):
        room = votes.room_of(vote)
        assert len(room.voices) == 7
        [voice.person.name for voice in room.voices]
