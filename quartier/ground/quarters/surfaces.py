"""What surfaces show of places: the map and the list beside it from one query, people and hours, the words of the law."""

import math
from dataclasses import dataclass, field

from django.db.models import Prefetch

from quartier.ground.acts import clock, keeping
from quartier.ground.quarters import geometry, queries, rules
from quartier.ground.quarters.models import Boundary, Figure, Imprint, Office, Phase, Place, Programme

MARK = 16  # half the width of a quarter's mark on the map, in units of the drawing
ROOM = 26  # nearest distance of two marks
MARGIN = 20


@dataclass
class Group:
    """A district with its quarters, running ones first."""

    district: Place
    running: list[Place] = field(default_factory=list)
    former: list[Place] = field(default_factory=list)


@dataclass
class Overview:
    """All quarters of today, once: for the strip, the map, the list and the counts."""

    groups: list[Group]
    quarters: list[Place]

    @property
    def running(self) -> list[Place]:
        """Those that work today, in the order of the list."""
        return [one for group in self.groups for one in group.running]

    @property
    def former(self) -> list[Place]:
        """Those that have ended."""
        return [one for group in self.groups for one in group.former]

    @property
    def ending(self) -> tuple[int, object]:
        """(how many, last day) of the next planned end; (0, None) if none is planned."""
        days = [one.phase_until_on for one in self.running if one.phase_kind == Phase.Kind.TRANSITION and one.phase_until_on]
        return (days.count(min(days)), min(days)) if days else (0, None)


@dataclass(frozen=True)
class Land:
    """An outline on the map that leads nowhere, or to `address`."""

    path: str
    name: str = ""
    address: str = ""
    colour: str = ""
    is_former: bool = False


@dataclass
class Map:
    """A drawing: grounds below, marked places above. `view_box` as in SVG."""

    view_box: str
    lands: list[Land]
    marks: list[Land]
    sources: list[str]
    is_schematic: bool = True


def overview() -> Overview:
    """Every quarter whose life has begun, in one query; districts with the most running quarters first."""
    quarters = [one for one in queries.all_quarters() if one.phase_kind]
    groups: dict[int, Group] = {}
    for one in quarters:
        group = groups.setdefault(one.parent_id, Group(one.parent))
        (group.former if one.has_ended else group.running).append(one)
    return Overview(sorted(groups.values(), key=lambda group: (-len(group.running), group.district.name)), quarters)


def city_map(quarters: list[Place]) -> Map | None:
    """Districts as ground, the given quarters as marks with their addresses; None without any outline. One query."""
    rows = _in_force(Boundary.objects.filter(place__kind=Place.Kind.DISTRICT))
    frame = _frame([row.geojson for row in rows])
    if not frame:
        return None
    lands = [Land(frame.path(row.geojson)) for row in rows]
    marks = _marks(frame, [one for one in quarters if one.lat is not None and one.lon is not None])
    return Map(_view_box(frame), lands, marks, sorted({row.source for row in rows if row.source}))


def district_map(district: Place, quarters: list[Place]) -> Map | None:
    """The district as ground, its quarters as areas, former ones below. One query."""
    rows = _in_force(Boundary.objects.filter(place__in=[district, *quarters]))
    outline = {row.place_id: row for row in rows}
    frame = _frame([row.geojson for row in rows])
    if not frame:
        return None
    lands = [Land(frame.path(outline[district.pk].geojson))] if district.pk in outline else []
    shown = sorted((one for one in quarters if one.pk in outline), key=lambda one: not one.has_ended)
    marks = [_area(frame, one, outline[one.pk]) for one in shown]
    sources = sorted({row.source for row in rows if row.source})
    return Map(_view_box(frame), lands, marks, sources, any(row.is_schematic for row in rows))


def _in_force(rows) -> list[Boundary]:
    """Of each place the outline of today."""
    begun = rows.filter(from_on__lte=clock.today()).order_by("place", "from_on")
    return list({row.place_id: row for row in begun}.values())


def _frame(geojsons) -> geometry.Frame | None:
    edges = geometry.bounds(geojsons)
    return geometry.Frame(*edges) if edges else None


def _view_box(frame) -> str:
    return f"{-MARGIN} {-MARGIN} {frame.width + 2 * MARGIN} {frame.height + 2 * MARGIN}"


def _marks(frame, quarters) -> list[Land]:
    spots = spread([frame.xy(one.lat, one.lon) for one in quarters])
    return [_mark(one, *spot) for one, spot in zip(quarters, spots, strict=True)]


def _mark(place: Place, x: int, y: int) -> Land:
    path = f"M{x} {y - MARK}l{MARK} {MARK}-{MARK} {MARK}-{MARK}-{MARK}z"
    return Land(path, f"{place.name}, {place.parent.name}", place.get_absolute_url(), place.colour, place.has_ended)


def spread(spots: list[tuple[int, int]], apart: int = ROOM, rounds: int = 6) -> list[tuple[int, int]]:
    """Push marks that lie on each other apart, so that each can be hit; the same spots give the same picture."""
    moved = [[float(x), float(y)] for x, y in spots]
    for _round in range(rounds):
        for i, one in enumerate(moved):
            for other in moved[i + 1 :]:
                _push(one, other, apart)
    return [(round(x), round(y)) for x, y in moved]


def _push(one, other, apart) -> None:
    dx, dy = other[0] - one[0], other[1] - one[1]
    if abs(dx) >= apart or abs(dy) >= apart:
        return
    far = math.hypot(dx, dy)
    if far >= apart:
        return
    step = (apart - far) / 2
    dx, dy = (dx / far, dy / far) if far else (1.0, 0.0)
    one[0], one[1] = one[0] - dx * step, one[1] - dy * step
    other[0], other[1] = other[0] + dx * step, other[1] + dy * step


def _area(frame, place: Place, row: Boundary) -> Land:
    return Land(frame.path(row.geojson), place.name, place.get_absolute_url(), place.colour, place.has_ended)


def district_quarters(district: Place) -> list[Place]:
    """The quarters of a district, past and present, whose life has begun, with the last phase before they end."""
    return [one for one in queries.all_quarters().filter(parent=district) if one.phase_kind]


@dataclass
class Door:
    """One office with everything that is said about it."""

    office: Office
    hours: list[str]
    state: rules.OpenState
    closures: list


def doors(place: Place) -> list[Door]:
    """The offices of a place with the hours as lines and the state of this moment; one query."""
    region = queries.chain(place)[-1].region
    return [_door(office, hours, closures, region) for office, hours, closures in queries.offices_in_one(place)]


def doors_and_plates(place: Place) -> tuple[list[Door], list]:
    """The same with the plates beside the bell; one query, and one more where there are plates but no office."""
    region, plates = queries.chain(place)[-1].region, {}
    found = [_door(office, hours, closures, region) for office, hours, closures in queries.offices_in_one(place, plates)]
    return found, list(plates.values()) if found else list(queries.team(place))


def _door(office, hours, closures, region) -> Door:
    today = [span for span in hours if span.weekday == clock.today().weekday()]
    keeping.until(*(clock.in_berlin(clock.today(), time) for span in today for time in (span.opens, span.closes)))
    return Door(office, rules.hours_lines(hours), rules.open_state(hours, closures, clock.now(), region), closures)


def plates(place: Place) -> list:
    """The plates beside the bell."""
    return list(queries.team(place))


@dataclass
class Life:
    """The phases of a quarter, and what follows from them today."""

    phases: list[Phase]

    @property
    def now(self) -> Phase | None:
        """The phase of today."""
        begun = [one for one in self.phases if one.from_on <= clock.today()]
        return begun[-1] if begun else None

    @property
    def began(self) -> int | None:
        """The year in which it began, if known."""
        first = self.phases[0] if self.phases else None
        return first.from_on.year if first and first.kind != Phase.Kind.CLOSED else None

    @property
    def ended(self) -> int | None:
        """The year of its last day, once that is over."""
        return self.now.from_on.year - 1 if self.has_ended else None

    @property
    def has_ended(self) -> bool:
        """True from the first day of the closed phase."""
        return bool(self.now and self.now.kind == Phase.Kind.CLOSED)

    @property
    def last_day(self):
        """The planned last day, if an end is written down and has not come."""
        coming = [one for one in self.phases if one.kind == Phase.Kind.CLOSED and one.from_on > clock.today()]
        return self.now.until_on if coming and self.now else None


def life(place: Place) -> Life:
    """All phases of a quarter, in one query."""
    return Life(list(Phase.objects.filter(place=place).select_related("merged_into").order_by("from_on")))


def imprint(place: Place) -> Imprint | None:
    """Who answers for the pages of the place."""
    return queries.imprint(place)


def programme(place: Place) -> Programme | None:
    """The programme in force today."""
    return queries.programme(place)


def published_figures(place: Place, limit: int = 20) -> list[Figure]:
    """Published figures of a place, each with period and source."""
    return list(Figure.objects.filter(place=place).order_by("order", "id")[:limit])


def neighbours(place: Place, limit: int = 4) -> list[Place]:
    """Running quarters of the same district with their offices, for whoever lives next door."""
    keeping.everywhere()
    with_office = Prefetch("offices", Office.objects.order_by("id"))
    return list(
        queries.active_quarters()
        .filter(parent_id=place.parent_id)
        .exclude(pk=place.pk)
        .prefetch_related(with_office)
        .order_by("name")[:limit]
    )
