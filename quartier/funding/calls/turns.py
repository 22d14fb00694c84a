"""Lists that turn pages by a moment and an id: the next page begins after the last row, whatever came in meanwhile."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

SIZE = 50
WORD = "vor"  # the word in the address


@dataclass
class Page:
    """Some rows, the newest first, and the way on; `<c-pages>` draws it."""

    rows: list
    next_address: str = ""
    previous_address: str = ""


def page(found, field: str, query, size: int | None = None) -> Page:
    """One page of a queryset ordered by a moment (`field`, the latest first) and the id. `query`: the words of the address."""
    size, cursor = size or SIZE, query.get(WORD, "")
    rows = list(_after(found, field, cursor).order_by(f"-{field}", "-pk")[: size + 1])
    made = Page(rows[:size])
    if len(rows) > size:
        made.next_address = f"?{WORD}={_value(rows[size - 1], field):%Y-%m-%dT%H:%M:%S.%fZ}_{rows[size - 1].pk}"
    made.previous_address = "?" if cursor else ""
    return made


def _value(row, field) -> datetime.datetime:
    for name in field.split("__"):
        row = getattr(row, name)
    return row.astimezone(datetime.UTC)


def _after(found, field, cursor):
    moment, _sep, pk = cursor.partition("_")
    try:
        at = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return found
    if not pk.isdecimal() or len(pk) > 17 or at.tzinfo is None:
        return found
    return found.filter(Q(**{f"{field}__lt": at}) | Q(**{field: at, "pk__lt": int(pk)}))
