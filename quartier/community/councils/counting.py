"""What a body's rules mean in numbers and in words. Pure: no database, no clock. The rules of the steps stand in `rules.py`.

`rules` is a `models.RulesOfProcedure` or anything with its fields. Votes are counted in weights (a resident may have two,
a partner one); quorum is counted in heads. All fractions are exact integers, never floats.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from quartier.ground.ui import german

YES = ("yes", "less", "conditions")
CHOICES = ("yes", "less", "conditions", "no", "defer", "abstain")
WHO = {"council": lazy("der Rat"), "jury": lazy("die Jury"), "steering": lazy("die Runde"), "panel": lazy("das Gremium")}


@dataclass(frozen=True)
class Numbers:
    """Who counts at one moment: heads first, then the same in votes."""

    seats: int  # seats that the rules provide for
    members: int  # seats that are filled
    present: int  # who is there, biased members included
    excluded: int  # of them: biased on this item
    residents: int  # of those who are there and may vote: residents
    member_votes: int
    present_votes: int
    excluded_votes: int

    @property
    def entitled(self) -> int:
        """Heads that are there and may vote."""
        return self.present - self.excluded

    @property
    def entitled_votes(self) -> int:
        return self.present_votes - self.excluded_votes


def threshold(base: int, num: int, den: int, strict: bool, rounding: str = "ceil") -> int:
    """The least whole number that reaches num/den of base. "More than" is exact and needs no rounding; never below 1."""
    if strict:
        return max(1, base * num // den + 1)
    rounded = {
        "ceil": -(-base * num // den),
        "floor": base * num // den,
        "half_up": (2 * base * num + den) // (2 * den),
    }[rounding]
    return max(1, rounded)


def quorum_needed(rules, numbers: Numbers) -> int:
    """How many must be there so that the body can decide."""
    base = numbers.seats if rules.quorum_base == "seats" else numbers.members
    return threshold(base, rules.quorum_num, rules.quorum_den, rules.quorum_strict, rules.rounding)


def quorum_present(rules, numbers: Numbers) -> int:
    """Heads that count for the quorum: biased members only where the rules say so."""
    return numbers.present if rules.quorum_counts_biased else numbers.entitled


def is_quorate(rules, numbers: Numbers) -> bool:
    return quorum_present(rules, numbers) >= quorum_needed(rules, numbers)


def base_votes(rules, numbers: Numbers, tally: Mapping[str, int] | None = None) -> int:
    """The number of votes that the majority is taken from; before anyone has voted, as if all who may would."""
    given = dict(tally or {})
    abstained = given.get("abstain", 0) if rules.abstentions == "ignored" else 0
    if rules.majority_base == "members":
        return numbers.member_votes
    if rules.majority_base == "votes_cast":
        return sum(given.values()) - abstained if given else numbers.entitled_votes
    has_left = rules.majority_base == "entitled_present" or rules.bias_rule == "leaves_room"
    return (numbers.entitled_votes if has_left else numbers.present_votes) - abstained


def needed(rules, numbers: Numbers, tally: Mapping[str, int] | None = None) -> int:
    """How many yes votes make a yes."""
    base = base_votes(rules, numbers, tally)
    return threshold(base, rules.majority_num, rules.majority_den, rules.majority_strict, rules.rounding)


def yes_votes(tally: Mapping[str, int]) -> int:
    """Every kind of yes: as asked, with a condition, with less money."""
    return sum(tally.get(choice, 0) for choice in YES)


def outcome(rules, numbers: Numbers, tally: Mapping[str, int]) -> str:
    """`yes`, `changed` (a yes only with less money or a condition), `deferred` or `no`. Putting off goes before deciding."""
    least = needed(rules, numbers, tally)
    if tally.get("defer", 0) >= least:
        return "deferred"
    if tally.get("yes", 0) >= least:
        return "yes"
    return "changed" if yes_votes(tally) >= least else "no"


def choices(rules) -> list[str]:
    """What a member can choose, in the order of the buttons."""
    return ["yes", "no", *[option for option in ("less", "conditions", "defer") if option in rules.options], "abstain"]


def weight(rules, kind: str, own: int | None = None) -> int:
    """Votes of a seat: its own number, or the one of its kind."""
    return own or (rules.resident_weight if kind == "resident" else rules.partner_weight)


def count(ballots: list[tuple[str, int]]) -> dict[str, int]:
    """Votes per choice from (choice, weight) pairs."""
    tally: dict[str, int] = {}
    for choice, votes in ballots:
        tally[choice] = tally.get(choice, 0) + votes
    return tally


def count_hands(hands: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Votes per choice from raised hands, heads per weight."""
    return count([(choice, heads * int(votes)) for votes, row in hands.items() for choice, heads in row.items() if heads])


# -- sentences


def why_not_quorate(rules, numbers: Numbers, kind: str) -> str | None:
    """None when the body can decide; else the sentence that says from when on, and what is possible now."""
    if is_quorate(rules, numbers):
        return None
    base = numbers.seats if rules.quorum_base == "seats" else numbers.members
    return _("Es sind %(present)d von %(base)d da. Beschließen kann %(who)s ab %(needed)d. Ein Meinungsbild ist möglich.") % {
        "present": quorum_present(rules, numbers),
        "base": base,
        "who": WHO[kind],
        "needed": quorum_needed(rules, numbers),
    }


def why_not_presented(rules, amount_cents: int | None, presenters: str) -> str | None:
    """A presentation belongs to it from a certain amount on."""
    if rules.presentation_from_cents is None or presenters.strip():
        return None
    if (amount_cents or 0) < rules.presentation_from_cents:
        return None
    if not rules.presentation_from_cents:
        return _("Vor der Abstimmung wird der Antrag vorgestellt. Bitte eintragen, wer vorgestellt hat.")
    return _("Ab %(euro)s wird ein Antrag vorgestellt. Bitte eintragen, wer vorgestellt hat.") % {
        "euro": german.euro(rules.presentation_from_cents)
    }


def why_not_these_hands(hands: Mapping[str, Mapping[str, int]], entitled: Mapping[str, int]) -> str | None:
    """Raised hands must not be more than there are people who may vote, in each group of weight."""
    for votes, row in hands.items():
        raised, most = sum(row.values()), entitled.get(votes, 0)
        if raised > most:
            return _("Das sind %(raised)d Stimmen. Stimmberechtigt und da sind %(most)d.") % {"raised": raised, "most": most}
    if not any(sum(row.values()) for row in hands.values()):
        return _("Bitte mindestens eine Stimme eintragen.")
    return None


def unreachable(rules, numbers: Numbers) -> str | None:
    """A warning when even all who are there cannot make a yes."""
    least = needed(rules, numbers)
    if least <= numbers.entitled_votes:
        return None
    return _("Nötig sind %(needed)d Ja, stimmberechtigt sind nur %(entitled)d. Ein Ja ist so nicht möglich.") % {
        "needed": least,
        "entitled": numbers.entitled_votes,
    }


def residents_short(rules, numbers: Numbers) -> str | None:
    """A warning when residents have too small a share of those who may vote. It never stops a vote."""
    if not rules.resident_share_num or not numbers.entitled:
        return None
    least = threshold(numbers.entitled, rules.resident_share_num, rules.resident_share_den, rules.resident_share_strict)
    if numbers.residents >= least:
        return None
    return _("Unter %(entitled)d Stimmberechtigten sind %(residents)d aus der Bewohnerschaft. Vorgesehen sind mindestens %(least)d.") % {
        "entitled": numbers.entitled,
        "residents": numbers.residents,
        "least": least,
    }


def fraction_words(num: int, den: int, strict: bool) -> str:
    """ "mehr als die Hälfte", "mindestens zwei Drittel", "alle"."""
    if num == den:
        return _("alle")
    known = {
        (1, 2): _("die Hälfte"),
        (1, 3): _("ein Drittel"),
        (2, 3): _("zwei Drittel"),
        (3, 4): _("drei Viertel"),
        (1, 4): _("ein Viertel"),
    }
    part = known.get((num, den)) or (f"{num * 100 // den} %" if num * 100 % den == 0 else f"{num}/{den}")
    return (_("mehr als %(part)s") if strict else _("mindestens %(part)s")) % {"part": part}


def example(rules, members: int, present: int, abstained: int = 0) -> str:
    """One worked example in words, all votes counting alike as residents' votes."""
    votes = rules.resident_weight
    numbers = Numbers(rules.seats, members, present, 0, present, members * votes, present * votes, 0)
    tally = {"yes": (present - abstained) * votes, "abstain": abstained * votes} if abstained else None
    words = {"members": members, "present": present, "needed": needed(rules, numbers, tally), "abstained": abstained}
    if not is_quorate(rules, numbers):
        words["quorum"] = quorum_needed(rules, numbers)
        return (
            _("Bei %(members)d Mitgliedern und %(present)d Anwesenden kann nicht beschlossen werden. Nötig sind %(quorum)d Anwesende.")
            % words
        )
    if abstained:
        return _("Bei %(members)d Mitgliedern, %(present)d Anwesenden und %(abstained)d Enthaltungen sind %(needed)d Ja nötig.") % words
    return _("Bei %(members)d Mitgliedern und %(present)d Anwesenden sind %(needed)d Ja nötig.") % words


def examples(rules) -> list[str]:
    """Worked examples for the preview: all there, as few as just suffice, one fewer, and with abstentions. The plainest comes first."""
    members = max(rules.seats, 1)
    everybody = Numbers(rules.seats, members, members, 0, members, members, members, 0)
    least = min(quorum_needed(rules, everybody), members)
    some = min(members, max(least, members - 2))
    rows = [example(rules, members, some), example(rules, members, members)]
    if least > 1:
        rows.append(example(rules, members, least - 1))
    if some > 2:
        rows.append(example(rules, members, some, abstained=2))
    rows.append(example(rules, members, least))
    return list(dict.fromkeys(rows))


def in_words(rules) -> list[tuple[str, str]]:
    """The rules as (heading, sentence), for the public page and the preview."""
    return [
        *_about_deciding(rules),
        *_about_members(rules),
        *_about_meeting(rules),
        *_about_publicity(rules),
    ]


def _label(choices, value) -> str:
    return str(dict(choices)[value])


def _about_deciding(rules) -> list[tuple[str, str]]:
    model = type(rules)
    quorum = fraction_words(rules.quorum_num, rules.quorum_den, rules.quorum_strict)
    majority = fraction_words(rules.majority_num, rules.majority_den, rules.majority_strict)
    rows = [
        (
            _("Beschlussfähig"),
            _("Es müssen da sein: %(part)s. Grundlage: %(base)s.")
            % {"part": quorum, "base": _label(model.QUORUM_BASES, rules.quorum_base)},
        ),
        (
            _("Mehrheit"),
            _("Ja sagen müssen: %(part)s. Grundlage: %(base)s.")
            % {"part": majority, "base": _label(model.MAJORITY_BASES, rules.majority_base)},
        ),
        (_("Enthaltung"), _("Eine Enthaltung %(how)s.") % {"how": _label(model.ABSTENTIONS, rules.abstentions)}),
        (_("Befangen"), _("Wer beteiligt ist, %(how)s.") % {"how": _label(model.BIAS_RULES, rules.bias_rule)}),
        (
            _("Möglich sind"),
            " · ".join([_("Ja"), _("Nein"), *[str(label) for key, label in model.OPTIONS if key in rules.options], _("Enthaltung")]),
        ),
        (_("Nicht genug da"), _("Dann folgt: %(what)s.") % {"what": _label(model.NO_QUORUM, rules.no_quorum)}),
    ]
    if not (rules.quorum_strict and rules.majority_strict):
        rows.insert(2, (_("Runden"), _("Eine krumme Zahl wird so gerundet: %(how)s.") % {"how": _label(model.ROUNDINGS, rules.rounding)}))
    return rows


def _about_members(rules) -> list[tuple[str, str]]:
    model = type(rules)
    rows = [
        (
            _("Sitze"),
            _("%(seats)d Sitze, mindestens %(least)d davon besetzt, ab %(age)d Jahren, für %(years)d Jahre.")
            % {"seats": rules.seats, "least": rules.size_min, "age": rules.min_age, "years": rules.term_years},
        )
    ]
    if rules.resident_share_num:
        part = fraction_words(rules.resident_share_num, rules.resident_share_den, rules.resident_share_strict)
        rows.append((_("Bewohnerschaft"), _("Unter den Stimmberechtigten: %(part)s.") % {"part": part}))
    if rules.resident_weight != rules.partner_weight:
        rows.append(
            (
                _("Stimmen"),
                _("Bewohnerinnen und Bewohner: %(resident)d. Einrichtungen, Vereine, Betriebe: %(partner)d.")
                % {"resident": rules.resident_weight, "partner": rules.partner_weight},
            )
        )
    rows.append((_("Das Team"), _("Das Team hat %(what)s.") % {"what": _label(model.TEAM_VOTES, rules.team_vote)}))
    return rows


def _about_meeting(rules) -> list[tuple[str, str]]:
    rows = [
        (
            _("Einladung"),
            ngettext("Spätestens %(n)d Tag vorher, mit Unterlagen.", "Spätestens %(n)d Tage vorher, mit Unterlagen.", rules.invitation_days)
            % {"n": rules.invitation_days},
        )
    ]
    if rules.presentation_from_cents is not None:
        sentence = _("Jeder Antrag wird vorgestellt.")
        if rules.presentation_from_cents:
            sentence = _("Ab %(euro)s wird der Antrag vorgestellt.") % {"euro": german.euro(rules.presentation_from_cents)}
        rows.append((_("Vorstellung"), sentence))
    rows.append((_("Online"), _("Man kann online teilnehmen.") if rules.online_allowed else _("Man muss vor Ort sein.")))
    circulation = _("Zwischen den Sitzungen wird nicht abgestimmt.")
    if rules.circulation_allowed:
        circulation = ngettext("Möglich, Frist: %(n)d Tag.", "Möglich, Frist: %(n)d Tage.", rules.circulation_days) % {
            "n": rules.circulation_days
        }
    rows.append((_("Im Umlauf"), circulation))
    if rules.resubmission_limit is not None:
        again = {0: _("Nach einem Nein nicht noch einmal."), 1: _("Nach einem Nein noch einmal.")}
        many = _("Nach einem Nein noch %(n)d Mal.") % {"n": rules.resubmission_limit}
        rows.append((_("Noch einmal stellen"), again.get(rules.resubmission_limit, many)))
    return rows


def _about_publicity(rules) -> list[tuple[str, str]]:
    model = type(rules)
    counts = _("mit Stimmenzahl") if rules.counts_public else _("ohne Stimmenzahl")
    rows = [
        (_("Gäste"), _("Die Sitzungen sind öffentlich.") if rules.sessions_public else _("Die Sitzungen sind nicht öffentlich.")),
        (
            _("Tagesordnung"),
            _("Die Themen stehen vorher im Netz.") if rules.agenda_public else _("Die Themen stehen vorher nicht im Netz."),
        ),
    ]
    results = _label(model.RESULTS_PUBLIC, rules.results_public)
    if rules.results_public != "none":
        results = f"{results}, {counts}"
    return [*rows, (_("Ergebnisse im Netz"), results)]


# -- the room: who speaks for which seat at one moment


@dataclass(frozen=True)
class Voice:
    """One seat that counts, and who speaks for it right now: its holder, a substitute, or nobody."""

    seat: object  # models.Seat, never a substitute's
    speaker: object | None  # models.Seat of who is there
    weight: int
    is_excluded: bool = False
    is_online: bool = False

    @property
    def is_present(self) -> bool:
        return self.speaker is not None

    @property
    def may_vote(self) -> bool:
        return self.is_present and not self.is_excluded

    @property
    def person(self):
        """Who speaks, or whose seat it is when nobody does."""
        return (self.speaker or self.seat).person


@dataclass(frozen=True)
class Room:
    """Everybody who counts in one meeting for one item, with the rules that hold there."""

    rules: object  # models.RulesOfProcedure
    kind: str  # of the body
    voices: tuple[Voice, ...]
    numbers: Numbers
    substitutes: tuple = ()  # models.Seat of those who may stand in, there or not

    def voice_of(self, person) -> Voice | None:
        """The voice that this person speaks for, or could; None for who has no seat here."""
        mine = [voice for voice in self.voices if voice.person.pk == person.pk]
        return mine[0] if mine else None

    @property
    def quorum_needed(self) -> int:
        return quorum_needed(self.rules, self.numbers)

    @property
    def quorum_present(self) -> int:
        return quorum_present(self.rules, self.numbers)

    @property
    def needed(self) -> int:
        return needed(self.rules, self.numbers)

    @property
    def is_quorate(self) -> bool:
        return is_quorate(self.rules, self.numbers)

    @property
    def why_not_quorate(self) -> str | None:
        return why_not_quorate(self.rules, self.numbers, self.kind)

    @property
    def warnings(self) -> list[str]:
        """What should be said before a vote, though it does not stop it."""
        found = [unreachable(self.rules, self.numbers), residents_short(self.rules, self.numbers)]
        return [sentence for sentence in found if sentence]

    def entitled_by_weight(self) -> dict[str, int]:
        """Heads that may vote per weight, the heaviest first; keys are texts as in JSON."""
        found: dict[str, int] = {}
        for voice in sorted(self.voices, key=lambda voice: -voice.weight):
            if voice.may_vote:
                found[str(voice.weight)] = found.get(str(voice.weight), 0) + 1
        return found


def room(rules, kind: str, voices, substitutes=()) -> Room:
    """Put the voices together and count them."""
    voices = tuple(voices)
    there = [voice for voice in voices if voice.is_present]
    excluded = [voice for voice in there if voice.is_excluded]
    return Room(
        rules,
        kind,
        voices,
        Numbers(
            seats=rules.seats,
            members=len(voices),
            present=len(there),
            excluded=len(excluded),
            residents=sum(voice.may_vote and voice.seat.kind == "resident" for voice in voices),
            member_votes=sum(voice.weight for voice in voices),
            present_votes=sum(voice.weight for voice in there),
            excluded_votes=sum(voice.weight for voice in excluded),
        ),
        tuple(substitutes),
    )
