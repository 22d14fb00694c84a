"""Outlines: read, checked, simplified, drawn. Shapely is imported where it is needed, because it costs 60 ms."""

import itertools
import json
import math

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.acts.refusal import Refused

TOLERANCE = 0.00005  # degrees, about 5 m
DIGITS = 5  # about 1 m
LARGEST_PARTS = 50
METRES_PER_DEGREE = 111_320
_EMPTY = gettext_lazy("Diese Grenze ist leer: Sie umschließt keine Fläche.")


def checked(geojson) -> dict:
    """A Polygon or MultiPolygon that is valid and small, from a geometry or Feature (dict or text). Raises Refused with the reason."""
    from shapely.geometry import mapping

    shape = _shape(geojson)
    _refuse_broken(shape)
    simple = shape.simplify(TOLERANCE, preserve_topology=True)
    return _rounded(mapping(simple if simple.is_valid and not simple.is_empty else shape))


def _shape(geojson):
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        return shape(_bare(geojson))
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise Refused(_("Diese Grenze lässt sich nicht lesen. Erwartet wird GeoJSON mit einem Polygon oder MultiPolygon.")) from error


def _bare(geojson) -> dict:
    value = json.loads(geojson) if isinstance(geojson, str | bytes) else geojson
    if value.get("type") == "Feature":
        value = value["geometry"]
    if value.get("type") not in ("Polygon", "MultiPolygon"):
        kind = str(value.get("type") or _("nichts"))[:40]
        raise Refused(_("Eine Grenze ist eine Fläche (Polygon oder MultiPolygon). Angegeben ist: %(kind)s.") % {"kind": kind})
    return value


def _refuse_broken(shape) -> None:
    from shapely import get_num_geometries
    from shapely.validation import explain_validity

    if shape.is_empty:
        raise Refused(_EMPTY)
    west, south, east, north = shape.bounds
    if not all(map(math.isfinite, shape.bounds)) or west < -180 or east > 180 or south < -90 or north > 90:
        raise Refused(_("Die Koordinaten sind keine Grade. Bitte in WGS 84 (Länge, Breite) umrechnen, zum Beispiel 13.43, 52.48."))
    if not shape.is_valid:
        raise Refused(_("Diese Grenze ist nicht gültig: %(reason)s") % {"reason": _reason(explain_validity(shape))})
    if not shape.area:
        raise Refused(_EMPTY)
    if get_num_geometries(shape) > LARGEST_PARTS:
        raise Refused(_("Diese Grenze hat mehr als %(most)d Teile.") % {"most": LARGEST_PARTS})


def _reason(text: str) -> str:
    """Shapely's English reason as a German sentence with the place of the fault."""
    name, _sep, where = text.partition("[")
    at = " " + _("bei %(where)s") % {"where": where.rstrip("]").replace(" ", ", ")} if where else ""
    known = {
        "Self-intersection": _("Die Linie kreuzt sich selbst"),
        "Ring Self-intersection": _("Die Linie berührt sich selbst"),
        "Hole lies outside shell": _("Ein Loch liegt außerhalb der Fläche"),
        "Holes are nested": _("Löcher liegen ineinander"),
        "Nested shells": _("Teile liegen ineinander"),
        "Duplicate Rings": _("Ein Teil kommt zweimal vor"),
        "Interior is disconnected": _("Ein Loch teilt die Fläche"),
        "Too few points in geometry component": _("Ein Teil hat zu wenige Punkte"),
    }
    return known.get(name.strip(), name.strip()) + at + "."


def _rounded(geojson) -> dict:
    def walk(part):
        if isinstance(part[0], int | float):
            return [round(part[0], DIGITS), round(part[1], DIGITS)]
        return [walk(inner) for inner in part]

    return {"type": geojson["type"], "coordinates": walk(geojson["coordinates"])}


def area_m2(geojson: dict) -> int:
    """Area in square metres, flat around the middle latitude; right to some tenths of a per cent for a city."""
    total = 0.0
    for polygon in polygons(geojson):
        rings = [abs(_ring_area(ring)) for ring in polygon]
        total += rings[0] - sum(rings[1:])
    return round(total)


def _ring_area(ring) -> float:
    shrink = math.cos(math.radians(ring[0][1]))
    pairs = itertools.pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2 * METRES_PER_DEGREE**2 * shrink


def polygons(geojson: dict) -> list:
    """The list of polygons (each a list of rings) of a Polygon or MultiPolygon."""
    return [geojson["coordinates"]] if geojson["type"] == "Polygon" else geojson["coordinates"]


def contains(geojson: dict, lat: float, lon: float) -> bool:
    """Is the point inside (holes are outside)? Plain ray casting: no library, no load time."""
    return any(sum(_crosses(ring, lon, lat) for ring in polygon) % 2 for polygon in polygons(geojson))


def _crosses(ring, x, y) -> int:
    """How often a ray to the east from the point crosses the ring."""
    count = 0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            count += 1
    return count


def bounds(geojsons) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all outlines together; None without any."""
    points = [point for geojson in geojsons for polygon in polygons(geojson) for point in polygon[0]]
    if not points:
        return None
    return min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points)


class Frame:
    """A drawing area: degrees to whole units of an SVG `width` units wide, north above, true in shape at its middle."""

    def __init__(self, west, south, east, north, width=1000):
        self.west, self.north = west, north
        self.across = width / max(east - west, 1e-9)
        self.down = self.across / math.cos(math.radians((south + north) / 2))
        self.width, self.height = width, max(1, round((north - south) * self.down))

    def xy(self, lat, lon) -> tuple[int, int]:
        """The point in units of the drawing."""
        return round((lon - self.west) * self.across), round((self.north - lat) * self.down)

    def path(self, geojson: dict) -> str:
        """The outline as the `d` of an SVG path; points that fall together are left out."""
        return "".join(self._ring(ring) for polygon in polygons(geojson) for ring in polygon)

    def _ring(self, ring) -> str:
        units = [self.xy(lat, lon) for lon, lat in ring]
        kept = [unit for index, unit in enumerate(units) if index == 0 or unit != units[index - 1]]
        return "M" + " ".join(f"{x} {y}" for x, y in kept) + "Z" if len(kept) > 2 else ""
