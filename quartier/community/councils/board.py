"""What the pages of one evening show: the member's phone, the chair's desk, the screen on the wall, the public."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from quartier.community.councils import agenda, counting, models, queries, rules, words
from quartier.community.participation import surfaces as participation
from quartier.ground.files import queries as files
from quartier.ground.ui import german


@dataclass(frozen=True)
class Chip:
    """One seat in "Wer ist da"."""

    name: str
    css: str  # "", "out" or "away"
    note: str
    seat: models.Seat
    voice: counting.Voice
    there: models.Seat | None  # who sits there


@dataclass(frozen=True)
class Button:
    """One of the big buttons."""

    choice: str
    label: str
    note: str
    is_mine: bool
    icon: str


NOTES = {"less": lazy("Betrag danach"), "conditions": lazy("Auflage danach"), "defer": lazy("auf die nächste Sitzung")}
ICONS = {"yes": "ok", "no": "x"}


class Board:
    """One meeting at this moment. Everything is read when asked for, and once."""

    def __init__(self, meeting, person=None, item=None, items=None):
        self.meeting, self.person = meeting, person
        self.items = queries.items(meeting) if items is None else items
        self.item = self._chosen(item)
        self.vote = self._open_vote()

    def _chosen(self, item):
        wanted = item.pk if item else self.meeting.current_item_id
        return next((one for one in self.items if one.pk == wanted), None)

    def _open_vote(self):
        """The vote that runs in the room now; by circulation the one on the item that is shown."""
        shown = ([self.item] if self.item else []) if self.meeting.is_circulation else self.items
        running = [vote for one in shown for vote in one.all_votes if vote.state == "open"]
        return max(running, key=lambda vote: vote.pk, default=None)

    @cached_property
    def room(self):
        """Who counts, for the item that is shown."""
        find = queries.everybody if self.meeting.is_circulation else queries.room
        return find(self.meeting, self.item, self.vote)

    @cached_property
    def told(self):
        """The matter of the item as its own app tells it."""
        about = queries.subject_of(self.item) if self.item else None
        return agenda.description(about) if about is not None else agenda.Description()

    @property
    def body(self):
        return self.meeting.body

    @property
    def house_rules(self):
        return self.room.rules

    @property
    def numbers(self):
        return self.room.numbers

    # -- the room

    @property
    def chips(self) -> list[Chip]:
        """Every seat, as neighbours see it in the room."""
        return [self._chip(voice) for voice in self.room.voices]

    def _chip(self, voice) -> Chip:
        name = words.short_name(voice.person.name)
        if voice.is_excluded:
            css, note = "out", _("befangen")
        elif not voice.is_present:
            css, note = "away", _("nicht da")
        else:
            css, note = "", _("online") if voice.is_online else ""
        if voice.speaker and voice.speaker.pk != voice.seat.pk:
            note = _("für %(name)s") % {"name": words.short_name(voice.seat.person.name)}
        return Chip(name, css, note, voice.seat, voice, voice.speaker)

    @property
    def stand_ins(self) -> list[models.Seat]:
        """Substitutes who could come in for somebody who is not there."""
        away = {voice.seat.pk for voice in self.room.voices if not voice.is_present}
        return [seat for seat in self.room.substitutes if seat.substitute_for_id in away]

    @property
    def biased(self) -> list[str]:
        return [words.short_name(voice.person.name) for voice in self.room.voices if voice.is_present and voice.is_excluded]

    @property
    def presence_line(self) -> str:
        """ "Beschlussfähig: 6 von 7 da"."""
        counts = {"present": self.room.quorum_present, "members": self.numbers.members}
        if self.room.is_quorate:
            return _("Beschlussfähig: %(present)d von %(members)d da") % counts
        return _("Nicht beschlussfähig: %(present)d von %(members)d da") % counts

    @property
    def presence_note(self) -> str:
        lines = [_("Es müssen mindestens %(n)d da sein.") % {"n": self.room.quorum_needed}]
        if self.biased:
            names = {"names": ", ".join(self.biased)}
            lines.append(ngettext("%(names)s stimmt hier nicht mit.", "%(names)s stimmen hier nicht mit.", len(self.biased)) % names)
        return " ".join(lines)

    # -- the vote

    @property
    def needed_line(self) -> str:
        """ "nötig: 4 Ja", as it is now."""
        if self.vote and self.vote.mode == "hands" and self.vote.hands:
            return _("nötig: %(n)d Ja") % {"n": counting.needed(self.house_rules, self.numbers, self.tally)}
        return _("nötig: %(n)d Ja") % {"n": self.room.needed}

    @property
    def needed_of(self) -> str:
        """Of what: "von 7 Mitgliedern", in votes where seats weigh differently."""
        base = counting.base_votes(self.house_rules, self.numbers)
        if self.house_rules.resident_weight != self.house_rules.partner_weight:
            return _("von %(n)d Stimmen") % {"n": base}
        of = {"members": _("von %(n)d Mitgliedern"), "votes_cast": _("wenn alle %(n)d abstimmen")}
        return of.get(self.house_rules.majority_base, _("von %(n)d Anwesenden")) % {"n": base}

    @cached_property
    def tally(self) -> dict:
        return queries.tally(self.vote, self.room) if self.vote else {}

    @cached_property
    def ballots(self) -> dict:
        return queries.ballots(self.room) if self.vote else {}

    @property
    def cast_line(self) -> str:
        """ "5 von 6 abgegeben"; of raised hands how many were counted."""
        return _("%(cast)d von %(of)d abgegeben") % {"cast": self.cast, "of": self.numbers.entitled}

    @property
    def cast(self) -> int:
        if self.vote and self.vote.mode == "hands":
            return sum(sum(row.values()) for row in self.vote.hands.values())
        return len(self.ballots)

    @property
    def voice(self):
        """What the person speaks for; None for the team and guests."""
        return self.room.voice_of(self.person) if self.person else None

    @property
    def buttons(self) -> list[Button]:
        """The big buttons of a member, with her own choice pressed."""
        mine = self.ballots.get(self.voice.seat.pk) if self.voice else None
        labels = dict(models.Ballot.CHOICES)
        return [
            Button(
                choice, str(labels[choice]), _("Ihre Wahl") if choice == mine else self._note(choice), choice == mine, ICONS.get(choice, "")
            )
            for choice in counting.choices(self.house_rules)
        ]

    def _note(self, choice) -> str:
        if choice == "abstain":
            return _("zählt nicht als Ja") if self.house_rules.abstentions == "count_as_no" else _("zählt nicht mit")
        if choice == "less" and self.item.amount_cents is None:
            return ""
        return NOTES.get(choice, "")

    @property
    def why_not(self) -> str:
        """Why this person cannot vote now; "" when she can."""
        if not self.vote or not self.voice:
            return ""
        return rules.may_cast(self.vote, self.voice, "yes", room=self.room) or ""

    @property
    def result(self) -> str:
        """How the vote would end now."""
        return counting.outcome(self.house_rules, self.numbers, self.tally)

    # -- the matter

    @property
    def amount_cents(self):
        if self.vote and self.vote.amount_cents is not None:
            return self.vote.amount_cents
        return self.item.amount_cents if self.item else None

    @property
    def pot_after_cents(self):
        """What a yes leaves; None without a pot."""
        if not self.told.pot or self.amount_cents is None:
            return None
        return self.told.pot.free - self.amount_cents

    @cached_property
    def papers(self) -> list:
        """What members may read on the item."""
        return list(files.of(self.item, "paper")) if self.item else []

    @property
    def number(self) -> int:
        return self.item.number if self.item else 0

    @property
    def next_item(self):
        """What comes after this."""
        later = [one for one in self.items if one.number > self.number and one.state == "waiting"]
        return later[0] if later else None

    @property
    def rows(self) -> list[dict]:
        """The agenda, with what became of each item."""
        return [self._row(one) for one in self.items]

    def _row(self, one) -> dict:
        is_now = self.meeting.current_item_id == one.pk and one.state == "waiting"
        css = "past" if one.state != "waiting" else "now" if is_now else ""
        return {"item": one, "css": css, "state": outcome_words(one, is_now, self.vote), "amount": one.amount_cents}

    @property
    def mark(self) -> str:
        """Changes as soon as anything on the page does; the phone asks with it whether to draw anew.

        Nothing goes into it that the page does not show: from a hash over what each seat says its few choices could be tried out.
        """
        own = self.ballots.get(self.voice.seat.pk) if self.voice else None
        seen = [
            self.meeting.state,
            self.meeting.current_item_id,
            self.vote and (self.vote.pk, self.vote.state, self.vote.hands),
            (len(self.ballots), own),
            [(voice.seat.pk, voice.speaker and voice.speaker.pk, voice.is_excluded) for voice in self.room.voices],
            [(one.pk, one.state, one.presenters) for one in self.items],
        ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def outcome_words(item, is_now=False, vote=None) -> str:
    """ "Ja, 6 zu 0", "vertagt", "läuft": the right column of an agenda."""
    if item.result:
        return f"{item.result.get_result_display()}, {item.result.yes} zu {item.result.no}"
    if item.state in ("deferred", "withdrawn"):
        return str(item.get_state_display())
    if item.state == "done":
        return _("fertig")
    if is_now:
        return _("Abstimmung läuft") if vote and vote.item_id == item.pk else _("läuft")
    return ""


def public_rows(meeting, body_rules) -> list[dict]:
    """The agenda as everybody may read it: titles and results only where the rules let them out, never a name."""
    found = queries.items(meeting)
    pages = participation.pages_of(one.thread_id for one in found)
    return [_public_row(one, meeting, body_rules, pages) for one in found]


def _public_row(one, meeting, body_rules, pages) -> dict:
    is_out = one.result is not None and words.is_public(body_rules, one.result)
    shows = is_out or not one.about_kind or body_rules.agenda_public
    return {
        "title": one.title if shows else _("Antrag, nicht öffentlich"),
        "address": pages.get(one.thread_id, "") if shows else "",
        "amount": one.amount_cents if shows and (body_rules.agenda_public or is_out) else None,
        "granted": one.result.amount_cents if is_out else None,
        "result": words.short(one.result) if is_out else "",
        "note": words.needed(one.result) if is_out else "",
        "state": "" if is_out or one.state == "waiting" else str(dict(models.AgendaItem.STATES)[one.state]),
        "is_yes": is_out and one.result.is_yes,
    }


def when(meeting) -> str:
    """ "Dienstag, 1. Dezember 2026, 18:30 Uhr", or the span of a circulation."""
    if meeting.is_circulation:
        return _("im Umlauf bis %(until)s") % {"until": german.moment(meeting.ends_at)}
    return f"{german.weekday(meeting.starts_at)}, {german.day(meeting.starts_at)}, {german.clock(meeting.starts_at)}"


def address(meeting, name="councils.meeting") -> str:
    """A page of the meeting."""
    return reverse(name, args=[meeting.place.slug, meeting.pk])
