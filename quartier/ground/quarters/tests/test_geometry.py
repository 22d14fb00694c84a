"""Outlines: broken ones are refused with the reason, points are found without a library."""

import pytest

from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import geometry

SQUARE = {"type": "Polygon", "coordinates": [[[13.42, 52.48], [13.44, 52.48], [13.44, 52.49], [13.42, 52.49], [13.42, 52.48]]]}
HOLE = [[13.425, 52.483], [13.435, 52.483], [13.435, 52.487], [13.425, 52.487], [13.425, 52.483]]
BOW_TIE = {"type": "Polygon", "coordinates": [[[13.42, 52.48], [13.44, 52.49], [13.44, 52.48], [13.42, 52.49], [13.42, 52.48]]]}


@pytest.mark.parametrize(
    ("geojson", "part"),
    [
        (BOW_TIE, "Diese Grenze ist nicht gültig: Die Linie kreuzt sich selbst bei 13.43, 52.485."),
        ({"type": "Point", "coordinates": [13.4, 52.4]}, "Angegeben ist: Point."),
        ({"type": "Polygon", "coordinates": []}, "umschließt keine Fläche"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "lässt sich nicht lesen"),
        ({"type": "Polygon", "coordinates": "abc"}, "lässt sich nicht lesen"),
        ({"type": "Polygon", "coordinates": [[[391000, 5814000], [392000, 5814000], [392000, 5815000], [391000, 5814000]]]}, "keine Grade"),
        ("{kein json", "lässt sich nicht lesen"),
        ([1, 2], "lässt sich nicht lesen"),
        (None, "lässt sich nicht lesen"),
    ],
)
def test_a_broken_outline_is_refused_with_the_reason(geojson, part):
    with pytest.raises(Refused) as refusal:
        geometry.checked(geojson)
    assert part in str(refusal.value)


def test_an_outline_is_simplified_and_rounded():
    dense = {"type": "Polygon", "coordinates": [[[13.42 + n / 5000, 52.48] for n in range(100)] + [[13.44, 52.5], [13.42, 52.48]]]}
    clean = geometry.checked({"type": "Feature", "geometry": dense})
    assert len(clean["coordinates"][0]) < 6
    assert all(len(str(x)) <= 8 for x, _y in clean["coordinates"][0])


def test_a_point_in_a_hole_is_outside():
    ring = {"type": "Polygon", "coordinates": [*SQUARE["coordinates"], HOLE]}
    assert [geometry.contains(ring, *point) for point in ((52.481, 13.421), (52.485, 13.43), (52.5, 13.43))] == [True, False, False]


def test_a_point_is_found_in_any_part():
    two = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], [[[13.5, 52.4], [13.6, 52.4], [13.6, 52.5], [13.5, 52.4]]]]}
    assert geometry.contains(two, 52.41, 13.55)


def test_area_is_measured_in_square_metres():
    assert geometry.area_m2(SQUARE) == pytest.approx(1_509_000, rel=0.01)


def test_a_frame_draws_north_above_and_true_in_shape():
    frame = geometry.Frame(13.42, 52.48, 13.44, 52.49)
    assert frame.path(SQUARE) == f"M0 {frame.height} 1000 {frame.height} 1000 0 0 0 0 {frame.height}Z"
    assert frame.height == pytest.approx(821, abs=2)
