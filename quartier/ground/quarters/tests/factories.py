"""Places for tests: the smallest city, and quarters with all that a page needs."""

import datetime
import itertools

from quartier.ground.quarters.models import Phase, Place

_numbers = itertools.count(1)
BEGAN = datetime.date(2009, 1, 1)


def make_city(name="Berlin", slug="berlin", **facts) -> Place:
    """The one city; the same again when asked twice."""
    return Place.objects.get_or_create(kind=Place.Kind.CITY, slug=slug, defaults={"name": name, **facts})[0]


def make_district(name="Neukölln", slug=None, parent=None, **facts) -> Place:
    """A district of the city; the same again when asked twice."""
    slug = slug or _slug(name)
    defaults = {"name": name, "kind": Place.Kind.DISTRICT, "parent": parent or make_city(), **facts}
    return Place.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_quarter(name="Donaustraße-Nord", slug=None, code=None, parent=None, phase=Phase.Kind.ACTIVE, from_on=BEGAN, **facts) -> Place:
    """A quarter in the phase; the same again when asked twice by name."""
    slug = slug or _slug(name)
    found = Place.objects.filter(slug=slug).first()
    if found:
        return found
    code = code or ("DN" if slug == "donaustrasse-nord" else f"Q{next(_numbers)}")
    place = Place.objects.create(kind=Place.Kind.QUARTER, name=name, slug=slug, code=code, parent=parent or make_district(), **facts)
    if phase:
        Phase.objects.create(place=place, kind=phase, from_on=from_on)
    return place


def _slug(name: str) -> str:
    from quartier.ground.quarters.slugs import slug_of

    return slug_of(name)
