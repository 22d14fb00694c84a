"""Reads over the tree of places."""

import datetime

from django.conf import settings
from django.db.models import FilteredRelation, Prefetch, Q
from django.urls import get_resolver

from quartier.ground.acts import clock
from quartier.ground.quarters import geometry
from quartier.ground.quarters.models import Boundary, Imprint, Office, OfficeClosure, OfficeHours, Phase, Place, Programme, TeamMember

DAYS_OF_CLOSURES_AHEAD = 60


def city() -> Place | None:
    """The root of the tree; None in an empty house."""
    return Place.objects.filter(kind=Place.Kind.CITY).order_by("id").first()


def place(slug: str) -> Place | None:
    """Any place by its slug, with its phase of today, its first day and its planned end; one query with those above it."""
    found = Place.objects.with_phase(clock.today()).with_span(clock.today()).select_related("parent__parent")
    return found.filter(slug=slug).first()


def quarter(slug: str) -> Place | None:
    """A quarter by its slug, former ones included, with its phase of today."""
    found = place(slug)
    return found if found and found.is_quarter else None


def district(within, slug: str) -> Place | None:
    """Loader for `/bezirke/<slug>/`."""
    return Place.objects.filter(kind=Place.Kind.DISTRICT, slug=slug).select_related("parent").first()


def chain(of: Place) -> list[Place]:
    """The place and those above it, nearest first: [quarter, district, city]."""
    places = [of]
    while places[-1].parent_id:
        places.append(places[-1].parent)
    return places


def above_ids(of: Place) -> list[int]:
    """Ids of the place and those above it."""
    return [one.pk for one in chain(of)]


def active_quarters(on: datetime.date | None = None):
    """Quarters that work on the day, with their district; ordered by name."""
    return Place.objects.running(on or clock.today()).select_related("parent")


def all_quarters(on: datetime.date | None = None):
    """Every quarter with its phase of the day and its district, in the order of districts and names."""
    return Place.objects.quarters().with_phase(on or clock.today()).select_related("parent").order_by("parent__name", "name")


def districts():
    """The districts in the order of their names."""
    return Place.objects.filter(kind=Place.Kind.DISTRICT).order_by("name")


def phase(of: Place, on: datetime.date | None = None) -> Phase | None:
    """The phase of the place on the day."""
    return Phase.objects.filter(place=of, from_on__lte=on or clock.today()).select_related("merged_into").order_by("-from_on").first()


def phase_kind(of: Place) -> str | None:
    """The kind of the phase of today; asks nothing where the place was found with its phase, as in every request."""
    if hasattr(of, "phase_kind"):
        return of.phase_kind
    found = phase(of)
    return found.kind if found else None


def first_phase(of: Place) -> Phase | None:
    """The phase with which the quarter began."""
    return Phase.objects.filter(place=of).order_by("from_on").first()


def boundary(of: Place, on: datetime.date | None = None) -> Boundary | None:
    """The outline in force on the day."""
    return Boundary.objects.filter(place=of, from_on__lte=on or clock.today()).order_by("-from_on").first()


def boundaries(places, on: datetime.date | None = None) -> dict[int, Boundary]:
    """The outline in force on the day per place id; one query for any number of places."""
    rows = Boundary.objects.filter(place__in=places, from_on__lte=on or clock.today()).order_by("place", "from_on")
    return {row.place_id: row for row in rows}


def contains(of: Place, lat: float, lon: float) -> bool | None:
    """Does the point lie inside the outline of today? None if the place has no outline."""
    row = boundary(of)
    return geometry.contains(row.geojson, lat, lon) if row else None


def quarter_at(lat: float, lon: float, on: datetime.date | None = None) -> Place | None:
    """The working quarter whose outline holds the point."""
    quarters = {one.pk: one for one in active_quarters(on)}
    for pk, row in boundaries(quarters, on).items():
        if geometry.contains(row.geojson, lat, lon):
            return quarters[pk]
    return None


def offices(of: Place):
    """The offices of a place with hours and the closures that still matter."""
    today = clock.today()
    near = Q(until_on__gte=today, from_on__lte=today + datetime.timedelta(days=DAYS_OF_CLOSURES_AHEAD))
    return Office.objects.filter(place=of).prefetch_related(
        Prefetch("hours", OfficeHours.objects.order_by("weekday", "opens")),
        Prefetch("closures", OfficeClosure.objects.filter(near).order_by("from_on")),
    )


def offices_in_one(of: Place, plates: dict | None = None) -> list[tuple[Office, list[OfficeHours], list[OfficeClosure]]]:
    """The same as `offices` in one query, for pages that must be light. `plates`: is filled with those of today, by id, by the same query."""
    today = clock.today()
    near = Q(closures__until_on__gte=today, closures__from_on__lte=today + datetime.timedelta(days=DAYS_OF_CLOSURES_AHEAD))
    rows = Office.objects.filter(place=of).annotate(near=FilteredRelation("closures", condition=near))
    columns, order = [*_OFFICE, *_HOURS.values(), *_CLOSURE.values()], ["id", "hours__weekday", "hours__opens", "near__from_on"]
    if plates is not None:
        rows = rows.annotate(plate=FilteredRelation("place__team", condition=_hangs("place__team__")))
        columns, order = [*columns, *_PLATE.values()], [*order, "plate__order", "plate__id"]
    found: dict[int, tuple] = {}
    for row in rows.values(*columns).order_by(*order):
        facts = {name: row[name] for name in _OFFICE}
        _office, hours, closures = found.setdefault(row["id"], (Office(place=of, **facts), {}, {}))
        _keep(hours, OfficeHours, _HOURS, row)
        _keep(closures, OfficeClosure, _CLOSURE, row)
        if plates is not None:
            _keep(plates, TeamMember, _PLATE, row)
    return [(office, list(hours.values()), list(closures.values())) for office, hours, closures in found.values()]


_OFFICE = ("id", "name", "address", "phone", "email", "contractor", "access_note", "is_step_free", "is_demo")
_HOURS = {name: f"hours__{name}" for name in ("id", "weekday", "opens", "closes")}
_CLOSURE = {name: f"near__{name}" for name in ("id", "from_on", "until_on", "reason")}
_PLATE = {name: f"plate__{name}" for name in ("id", "name", "task", "languages", "phone", "email", "order")}


def _keep(known: dict, model, columns, row) -> None:
    """Make the joined row once; a join without a partner brings None."""
    if row[columns["id"]] is not None and row[columns["id"]] not in known:
        known[row[columns["id"]]] = model(**{name: row[column] for name, column in columns.items()})


def team(of: Place):
    """The plates that hang at the door today."""
    return TeamMember.objects.filter(_hangs(), place=of).order_by("order", "id")


def _hangs(way: str = "") -> Q:
    """That a plate hangs today; `way` is how a query reaches it."""
    today = clock.today()
    here = Q(**{f"{way}from_on__isnull": True}) | Q(**{f"{way}from_on__lte": today})
    still = Q(**{f"{way}until_on__isnull": True}) | Q(**{f"{way}until_on__gte": today})
    return here & still


def programme(of: Place, on: datetime.date | None = None) -> Programme | None:
    """The programme in force on the day at the place or, if it names none, above it."""
    rows = Programme.objects.filter(place__in=above_ids(of), from_on__lte=on or clock.today()).order_by("-from_on")
    return _nearest(of, rows)


def imprint(of: Place) -> Imprint | None:
    """Who answers for the pages of the place: its own imprint or the nearest above it."""
    return _nearest(of, Imprint.objects.filter(place__in=above_ids(of)).select_related("place"))


def _nearest(of: Place, rows):
    """The first row of the nearest place in the chain."""
    order = {pk: step for step, pk in enumerate(above_ids(of))}
    return min(rows, key=lambda row: order[row.place_id], default=None)


def is_reserved(slug: str) -> bool:
    """Would a quarter with this slug hide a page of the house, one of today or one whose word is kept free?"""
    return bool(settings.RESERVED_SLUGS.match(slug)) or slug in _first_words(get_resolver())


def _first_words(resolver) -> set[str]:
    """The fixed first words of all addresses of the city."""
    return {str(pattern.pattern).split("/")[0] for pattern in resolver.url_patterns} - {""}


def closure(of: Place, pk) -> OfficeClosure | None:
    """A closure of an office of the place."""
    return OfficeClosure.objects.filter(office__place=of, pk=pk).select_related("office__place").first()


def plate(of: Place, pk) -> TeamMember | None:
    """A plate of the place."""
    return TeamMember.objects.filter(place=of, pk=pk).select_related("place").first()


def first_office(of: Place) -> Office | None:
    """The office of the place, the first if it has several."""
    return offices(of).first()


def lying_in(rows, place):
    """Of rows with a `place` those of the place itself and of all places below it.

    Asked so that an index by place or by order alone can answer: one place for a quarter, no condition for the city, which holds
    everything.
    """
    if place.kind == Place.Kind.CITY:
        return rows
    return rows.filter(place=place) if place.is_quarter else rows.filter(place__in=Place.objects.under(place))
