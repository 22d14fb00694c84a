"""How organisations are listed: words of the address → rows, in the order of the alphabet (keyset paging)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from quartier.community.actors import queries

SIZE = 50


@dataclass(frozen=True)
class Row:
    """One organisation as the lists show it."""

    name: str
    address: str
    legal_form: str
    about: str
    is_public: bool
    place: object


@dataclass(frozen=True)
class Page:
    """Some organisations and the way on."""

    rows: list[Row]
    next_address: str = ""
    previous_address: str = ""


def page(place, query) -> Page:
    """One page of the public network; one query."""
    return _page(queries.public_organisations(place), query, queries.address)


def desk_page(place, query) -> Page:
    """One page of the desk's list; one query."""
    return _page(queries.desk_organisations(place), query, queries.desk_address)


def _page(organisations, query, address) -> Page:
    name, pk = query.get("nach", ""), query.get("nr", "")
    if name and pk.isdecimal() and len(pk) < 18:
        organisations = organisations.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(pk)))
    found = list(organisations.select_related("place")[: SIZE + 1])
    rows = [_row(one, address) for one in found[:SIZE]]
    last = found[SIZE - 1] if len(found) > SIZE else None
    return Page(rows, f"?{urlencode({'nach': last.name, 'nr': last.pk})}" if last else "", "?" if name else "")


def _row(organisation, address) -> Row:
    return Row(
        organisation.name,
        address(organisation),
        organisation.get_legal_form_display(),
        organisation.about,
        organisation.is_public,
        organisation.place,
    )
