"""Reading the outbox."""

from collections.abc import Callable

from quartier.ground.notify import delivery
from quartier.ground.notify.models import Message

NEWEST = 100  # how many the page of the demo shows
CLOSED: dict[str, Callable] = {}  # kind → ids → those to whom nobody may see yet that something was written


def keep_closed(kind: str, unseen: Callable) -> None:
    """An app says of its kind: `unseen(ids)` → the ids whose recipients no list of the office names yet (sealed bids)."""
    CLOSED[kind] = unseen


def shown(rows) -> list:
    """Messages without those whose recipient nobody may know yet; a query only for kinds that keep some closed."""
    rows = list(rows)
    hidden = {
        (kind, pk)
        for kind, unseen in CLOSED.items()
        if (ids := {row.about_id for row in rows if row.about_kind == kind})
        for pk in unseen(ids)
    }
    return [row for row in rows if (row.about_kind, row.about_id) not in hidden]


def letters_to_print(place):
    """Letters of a place and those below it that wait for the printer, oldest first."""
    rows = Message.objects.filter(channel=Message.Channel.LETTER, state=Message.State.WAITING)
    return _under(rows, place).select_related("file", "place", "person").order_by("written_at", "pk")


def letters_done(place):
    """The last letters that were sent off."""
    rows = Message.objects.filter(channel=Message.Channel.LETTER, state=Message.State.PRINTED)
    return _under(rows, place).select_related("file", "place", "done_by").order_by("-done_at", "-pk")[:20]


def troubled(place):
    """Mails of a place and those below it that failed or are unsent for more than an hour."""
    return shown(_under(delivery.unsent_for_long(), place).select_related("place"))


def _under(rows, place):
    return rows.filter(place__in=type(place).objects.under(place)) if place else rows


def letter(place, raw):
    """Loader: a letter with its file."""
    return (
        Message.objects.filter(pk=raw, channel=Message.Channel.LETTER, file__isnull=False).select_related("file", "place", "person").first()
    )


def mail(place, raw):
    """Loader: a mail."""
    return Message.objects.filter(pk=raw, channel=Message.Channel.MAIL).select_related("place").first()


def newest():
    """What was written last, for the page of the demo."""
    return Message.objects.select_related("file", "person").order_by("-pk")[:NEWEST]


def about(obj):
    """All messages about one object, oldest first."""
    return Message.objects.filter(about_kind=obj.KIND, about_id=obj.pk).select_related("file").order_by("pk")


def by_code(code: str):
    """The letter that carries this code, in any spelling of it; None if we wrote no such letter."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    if len(signs) != 8:
        return None
    return Message.objects.filter(code=f"{signs[:4]}-{signs[4:]}").select_related("place").first()
