"""Questions about one meeting, item, vote or seat: None, or the sentence why not. The counting stands in `counting.py`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.community.councils import counting, models
from quartier.ground.acts import clock
from quartier.ground.ui import german

BIASING = frozenset({"applicant", "grantee", "bidder", "carrier"})


# -- meetings


def has_agenda(meeting) -> str | None:
    if meeting.items.exists():
        return None
    return _("Die Tagesordnung ist noch leer. Bitte zuerst einen Punkt aufnehmen.")


def has_members(meeting) -> str | None:
    if meeting.body.seats.on(_day(meeting)).exists():
        return None
    return _("An diesem Tag hat niemand einen Sitz. Bitte zuerst Mitglieder eintragen.")


def is_the_day(meeting) -> str | None:
    """A meeting opens on its day, not before; whoever is late may still open it."""
    if _day(meeting) <= clock.today():
        return None
    return _("Die Sitzung ist am %(day)s. Vorher lässt sie sich nicht eröffnen.") % {"day": german.day(meeting.starts_at)}


def no_vote_is_open(meeting) -> str | None:
    vote = _open_votes(meeting).first()
    return vote and _("Eine Abstimmung läuft noch: „%(title)s“. Bitte erst schließen oder abbrechen.") % {"title": vote.item.title}


def is_in_future(starts_at) -> str | None:
    if starts_at > clock.now():
        return None
    return _("Der Termin ist schon vorbei. Bitte einen späteren wählen.")


def fits_circulation(body_rules, form: str, starts_at, ends_at) -> str | None:
    """A vote by circulation needs rules that allow it and an end; its time is at least what the rules say."""
    if form != "circulation":
        return None
    if not body_rules.circulation_allowed:
        return _("Die Geschäftsordnung erlaubt keine Abstimmung im Umlauf.")
    if ends_at is None or (german.local(ends_at).date() - german.local(starts_at).date()).days < body_rules.circulation_days:
        days = body_rules.circulation_days
        return ngettext(
            "Für den Umlauf ist mindestens %(n)d Tag vorgesehen. Bitte ein späteres Ende wählen.",
            "Für den Umlauf sind mindestens %(n)d Tage vorgesehen. Bitte ein späteres Ende wählen.",
            days,
        ) % {"n": days}
    return None


def fits_online(body_rules, form: str) -> str | None:
    if form not in ("online", "hybrid") or body_rules.online_allowed:
        return None
    return _("Die Geschäftsordnung sieht keine Teilnahme online vor.")


def is_invited_in_time(meeting, body_rules) -> str | None:
    """A warning, not a refusal: the time of the invitation is shorter than the rules say."""
    left = (_day(meeting) - clock.today()).days
    if left >= body_rules.invitation_days:
        return None
    return _("Die Geschäftsordnung sieht %(days)d Tage zwischen Einladung und Sitzung vor. Es sind noch %(left)d.") % {
        "days": body_rules.invitation_days,
        "left": max(left, 0),
    }


# -- agenda


def agenda_is_open(meeting) -> str | None:
    """Items may be added until the meeting closes."""
    if meeting.state in ("planned", "invited", "open"):
        return None
    return _("Die Sitzung ist vorbei. Bitte die nächste wählen.")


def may_come_again(body_rules, refusals: int) -> str | None:
    """How often something that was refused may be put forward again."""
    limit = body_rules.resubmission_limit
    if limit is None or refusals <= limit:
        return None
    if limit == 0:
        return _("Das wurde schon abgelehnt. Die Geschäftsordnung sieht keinen zweiten Versuch vor.")
    return _("Das wurde schon %(refused)d Mal abgelehnt. Die Geschäftsordnung erlaubt es nicht noch einmal.") % {"refused": refusals}


def item_can_go(item) -> str | None:
    if item.votes.exists():
        return _("Über diesen Punkt wurde schon abgestimmt. Er bleibt auf der Tagesordnung.")
    return None if item.state == "waiting" else _("Dieser Punkt ist schon behandelt.")


# -- votes


def meeting_runs(vote) -> str | None:
    if vote.item.meeting.state == "open":
        return None
    return _("Die Sitzung läuft nicht. Abgestimmt wird nur in einer eröffneten Sitzung.")


def item_is_waiting(vote) -> str | None:
    if vote.item.state == "waiting":
        return None
    return _("Dieser Punkt ist schon behandelt.")


def only_one_vote(vote) -> str | None:
    """One thing at a time in a room; by circulation all items are open at once."""
    others = _open_votes(vote.item.meeting)
    if vote.item.meeting.is_circulation:
        others = others.filter(item=vote.item)
    other = others.first()
    return other and _("Es läuft schon eine Abstimmung: „%(title)s“. Bitte erst schließen.") % {"title": other.item.title}


def is_quorate(vote, *, room) -> str | None:
    """A straw poll is always possible; a circulation's quorum shows at its end."""
    if vote.is_straw_poll or vote.item.meeting.is_circulation:
        return None
    return room.why_not_quorate


def is_presented(vote, *, room) -> str | None:
    if vote.item.meeting.is_circulation:
        return None
    return counting.why_not_presented(room.rules, vote.item.amount_cents, vote.item.presenters)


def is_still_quorate(vote, *, room, as_straw_poll) -> str | None:
    if vote.is_straw_poll or as_straw_poll or room.is_quorate:
        return None
    return _("%(sentence)s Sie können die Abstimmung als Meinungsbild schließen.") % {"sentence": room.why_not_quorate}


def somebody_voted(vote, *, tally) -> str | None:
    return None if any(tally.values()) else _("Es hat noch niemand abgestimmt.")


def circulation_is_over(vote, *, eligible, cast) -> str | None:
    """Written votes are waited for: until the last day, or until everybody who may has voted."""
    meeting = vote.item.meeting
    if not meeting.is_circulation or clock.now() >= meeting.ends_at or cast >= eligible.numbers.entitled:
        return None
    return _("Der Umlauf geht bis %(moment)s. Vorher schließen geht, sobald alle abgestimmt haben.") % {
        "moment": german.moment(meeting.ends_at)
    }


def may_cast(vote, voice, choice: str, *, room) -> str | None:
    """Whether this voice may say this now."""
    if vote.state != "open":
        return _("Diese Abstimmung ist geschlossen.")
    if vote.mode == "hands":
        return _("Über diesen Punkt wird mit Handzeichen abgestimmt.")
    meeting = vote.item.meeting
    if meeting.is_circulation and clock.now() >= meeting.ends_at:
        return _("Der Umlauf ist seit %(moment)s zu Ende.") % {"moment": german.moment(meeting.ends_at)}
    return _why_not_voice(voice) or _why_not_choice(choice, room)


def _why_not_voice(voice) -> str | None:
    if voice is None or not voice.is_present:
        return _("Sie stehen nicht als anwesend in der Liste. Bitte sagen Sie der Leitung Bescheid.")
    if voice.is_excluded:
        return _("Sie stimmen hier nicht mit, weil Sie beteiligt sind. Mitreden dürfen Sie.")
    return None


def _why_not_choice(choice: str, room) -> str | None:
    if choice in counting.choices(room.rules):
        return None
    return _("Diese Wahl sieht die Geschäftsordnung nicht vor. Bitte einen der Knöpfe drücken.")


def is_reduced(asked_cents: int | None, amount_cents: int | None) -> str | None:
    """The amount after a yes to less: above zero, below what was asked."""
    if amount_cents is None:
        return _("Bitte den Betrag eintragen, den das Gremium bewilligt.")
    if amount_cents <= 0:
        return _("Der Betrag muss größer als 0 sein.")
    if asked_cents is not None and amount_cents > asked_cents:
        return _("Beantragt sind %(asked)s. Mehr kann nicht bewilligt werden.") % {"asked": german.euro(asked_cents)}
    return None


# -- seats and rules


def may_sit(person_id: int, team_ids, body_rules) -> str | None:
    """The team has no vote where the rules say so, hence no seat."""
    if body_rules is None or body_rules.team_vote != "none" or person_id not in team_ids:
        return None
    return _("Das Team stimmt in diesem Gremium nicht mit. Wer zum Team gehört, kann keinen Sitz haben.")


def starts_after(valid_from, latest, decided_on) -> str | None:
    """A new version of rules begins after the last one, and never before a day on which was already voted."""
    if latest and valid_from <= latest:
        return _("Es gibt schon Regeln, die ab %(day)s gelten. Bitte einen späteren Tag wählen.") % {"day": german.day(latest)}
    if decided_on and valid_from <= decided_on:
        return _("Am %(day)s wurde schon nach den bisherigen Regeln abgestimmt. Bitte einen späteren Tag wählen.") % {
            "day": german.day(decided_on)
        }
    return None


def _day(meeting):
    return german.local(meeting.starts_at).date()


def _open_votes(meeting):
    return models.Vote.objects.filter(item__meeting=meeting, state="open").select_related("item")
