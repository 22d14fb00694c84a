"""Berlin for the demo: real quarters, districts, years and office addresses; people, hours and house numbers are invented and marked.

Plays the real actions in the order of time. The same `today` gives the same city.
"""

import csv
import datetime
import json
from pathlib import Path

from django.db import transaction

from quartier.ground.acts import clock
from quartier.ground.quarters import actions, imports, queries
from quartier.ground.quarters.models import Office, Phase, Place
from quartier.ground.quarters.slugs import slug_of

DATA = Path(__file__).parent / "data"
FOUNDED = datetime.date(1999, 1, 1)
CITY = "berlin"
COLOURS = ("ziegel", "senf", "flasche", "pflaume", "petrol", "linde", "himbeer", "schiefer")
PATTERNS = (1, 6, 5, 4, 3, 2)
TRANSITION_YEARS = 3  # domain: three years now, two before
HOURS = (  # weekday, opens, closes
    ((0, 10, 13), (1, 14, 18), (2, 10, 13), (3, 14, 18)),
    ((0, 9, 13), (2, 14, 18), (4, 9, 12)),
    ((1, 10, 12), (1, 14, 17), (3, 14, 19)),
    ((0, 13, 17), (1, 10, 13), (3, 13, 18), (4, 10, 12)),
)
FIRST = ("Lea", "Cem", "Rana", "Jonas", "Aylin", "Marta", "Tarek", "Nele", "Ivan", "Samira", "Paul", "Duygu", "Anh", "Karim", "Ewa", "Ole")
LAST = ("Brandt", "Arslan", "Haddad", "Kühn", "Yıldız", "Nowak", "Saleh", "Petersen", "Popescu", "Rahimi", "Lorenz", "Kaya", "Tran")
TONGUES = (
    "Deutsch, Englisch, Español",
    "Deutsch, Türkçe",
    "Deutsch, العربية, Englisch",
    "Deutsch, Polski",
    "Deutsch, Русский",
    "Deutsch, فارسی",
    "Deutsch, Română",
)
DISTRICTS = {
    "Mitte": "mitte",
    "Friedrichshain-Kreuzberg": "friedrichshain-kreuzberg",
    "Pankow": "pankow",
    "Charlottenburg-Wilmersdorf": "charlottenburg-wilmersdorf",
    "Spandau": "spandau",
    "Steglitz-Zehlendorf": "steglitz-zehlendorf",
    "Tempelhof-Schöneberg": "tempelhof-schoeneberg",
    "Neukölln": "neukoelln",
    "Treptow-Köpenick": "treptow-koepenick",
    "Marzahn-Hellersdorf": "marzahn-hellersdorf",
    "Lichtenberg": "lichtenberg",
    "Reinickendorf": "reinickendorf",
}


def build(today: datetime.date) -> Place:
    """Make the whole city as it stands on the day and return it; does nothing if there is a city already."""
    if found := queries.city():
        return found
    with transaction.atomic():
        places = found_all(today)
        return settle(places, today)


def found_all(today: datetime.date) -> dict[str, Place]:
    """The city, its districts and quarters with tile, outline and office, each at its own time; slug → place."""
    with clock.at(FOUNDED):
        city = _city()
        districts = _districts(city)
    rows = _rows()
    tiles, outlines = _tiles(rows), _outlines()
    offices = {row["slug"]: number for number, row in enumerate(row for row in rows if row["status"] == "active")}
    places = {city.slug: city, **{one.slug: one for one in districts.values()}}
    for row in sorted(rows, key=lambda row: (row["start_year"] or "1999", row["name"])):
        with clock.at(min(_start(row) or FOUNDED, today)):
            place = places[row["slug"]] = _quarter(row, districts[row["district"]])
            actions.set_tile(place, **tiles[row["slug"]])
            actions.set_boundary(place, from_on=clock.today(), is_schematic=True, **outlines[row["slug"]])
            if row["slug"] in offices:
                _office(offices[row["slug"]], row, place)
    _ends([row for row in rows if row["status"] != "active"], places, today)
    return places


def settle(places: dict[str, Place], today: datetime.date) -> Place:
    """What is known on the day itself: ends that are planned, closed offices, house numbers, imprint, figures. Returns the city.

    Where a planned end lies in the past, nobody knows yet what became of it: such a quarter goes on.
    """
    city = places[CITY]
    planned = [row for row in _rows() if row["status"] == "active" and row["end_year"] and int(row["end_year"]) >= today.year]
    with clock.at(clock.in_berlin(today)):
        _ends(planned, places, today)
        _holidays()
        _addresses()
        _imprint(city)
        _figures(city)
    return city


def _city() -> Place:
    city = actions.make_place(kind=Place.Kind.CITY, name="Berlin", slug=CITY, lat=52.518, lon=13.408, region="BE")
    actions.set_programme(
        city,
        code="soziale-stadt",
        name="Soziale Stadt",
        strip="Gefördert im Programm „Soziale Stadt“ durch die Europäische Union, die Bundesrepublik Deutschland und das Land Berlin.",
        logos=["Europäische Union", "Städtebauförderung", "Land Berlin", "Soziale Stadt"],
        from_on=FOUNDED,
    )
    actions.set_programme(
        city,
        code="sozialer-zusammenhalt",
        name="Sozialer Zusammenhalt",
        strip="Gefördert im Programm „Sozialer Zusammenhalt“ durch die Bundesrepublik Deutschland und das Land Berlin.",
        logos=["Städtebauförderung", "Land Berlin", "Sozialer Zusammenhalt"],
        from_on=datetime.date(2020, 1, 1),
    )
    return city


def _districts(city) -> dict[str, Place]:
    made = {name: actions.make_place(kind=Place.Kind.DISTRICT, name=name, slug=slug, parent=city) for name, slug in DISTRICTS.items()}
    data = json.loads((DATA / "berlin_districts.geojson").read_text(encoding="utf-8"))
    for feature in data["features"]:
        actions.set_boundary(made[feature["properties"]["name"]], geojson=feature, from_on=FOUNDED, source=data["source"])
    return made


def _rows() -> list[dict]:
    with (DATA / "berlin_quarters.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _start(row) -> datetime.date | None:
    return datetime.date(int(row["start_year"]), 1, 1) if row["start_year"] else None


def _quarter(row, district) -> Place:
    place = actions.make_place(
        kind=Place.Kind.QUARTER,
        name=row["name"],
        slug=row["slug"],
        parent=district,
        code=row["code"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        source=row["source"],
    )
    if start := _start(row):
        actions.begin_phase(place, kind=Phase.Kind.STARTING, from_on=start)
        actions.begin_phase(place, kind=Phase.Kind.ACTIVE, from_on=start.replace(year=start.year + 1))
    return place


def _tiles(rows) -> dict[str, dict]:
    """Colour and pattern by slug: the pair is unique among quarters that work, former ones are plain."""
    active = [row["slug"] for row in rows if row["status"] == "active"]
    former = [row["slug"] for row in sorted(rows, key=lambda row: row["name"]) if row["status"] != "active"]
    tiles = {slug: {"colour": COLOURS[n % 8], "pattern": PATTERNS[(n - n // 8) % 6]} for n, slug in enumerate(active)}
    return tiles | {slug: {"colour": COLOURS[n % 8], "pattern": Place.Pattern.PLAIN} for n, slug in enumerate(former)}


def _outlines() -> dict[str, dict]:
    data = json.loads((DATA / "berlin_quarters.geojson").read_text(encoding="utf-8"))
    return {one["properties"]["slug"]: {"geojson": one, "source": data["source"]} for one in data["features"]}


def _ends(rows, places, today) -> None:
    """What ended, and what will: both are written down on the day of the end, or on the demo's day if that is earlier."""
    for row in sorted(rows, key=lambda row: row["end_year"] or "2009"):
        _end(row, places, today)


def _end(row, places, today) -> None:
    place = places[row["slug"]]
    year = int(row["end_year"] or 2009)
    note = "" if row["end_year"] else "Beendet zwischen 2005 und 2009; das genaue Jahr ist nicht bekannt."
    closes = datetime.date(year + 1, 1, 1)
    with clock.at(min(clock.in_berlin(closes), clock.in_berlin(today))):
        if row["status"] == "active":
            actions.begin_phase(place, kind=Phase.Kind.TRANSITION, from_on=datetime.date(year - TRANSITION_YEARS + 1, 1, 1))
        into = places[row["merged_into"]] if row["merged_into"] else None
        actions.begin_phase(place, kind=Phase.Kind.CLOSED, from_on=closes, merged_into=into, note=note)


def _addresses() -> None:
    with (DATA / "berlin_addresses.csv").open("rb") as file:
        imports.addresses_from_csv(file, is_demo=True)


def _figures(city) -> None:
    with (DATA / "berlin_figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            actions.publish_figure(city, **{**row, "as_of": datetime.date.fromisoformat(row["as_of"])})


def _holidays() -> None:
    for office in Office.objects.order_by("pk").select_related("place"):
        actions.close_office(office, from_on=_before_christmas(), until_on=_new_year(), reason="zwischen den Jahren geschlossen")


def _office(number: int, row, place) -> None:
    office = actions.save_office(
        place,
        name=f"Quartiersbüro {row['name'].partition(' (')[0]}",
        address=row["office_address"].partition(" (")[0],
        phone=f"030 23125 {100 + number}",
        email=f"team@{row['slug']}.example",
        contractor="Kiezwerk Beispiel gGmbH" if number % 2 else "Stadtnah Beispiel GmbH",
        access_note="Eine Stufe, Rampe an der Tür. Bitte klingeln." if number % 3 else "Stufenlos, Toilette mit Haltegriffen.",
        is_step_free=number % 3 == 0,
        is_demo=True,
    )
    spans = HOURS[0] if row["code"] == "DN" else HOURS[number % len(HOURS)]
    actions.set_hours(office, rows=[(day, datetime.time(opens), datetime.time(closes)) for day, opens, closes in spans])
    _plates(number, place)


def _before_christmas() -> datetime.date:
    return datetime.date(clock.today().year, 12, 24)


def _new_year() -> datetime.date:
    return datetime.date(clock.today().year + 1, 1, 1)


def _plates(number: int, place) -> None:
    """Two or three invented people; in Donaustraße-Nord always the same three."""
    begin = 0 if place.code == "DN" else number * 3 + 3
    for step in range(3 if place.code == "DN" or number % 2 else 2):
        pick = begin + step
        actions.hang_plate(
            place,
            name=f"{FIRST[pick % len(FIRST)]} {LAST[pick % len(LAST)]}",
            languages=TONGUES[pick % len(TONGUES)],
            phone=f"030 23125 {200 + pick % 700}",
            order=step,
        )


def _imprint(city) -> None:
    actions.save_imprint(
        city,
        operator="Quartier Berlin, Beispielbetrieb (erfunden)",
        represented_by="Vertreten durch die Projektleitung, Frau Dr. Petra Muster",
        address="Musterstraße 1, 10115 Berlin",
        phone="030 23125 000",
        email="post@quartier.example",
        editor="Petra Muster, Anschrift wie oben",
        privacy_officer="Datenschutzbeauftragte des Beispielbetriebs",
        privacy_email="datenschutz@quartier.example",
        privacy_authority="Berliner Beauftragte für Datenschutz und Informationsfreiheit",
        access_contact="Redaktion Quartier Berlin",
        access_email="barriere@quartier.example",
        enforcement_body="Landesbeauftragte für digitale Barrierefreiheit Berlin",
        is_demo=True,
    )


def slug(name: str) -> str:
    """The address word of a quarter of the demo by its name."""
    return next((row["slug"] for row in _rows() if row["name"] == name), slug_of(name))
