"""Counting: the hard cases of councils, and what must hold for any rules."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quartier.community.councils import counting, models


class Words:
    """The choices of the real model, so that rules in words need no database."""

    QUORUM_BASES = models.RulesOfProcedure.QUORUM_BASES
    MAJORITY_BASES = models.RulesOfProcedure.MAJORITY_BASES
    ROUNDINGS = models.RulesOfProcedure.ROUNDINGS
    ABSTENTIONS = models.RulesOfProcedure.ABSTENTIONS
    BIAS_RULES = models.RulesOfProcedure.BIAS_RULES
    OPTIONS = models.RulesOfProcedure.OPTIONS
    NO_QUORUM = models.RulesOfProcedure.NO_QUORUM
    TEAM_VOTES = models.RulesOfProcedure.TEAM_VOTES
    RESULTS_PUBLIC = models.RulesOfProcedure.RESULTS_PUBLIC


@dataclass(frozen=True)
class Rules(Words):
    """Rules of procedure without a database; the defaults are those of a small jury."""

    seats: int = 7
    size_min: int = 7
    min_age: int = 16
    term_years: int = 2
    quorum_base: str = "members"
    quorum_num: int = 1
    quorum_den: int = 2
    quorum_strict: bool = True
    quorum_counts_biased: bool = True
    majority_base: str = "members"
    majority_num: int = 1
    majority_den: int = 2
    majority_strict: bool = True
    rounding: str = "ceil"
    abstentions: str = "count_as_no"
    bias_rule: str = "may_discuss"
    resident_weight: int = 1
    partner_weight: int = 1
    resident_share_num: int | None = None
    resident_share_den: int | None = None
    resident_share_strict: bool = True
    options: list = field(default_factory=lambda: ["less", "conditions", "defer"])
    circulation_allowed: bool = True
    circulation_days: int = 7
    online_allowed: bool = True
    invitation_days: int = 7
    presentation_from_cents: int | None = 50_000
    sessions_public: bool = True
    agenda_public: bool = True
    results_public: str = "all"
    counts_public: bool = True
    team_vote: str = "none"
    resubmission_limit: int | None = 1
    no_quorum: str = "circulation"


def people(present, *, members=None, excluded=0, seats=None, residents=None):
    """Numbers where everybody has one vote."""
    members = present if members is None else members
    residents = present - excluded if residents is None else residents
    return counting.Numbers(seats or members, members, present, excluded, residents, members, present, excluded)


TWO_THIRDS = {"num": 2, "den": 3, "strict": False}


@pytest.mark.parametrize(
    ("base", "num", "den", "strict", "rounding", "expected"),
    [
        (29, 2, 3, False, "ceil", 20),  # the council whose quorum was rarely reached
        (29, 2, 3, False, "floor", 19),
        (29, 2, 3, False, "half_up", 19),
        (32, 2, 3, False, "ceil", 22),
        (30, 2, 3, False, "ceil", 20),  # exact: nothing to round
        (30, 2, 3, True, "ceil", 21),  # more than exactly two thirds
        (7, 1, 2, True, "ceil", 4),
        (8, 1, 2, True, "ceil", 5),
        (8, 1, 2, False, "ceil", 4),
        (7, 1, 2, False, "ceil", 4),
        (7, 1, 2, False, "floor", 3),
        (7, 1, 2, False, "half_up", 4),
        (7, 1, 2, True, "floor", 4),  # "more than" is exact, whatever the rounding
        (5, 1, 1, False, "ceil", 5),  # unanimous
        (100, 51, 100, False, "ceil", 51),
        (27, 2, 3, False, "ceil", 18),
        (0, 1, 2, True, "ceil", 1),  # nobody is never enough
        (0, 1, 2, False, "floor", 1),
        (1, 1, 3, False, "floor", 1),
    ],
)
def test_thresholds(base, num, den, strict, rounding, expected):
    assert counting.threshold(base, num, den, strict, rounding) == expected


@pytest.mark.parametrize(
    ("majority_base", "bias_rule", "expected"),
    [
        ("members", "may_discuss", 20),  # ⅔ of 29 members, whoever is biased
        ("present", "may_discuss", 14),  # ⅔ of 21 who are there
        ("present", "leaves_room", 12),  # 3 of them have left the room
        ("entitled_present", "may_discuss", 12),  # ⅔ of 18
        ("votes_cast", "may_discuss", 12),  # as if all 18 voted
    ],
)
def test_bias_changes_the_base_of_a_majority(majority_base, bias_rule, expected):
    house = Rules(majority_num=2, majority_den=3, majority_strict=False, majority_base=majority_base, bias_rule=bias_rule)
    assert counting.needed(house, people(21, members=29, excluded=3)) == expected


@pytest.mark.parametrize(
    ("majority_base", "abstentions", "tally", "expected"),
    [
        ("votes_cast", "count_as_no", {"yes": 5, "no": 3, "abstain": 2}, 6),
        ("votes_cast", "ignored", {"yes": 5, "no": 3, "abstain": 2}, 5),
        ("entitled_present", "count_as_no", {"yes": 5, "no": 3, "abstain": 2}, 6),
        ("entitled_present", "ignored", {"yes": 5, "no": 3, "abstain": 2}, 5),
        ("members", "count_as_no", {"yes": 5, "no": 3, "abstain": 2}, 6),
    ],
)
def test_abstentions(majority_base, abstentions, tally, expected):
    house = Rules(majority_base=majority_base, abstentions=abstentions)
    assert counting.needed(house, people(10), tally) == expected
    assert counting.outcome(house, people(10), tally) == ("yes" if expected <= 5 else "no")


def test_the_mockup_four_yes_of_seven_with_one_biased_and_one_away():
    jury, there = Rules(), people(6, members=7, excluded=1)
    assert counting.needed(jury, there) == 4
    assert counting.quorum_needed(jury, there) == 4
    assert counting.is_quorate(jury, there)


def test_arriving_changes_what_is_needed():
    house = Rules(majority_base="present")
    assert [counting.needed(house, people(n, members=9)) for n in (5, 6, 7)] == [3, 4, 4]


def test_a_quorum_of_two_thirds_of_twenty_nine():
    council = Rules(seats=29, quorum_num=2, quorum_den=3, quorum_strict=False)
    assert not counting.is_quorate(council, people(19, members=29))
    assert counting.is_quorate(council, people(20, members=29))
    assert counting.why_not_quorate(council, people(19, members=29), "council") == (
        "Es sind 19 von 29 da. Beschließen kann der Rat ab 20. Ein Meinungsbild ist möglich."
    )


def test_a_quorum_of_seats_does_not_shrink_with_vacancies():
    council = Rules(seats=29, quorum_base="seats", quorum_num=2, quorum_den=3, quorum_strict=False)
    assert counting.quorum_needed(council, people(19, members=24, seats=29)) == 20
    assert counting.quorum_needed(replace(council, quorum_base="members"), people(19, members=24, seats=29)) == 16


def test_biased_members_count_for_the_quorum_only_where_the_rules_say_so():
    there = people(4, members=7, excluded=1)
    assert counting.is_quorate(Rules(), there)
    assert not counting.is_quorate(Rules(quorum_counts_biased=False), there)


def test_partners_have_fewer_votes_than_residents():
    house = Rules(resident_weight=2, partner_weight=1, majority_base="entitled_present")
    assert [counting.weight(house, "resident"), counting.weight(house, "partner"), counting.weight(house, "partner", 3)] == [2, 1, 3]
    # 4 residents with 2 votes, 3 partners with 1: 11 votes, more than half is 6
    there = counting.Numbers(7, 7, 7, 0, 4, 11, 11, 0)
    assert counting.needed(house, there) == 6
    assert (
        counting.outcome(house, there, counting.count([("yes", 2), ("yes", 2), ("yes", 2), ("no", 2), ("no", 1), ("no", 1), ("no", 1)]))
        == "yes"
    )
    assert counting.outcome(house, there, counting.count([("yes", 2), ("yes", 1), ("yes", 1), ("yes", 1), ("no", 6)])) == "no"


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        ({"yes": 4, "no": 2}, "yes"),
        ({"yes": 3, "no": 3}, "no"),
        ({"yes": 3, "less": 1, "no": 2}, "changed"),  # only together
        ({"yes": 4, "less": 2}, "yes"),  # as asked is enough
        ({"less": 2, "conditions": 2, "no": 2}, "changed"),
        ({"defer": 4, "yes": 2}, "deferred"),
        ({"defer": 3, "yes": 3}, "no"),
        ({"abstain": 6}, "no"),
    ],
)
def test_outcomes_of_a_jury_of_seven(tally, expected):
    assert counting.outcome(Rules(), people(6, members=7), tally) == expected


def test_unanimous_means_everybody_who_may_vote():
    wrangel = Rules(majority_num=1, majority_den=1, majority_strict=False, majority_base="entitled_present")
    assert counting.outcome(wrangel, people(5, excluded=1), {"yes": 4}) == "yes"
    assert counting.outcome(wrangel, people(5, excluded=1), {"yes": 3, "abstain": 1}) == "no"
    assert counting.outcome(replace(wrangel, abstentions="ignored"), people(5, excluded=1), {"yes": 3, "abstain": 1}) == "yes"


def test_a_yes_out_of_reach_is_said_before_the_vote():
    council = Rules(majority_num=2, majority_den=3, majority_strict=False)
    assert counting.unreachable(council, people(20, members=29)) is None
    assert counting.unreachable(council, people(20, members=29, excluded=1)) == (
        "Nötig sind 20 Ja, stimmberechtigt sind nur 19. Ein Ja ist so nicht möglich."
    )


def test_a_missing_majority_of_residents_only_warns():
    council = Rules(resident_share_num=1, resident_share_den=2)
    assert counting.residents_short(council, people(8, residents=5)) is None
    assert counting.residents_short(council, people(8, residents=4)) == (
        "Unter 8 Stimmberechtigten sind 4 aus der Bewohnerschaft. Vorgesehen sind mindestens 5."
    )
    assert counting.residents_short(Rules(), people(8, residents=0)) is None


@pytest.mark.parametrize(
    ("cents", "presenters", "expected"),
    [
        (49_999, "", None),
        (50_000, "", "Ab 500 € wird ein Antrag vorgestellt. Bitte eintragen, wer vorgestellt hat."),
        (50_000, " Fatou D.", None),
        (None, "", None),
    ],
)
def test_a_presentation_from_500_euros_on(cents, presenters, expected):
    sentence = counting.why_not_presented(Rules(), cents, presenters)
    assert (sentence and sentence.replace("\N{NO-BREAK SPACE}", " ")) == expected


def test_a_presentation_always_or_never():
    assert counting.why_not_presented(Rules(presentation_from_cents=None), 150_000, "") is None
    assert "vorgestellt" in counting.why_not_presented(Rules(presentation_from_cents=0), None, "")


@pytest.mark.parametrize(
    ("hands", "expected"),
    [
        ({"1": {"yes": 4, "no": 2}}, None),
        ({"1": {"yes": 5, "no": 2}}, "Das sind 7 Stimmen. Stimmberechtigt und da sind 6."),
        ({"1": {"yes": 0, "no": 0}}, "Bitte mindestens eine Stimme eintragen."),
        ({}, "Bitte mindestens eine Stimme eintragen."),
        ({"2": {"yes": 1}}, "Das sind 1 Stimmen. Stimmberechtigt und da sind 0."),
    ],
)
def test_raised_hands_are_never_more_than_people(hands, expected):
    assert counting.why_not_these_hands(hands, {"1": 6}) == expected


def test_raised_hands_weigh_what_the_rules_say():
    assert counting.count_hands({"2": {"yes": 3, "no": 1}, "1": {"yes": 2, "no": 0}}) == {"yes": 8, "no": 2}


def test_worked_examples_in_words():
    assert counting.example(Rules(), 7, 5) == "Bei 7 Mitgliedern und 5 Anwesenden sind 4 Ja nötig."
    assert counting.example(Rules(), 7, 3) == "Bei 7 Mitgliedern und 3 Anwesenden kann nicht beschlossen werden. Nötig sind 4 Anwesende."
    ignored = Rules(majority_base="votes_cast", abstentions="ignored")
    assert counting.example(ignored, 7, 5, 2) == "Bei 7 Mitgliedern, 5 Anwesenden und 2 Enthaltungen sind 2 Ja nötig."


def test_examples_say_each_thing_once():
    found = counting.examples(Rules())
    assert len(found) == len(set(found)) >= 3
    assert found[0] == "Bei 7 Mitgliedern und 5 Anwesenden sind 4 Ja nötig."


def test_rules_in_words_name_every_parameter():
    headings = [
        heading
        for heading, _sentence in counting.in_words(
            Rules(resident_share_num=2, resident_share_den=3, partner_weight=2, majority_strict=False)
        )
    ]
    assert headings == [
        "Beschlussfähig", "Mehrheit", "Runden", "Enthaltung", "Befangen", "Möglich sind", "Nicht genug da",
        "Sitze", "Bewohnerschaft", "Stimmen", "Das Team",
        "Einladung", "Vorstellung", "Online", "Im Umlauf", "Noch einmal stellen",
        "Gäste", "Tagesordnung", "Ergebnisse im Netz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("num", "den", "strict", "expected"),
    [
        (1, 2, True, "mehr als die Hälfte"),
        (2, 3, False, "mindestens zwei Drittel"),
        (1, 1, False, "alle"),
        (51, 100, False, "mindestens 51 %"),
        (5, 7, False, "mindestens 5/7"),
    ],
)
def test_fractions_in_words(num, den, strict, expected):
    assert counting.fraction_words(num, den, strict).replace("\N{NO-BREAK SPACE}", " ") == expected


# -- what holds for all rules

fractions = some.tuples(some.integers(1, 20), some.integers(1, 20)).filter(lambda pair: pair[0] <= pair[1])


@given(base=some.integers(1, 2000), fraction=fractions)
def test_rounding_up_finds_the_least_number_that_reaches_the_fraction(base, fraction):
    num, den = fraction
    least = counting.threshold(base, num, den, False)
    assert least * den >= num * base
    assert (least - 1) * den < num * base


@given(base=some.integers(1, 2000), fraction=fractions, rounding=some.sampled_from(["ceil", "floor", "half_up"]))
def test_more_than_is_exact(base, fraction, rounding):
    num, den = fraction
    least = counting.threshold(base, num, den, True, rounding)
    assert least * den > num * base
    assert (least - 1) * den <= num * base


@given(base=some.integers(0, 2000), fraction=fractions, rounding=some.sampled_from(["ceil", "floor", "half_up"]))
def test_at_least_a_fraction_never_asks_for_more_than_there_are(base, fraction, rounding):
    assert 1 <= counting.threshold(base, *fraction, False, rounding) <= max(base, 1)


@given(
    votes=some.lists(some.tuples(some.sampled_from(counting.CHOICES), some.integers(1, 3)), max_size=40),
    base=some.sampled_from(["members", "present", "entitled_present", "votes_cast"]),
    abstentions=some.sampled_from(["count_as_no", "ignored"]),
    biased=some.integers(0, 5),
    away=some.integers(0, 10),
    fraction=fractions,
    strict=some.booleans(),
)
def test_a_yes_always_has_what_was_needed_and_no_vote_is_lost(votes, base, abstentions, biased, away, fraction, strict):
    if base == "members":
        abstentions = "count_as_no"
    house = Rules(majority_base=base, abstentions=abstentions, majority_num=fraction[0], majority_den=fraction[1], majority_strict=strict)
    total = sum(weight for _choice, weight in votes)
    there = counting.Numbers(
        50, len(votes) + biased + away, len(votes) + biased, biased, len(votes), total + biased + away, total + biased, biased
    )
    tally = counting.count(votes)
    assert sum(tally.values()) == total
    result = counting.outcome(house, there, tally)
    least = counting.needed(house, there, tally)
    assert (counting.yes_votes(tally) >= least) == (
        result in ("yes", "changed") or (result == "deferred" and counting.yes_votes(tally) >= least)
    )
    if result == "yes":
        assert tally["yes"] >= least


@given(yes=some.integers(0, 60), others=some.integers(0, 60), fraction=fractions, strict=some.booleans())
def test_one_more_yes_never_turns_a_yes_into_a_no(yes, others, fraction, strict):
    house = Rules(majority_base="votes_cast", majority_num=fraction[0], majority_den=fraction[1], majority_strict=strict)
    there = people(yes + others + 1, members=200)
    before = counting.outcome(house, there, {"yes": yes, "no": others})
    after = counting.outcome(house, there, {"yes": yes + 1, "no": others})
    assert not (before == "yes" and after == "no")
