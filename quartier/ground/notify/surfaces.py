"""What the post shows elsewhere: tasks for the office, and what is stored about a person."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.notify import delivery, queries, recipients
from quartier.ground.notify.models import Message
from quartier.ground.workflow.waiting import Waiting


def waiting_for(person, place=None) -> list[Waiting]:
    """Letters to print and mail that does not arrive, at the places where the person holds a role that may act."""
    prints, sends = (access.places_where(person, act) for act in ("notify.mark_printed", "notify.try_again"))
    if place is not None:
        prints, sends = prints & {place.pk}, sends & {place.pk}
    if not prints | sends:
        return []
    letters = Message.objects.filter(channel=Message.Channel.LETTER, state=Message.State.WAITING, place_id__in=prints)
    rows = letters | delivery.unsent_for_long().filter(place_id__in=sends)
    rows = rows.select_related("place", "person").order_by("written_at", "pk")
    found = queries.shown(rows)
    lines = _lines_of([row for row in found if row.channel == Message.Channel.LETTER])
    return [Waiting(row.subject, _address(row.place), _due(row), _why(row, lines.get(row.pk)), row.place) for row in found]


def _lines_of(letters) -> dict[int, list[str]]:
    """The window of each letter: as it was written where the post can deliver that; only the others are looked up as of today."""
    written = {row.pk: row.to.splitlines() for row in letters}
    return written | recipients.current([row for row in letters if not recipients.can_be_posted(written[row.pk])])


def _why(row, lines) -> str:
    return _mail(row) if lines is None else _letter(row, lines)


def _letter(row, lines) -> str:
    if recipients.can_be_posted(lines):
        return _("Brief an %(name)s: drucken und absenden") % {"name": _name_of(lines)}
    return _("Keine Anschrift von %(name)s: bitte der Person sagen") % {"name": _name_of(lines)}


def _name_of(lines) -> str:
    lines = [line for line in lines if line not in ("Frau", "Herr", "Firma")]
    return lines[0] if lines else ""


def _mail(row) -> str:
    if row.state == Message.State.FAILED:
        return _("Diese E-Mail kommt nicht an: Adresse prüfen, anrufen oder einen Brief schreiben")
    return _("Diese E-Mail ist seit über einer Stunde nicht gesendet")


def _due(row):
    return clock.in_berlin((row.written_at + timedelta(days=1)).date()).date()


def _address(place) -> str:
    return reverse("notify.post", kwargs={"quarter": place.slug}) if place.is_quarter else reverse("notify.post")


def personal_data(person) -> list[dict]:
    """What was written to a person, for the page "what is stored about me"."""
    rows = Message.objects.filter(person=person).order_by("written_at", "pk")
    return [{"at": row.written_at, "channel": row.get_channel_display(), "subject": row.subject, "text": row.body} for row in rows]


def erase(person, *, by=None) -> None:
    """Blank what was written to a person; that something was written stays, without the words. Unsent mail is not sent any more."""
    rows = Message.objects.filter(person=person)
    rows.filter(state__in=[Message.State.WAITING, Message.State.SENDING]).update(state=Message.State.FAILED, lease=None, lease_until=None)
    rows.update(to="", subject=_("gelöscht"), body="", html="", headers={}, content={}, person=None, code=None)
