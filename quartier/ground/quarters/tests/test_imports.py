"""Lists from outside: a line per bad row, and nothing half-imported."""

import datetime
import io
import json

import pytest

from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import imports, queries
from quartier.ground.quarters.models import AddressRange, Boundary, Place
from quartier.ground.quarters.tests.factories import make_district, make_quarter
from quartier.ground.quarters.tests.test_geometry import BOW_TIE, SQUARE


def lines(report):
    return [(problem.line, problem.sentence) for problem in report.problems]


def test_a_good_table_makes_districts_and_quarters(db):
    make_district()
    text = "Name;Art;Bezirk;Kürzel;Breite;Länge;Beginn;Ende;Farbe;Muster\nMusterbezirk;Bezirk;;;;;;;;\n"
    text += "Musterkiez;;Musterbezirk;MK;52,5;13,4;2021;2027;senf;2\n"
    report = imports.places_from_csv(io.BytesIO(text.encode()))
    assert (report.is_done, report.made, lines(report)) == (True, 2, [])
    place = queries.quarter("musterkiez")
    assert (place.code, place.lat, place.colour, place.pattern, place.parent.slug) == ("MK", 52.5, "senf", 2, "musterbezirk")
    assert queries.phase(place, datetime.date(2028, 1, 1)).kind == "closed"


def test_one_bad_row_keeps_everything_out(db):
    make_district()
    text = "name,bezirk,kürzel,breite,länge\nGut,Neukölln,GU,52.5,13.4\nSchlecht,Nirgendwo,SL,,\nTermine,Neukölln,TE,,\n"
    text += "Ohne,Neukölln,,,\nWeit,Neukölln,WE,95,13\nGut,Neukölln,GV,,\n"
    report = imports.places_from_csv(io.BytesIO(text.encode()))
    assert lines(report) == [
        (3, "Den Bezirk „Nirgendwo“ gibt es nicht."),
        (4, "„termine“ ist eine Adresse der Plattform selbst. Bitte eine andere wählen."),
        (5, "Ein Quartier braucht ein Kürzel aus zwei oder drei Buchstaben für die Aktenzeichen."),
        (6, "Breite „95“ ist keine Zahl zwischen -90 und 90."),
        (7, "Die Adresse „gut“ steht zweimal in der Datei."),
    ]
    assert not report.is_done
    assert not Place.objects.quarters().exists()


def test_a_trial_says_what_would_happen_and_leaves_nothing(db):
    make_district()
    report = imports.places_from_csv("name;bezirk;kürzel\nKiez;Neukölln;KI\n", dry_run=True)
    assert (report.made, report.problems, report.is_done) == (1, [], False)
    assert not Place.objects.quarters().exists()


def test_a_known_place_is_changed_but_keeps_its_code(db):
    make_quarter()
    report = imports.places_from_csv("name;bezirk;adresse;kürzel;breite;länge\nDonaukiez;Neukölln;donaustrasse-nord;DN;52.4;13.4\n")
    assert (report.made, report.changed) == (0, 1)
    assert queries.quarter("donaustrasse-nord").name == "Donaukiez"
    report = imports.places_from_csv("name;bezirk;adresse;kürzel\nDonaukiez;Neukölln;donaustrasse-nord;XX\n")
    assert "bleibt so" in lines(report)[0][1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"titel;x\n1;2\n", "In der ersten Zeile fehlt: name."),
        (b"name\n" + b"x" * 2_000_001, "größer als 2 MB"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(db, content, sentence):
    with pytest.raises(Refused, match=sentence):
        imports.places_from_csv(io.BytesIO(content))


def test_windows_letters_are_understood(db):
    make_district()
    report = imports.places_from_csv("name;bezirk;kürzel\nSüd;Neukölln;SU\n".encode("cp1252"))
    assert report.is_done and queries.quarter("sued")


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_outlines_come_in_by_slug_code_or_name(db):
    a, b, c = make_quarter("Eins"), make_quarter("Zwei", code="ZW"), make_quarter("Drei")
    report = imports.boundaries_from_geojson(
        collection(feature(SQUARE, slug=a.slug), feature(SQUARE, code="zw"), feature(SQUARE, name="Drei", from_on="2021-01-01"))
    )
    assert (report.is_done, report.made) == (True, 3)
    assert queries.boundary(c, datetime.date(2021, 1, 1))
    assert {row.place_id for row in Boundary.objects.all()} == {a.pk, b.pk, c.pk}


def test_one_broken_outline_keeps_all_out(db):
    place = make_quarter()
    report = imports.boundaries_from_geojson(
        collection(
            feature(SQUARE, slug=place.slug),
            feature(BOW_TIE, slug=place.slug, from_on="2020-01-01"),
            feature(SQUARE, slug="nirgends"),
            feature(SQUARE),
            feature(None, slug=place.slug),
            feature(SQUARE, slug=place.slug, from_on="gestern"),
        )
    )
    assert lines(report) == [
        (2, "Diese Grenze ist nicht gültig: Die Linie kreuzt sich selbst bei 13.43, 52.485."),
        (3, "Den Ort „nirgends“ gibt es nicht."),
        (4, "Diesem Eintrag fehlt die Eigenschaft „slug“ oder „name“: Zu welchem Ort gehört er?"),
        (5, "Diesem Eintrag fehlt die Fläche (geometry)."),
        (6, "„gestern“ ist kein Tag. Bitte so schreiben: 2026-12-31."),
    ]
    assert not Boundary.objects.exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"type": "FeatureCollection", "features": []}', '{"type": "Feature"}'])
def test_a_file_that_is_no_collection_is_refused(db, content):
    with pytest.raises(Refused):
        imports.boundaries_from_geojson(content)


def test_a_list_replaces_the_list_of_its_quarters_only(db):
    mine, other = make_quarter("Eins", code="EI"), make_quarter("Zwei", code="ZW")
    imports.addresses_from_csv("quartier;straße;von;bis\nEI;Altstraße;1;9\nZW;Weg;1;9\n")
    report = imports.addresses_from_csv("quartier;straße;plz;von;bis;seite\nEI;Neustraße;12043;1;9;ungerade\n")
    assert report.is_done
    assert [(row.street, row.parity) for row in AddressRange.objects.filter(place=mine)] == [("Neustraße", "odd")]
    assert AddressRange.objects.filter(place=other).count() == 1


def test_bad_house_numbers_get_their_line(db):
    make_quarter("Eins", code="EI")
    make_quarter("Zwei", code="ZW")
    imports.addresses_from_csv("quartier;straße;von;bis\nZW;Hof;1;20\n")
    report = imports.addresses_from_csv(
        "quartier;straße;plz;von;bis;seite\nEI;Weg;;1;9;alle\nEI;Weg;;9;12;alle\nEI;Weg;;30;20;alle\nXX;Weg;;1;2;alle\nEI;;;1;2;alle\n"
        "EI;Platz;;eins;2;alle\nEI;Platz;1204;1;2;alle\nEI;Platz;;1;2;links\nEI;Hof;;20;22;gerade\nEI;Hof;;21;23;alle\n"
    )
    assert lines(report) == [
        (3, "Weg 9–12 überschneidet sich mit einer anderen Zeile."),
        (4, "„bis“ (20) ist kleiner als „von“ (30)."),
        (5, "Das Quartier „XX“ gibt es nicht."),
        (6, "Die Straße fehlt."),
        (7, "„von“ muss eine Hausnummer sein, zum Beispiel 7. Da steht: „eins“."),
        (8, "Die Postleitzahl „1204“ hat nicht fünf Ziffern."),
        (9, "Die Seite „links“ gibt es nicht. Möglich sind: alle, gerade, ungerade."),
        (10, "Hof 20–22 überschneidet sich mit Zwei."),
    ]
    assert AddressRange.objects.count() == 1
