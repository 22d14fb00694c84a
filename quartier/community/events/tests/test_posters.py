"""Paper to hang up."""

import io

import pytest
from pypdf import PdfReader

from quartier.community.events.actions import events
from quartier.community.events.tests import factories
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
HERE = "/donaustrasse-nord/termine/"
WIDTHS = {"a4": 595, "a3": 842}


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


def read(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.content)).pages
    return (
        round(float(pages[0].mediabox.width)),
        len(pages),
        "".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " "),
    )


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_poster_is_one_page_with_all_one_needs(client, paper):
    event = factories.published(
        title='Nähkurs #panic() "x"',
        text="Alle können mitmachen.\n" * 60,
        organiser="Nähkreis",
        is_step_free=True,
        languages=",tr,",
        contact="030 1",
    )
    width, count, told = read(client.get(f"{HERE}{event.pk}/plakat.pdf", {"format": paper}))
    assert (width, count) == (WIDTHS[paper], 1)
    for word in ('Nähkurs #panic() "x"', "Donnerstag, 26. November 2026", "16 bis 19 Uhr", "stufenlos", "Türkisch", "Nähkreis", "030 1"):
        assert word in told


def test_a_poster_says_when_it_falls_through(client):
    team = factories.make_team()
    event = events.cancel(factories.published(by=team), "Sturm", by=team)
    assert "Fällt aus: Sturm" in read(client.get(f"{HERE}{event.pk}/plakat.pdf"))[2]


@pytest.mark.parametrize("paper", ["a4", "a3", "b7"])
def test_the_programme_of_a_month_tells_day_by_day(client, paper):
    place = places.make_quarter()
    factories.make_series(place, title="Basteln", first_on=factories.TODAY.date().replace(day=26))
    factories.published(place, title="Advent", starts_at=factories.at(1, month=12))
    width, _count, told = read(client.get(f"{HERE}programm.pdf", {"monat": "2026-12", "format": paper}))
    assert width == WIDTHS.get(paper, 595)
    assert "Termine im Dezember 2026" in " ".join(told.split())
    assert told.count("Basteln") == 5
    assert "Donnerstag, 3. Dezember" in told


def test_a_month_without_anything_says_so(client):
    places.make_quarter()
    assert "nichts geplant" in read(client.get(f"{HERE}programm.pdf", {"monat": "2027-08"}))[2]
