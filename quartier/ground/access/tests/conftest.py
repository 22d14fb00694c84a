"""The tree of places on which roles are tested."""

from types import SimpleNamespace

import pytest

from quartier.ground.quarters.tests import factories as places


@pytest.fixture
def tree(db):
    """A city with two districts; quarters a and b in the first, c in the second."""
    city = places.make_city()
    north, south = places.make_district("Nord", parent=city), places.make_district("Süd", parent=city)
    a, b = places.make_quarter("Alpha", code="AA", parent=north), places.make_quarter("Beta", code="BB", parent=north)
    return SimpleNamespace(city=city, north=north, south=south, a=a, b=b, c=places.make_quarter("Gamma", code="CC", parent=south))
