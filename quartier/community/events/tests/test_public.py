"""The calendar as everybody sees it."""

import re

import pytest

from quartier.community.events import demo, models
from quartier.community.events.actions import events as actions
from quartier.community.events.tests import factories
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
LIST = "/donaustrasse-nord/termine/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(factories.TODAY):
        yield


@pytest.fixture
def place():
    return places.make_quarter()


def html(response):
    return response.content.decode()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(response))).replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def test_this_week_is_a_grid_of_seven_days(client, place):
    factories.published(title="Sprechstunde", day=24, hour=14)
    page = client.get(LIST)
    assert "23. bis 29. November 2026" in text(page)
    assert html(page).count('class="day"') == 7
    assert html(page).count('class="today"') == 1
    assert "Di 24 14:00 Sprechstunde" in text(page)


def test_events_of_several_days_stand_on_each_day(client, place):
    factories.published(title="Kongress", starts_at=factories.at(27, 10), ends_at=factories.at(28, 16))
    assert html(client.get(LIST)).count("Kongress</a>") == 2
    assert html(client.get(LIST, {"monat": "2026-11"})).count("Kongress</a>") == 2
    assert html(client.get(LIST, {"liste": "2026-11-01"})).count("Kongress</a>") == 1


def test_the_month_is_a_grid_of_whole_weeks(client, place):
    factories.published(title="Sprechstunde", day=24, hour=14)
    factories.published(title="Advent", starts_at=factories.at(1, month=12))
    page = html(client.get(LIST, {"monat": "2026-11"}))
    assert page.count('class="day"') == 42
    assert page.count("other") == 12
    assert "14:00</span> Sprechstunde</a>" in page
    assert "Advent" not in page


def test_the_list_goes_on_without_end(client, place):
    factories.published(title="Vorbei", day=23, source="Aushang")
    factories.published(title="Heute", day=24)
    factories.published(title="Nächstes Jahr", starts_at=factories.at(3, month=5, year=2027))
    page = text(client.get(LIST, {"liste": "2026-11-24"}))
    assert "Ab 24. November 2026" in page
    assert "Heute" in page
    assert "Nächstes Jahr" in page
    assert "Vorbei" not in page


def test_drafts_and_other_weeks_are_not_shown(client, place):
    factories.draft(title="Entwurf")
    factories.published(title="Später", day=30)
    assert "Entwurf" not in text(client.get(LIST))
    assert html(client.get(LIST)).count("Später</a>") == 0
    assert html(client.get(LIST, {"woche": "2026-11-30"})).count("Später</a>") == 1


def test_what_is_called_off_stays_and_says_so(client, place):
    team = factories.make_team()
    event = actions.cancel(factories.published(by=team, title="Kino im Hof"), "Sturm", by=team)
    page = client.get(LIST)
    assert 'class="cancelled"' in html(page)
    assert "Kino im Hof: abgesagt" in text(page)
    one = text(client.get(f"{LIST}{event.pk}/"))
    assert "Dieser Termin findet nicht statt" in one
    assert "Sturm" in one


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"Nähen", "Turnen", "Kino"}),
        ({"fuer": "kinder"}, {"Turnen", "Kino"}),
        ({"fuer": ["kinder", "aeltere"]}, {"Nähen", "Turnen", "Kino"}),
        ({"braucht": "stufenlos"}, {"Turnen"}),
        ({"braucht": "kostenlos"}, {"Nähen", "Turnen"}),
        ({"fuer": "kinder", "braucht": ["kostenlos", "stufenlos"]}, {"Turnen"}),
        ({"fuer": "hunde", "braucht": "wurst"}, {"Nähen", "Turnen", "Kino"}),
        ({"braucht": "online"}, {"Kino"}),
        ({"feld": "bildung"}, {"Nähen"}),
        ({"feld": "mond", "sprache": "xx"}, {"Nähen", "Turnen", "Kino"}),
        ({"sprache": "tr"}, {"Nähen"}),
        ({"sprache": "tr", "fuer": "kinder"}, set()),
    ],
)
def test_wishes_narrow_the_list(client, place, query, shown):
    factories.published(title="Nähen", audience="aeltere", topic="bildung", languages=",de,tr,")
    factories.published(title="Turnen", audience="kinder", is_step_free=True, languages=",ar,")
    factories.published(title="Kino", is_free=False, costs="3 €", attendance="beides", link="https://kino.example")
    for view in ({}, {"monat": "2026-11"}, {"liste": "2026-11-24"}):
        page = html(client.get(LIST, {**query, **view}))
        assert {title for title in ("Nähen", "Turnen", "Kino") if f"{title}</a>" in page} == shown


def test_nothing_fits_says_what_comes_next(client, place):
    factories.published(title="Bald", starts_at=factories.at(8, month=12))
    page = client.get(LIST)
    assert "Als Nächstes kommt: Bald." in text(page)
    assert 'href="?woche=2026-12-08"' in html(page)


def test_nothing_at_all_says_where_to_ask(client, place):
    assert "Fragen Sie im Büro" in text(client.get(LIST))


def test_no_wish_fits_offers_to_drop_it(client, place):
    factories.published(title="Nähen")
    page = client.get(LIST, {"braucht": "dolmetschen"})
    assert "Kein Termin passt zu Ihrer Auswahl" in text(page)
    assert html(page).count("Auswahl leeren") == 2


def test_the_district_and_the_city_can_be_chosen(client, place):
    factories.published(places.make_quarter("Nebenan"), title="Nebenan-Fest")
    assert "Nebenan-Fest" not in text(client.get(LIST))
    page = text(client.get(LIST, {"gebiet": "bezirk"}))
    assert "Nebenan-Fest" in page
    assert "Ganz Neukölln" in page
    assert "Nebenan-Fest" in text(client.get("/termine/"))


def test_the_portal_of_december_2017(client):
    place = places.make_quarter("Reinickendorfer Straße/Pankstraße", slug=demo.QUARTER, code="PS")
    demo.portal_of_december_2017(factories.make_team(place))
    page = text(client.get(f"/{demo.QUARTER}/termine/", {"monat": "2017-12"}))
    order = [
        "Do 14",
        "Basteln mit Natur im Himmelbeet",
        "Do 21",
        "Weihnachtsessen im Tageszentrum m32",
        "So 24",
        "Heiligabend",
        "Di 26",
    ]
    places_of = [page.index(word) for word in order]
    assert places_of == sorted(places_of)
    event = models.Event.objects.get(title__startswith="Heiligabend")
    one = text(client.get(f"/{demo.QUARTER}/termine/{event.pk}/"))
    assert demo.SOURCE in one
    assert "Vorbei" in one
    assert "kostenlos" not in one


@pytest.mark.parametrize(("address", "limit"), [(LIST, 8), (f"{LIST}?monat=2026-11", 8), (f"{LIST}?liste=2026-11-01", 8), ("/termine/", 8)])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, place, django_assert_num_queries, django_assert_max_num_queries, address, limit
):
    make_rows(place, 1)
    with django_assert_max_num_queries(limit) as first:
        client.get(address)
    make_rows(place, 90)
    with django_assert_num_queries(len(first)):
        client.get(address)


def make_rows(place, count):
    models.Event.objects.bulk_create(
        models.Event(
            place=place, state="published", title=f"Termin {n}", where="Büro", is_free=True, made_at=clock.now(),
            starts_at=factories.at(25, n % 24), ends_at=factories.at(25, n % 24, 30),
        )
        for n in range(count)
    )  # fmt: skip


def test_full_weeks_turn_page_by_page(client, place):
    make_rows(place, 230)
    address, seen = LIST, []
    while address:
        page = html(client.get(address))
        seen += re.findall(r"Termin (\d+)</a>", page)
        turn = re.search(r'rel="next" href="(\?[^"]*ab=[^"]+)"', page)
        address = LIST + turn[1].replace("&amp;", "&") if turn else ""
    assert len(seen) == len(set(seen)) == 230


@pytest.mark.parametrize(
    "query", ["woche=x", "monat=2026-99", "ab=1-", "ab=99999999999-1", "ab=x-y", "gebiet=mond", "monat=", "woche=2026-11-24&monat=2017-12"]
)
def test_odd_addresses_are_no_error(client, place, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_the_event_tells_all_one_needs(client, place):
    event = factories.published(
        title="Nähtreff", text="Alle können mitmachen.", organiser="Nähkreis", languages=",de,tr,", contact="030 123",
        is_free=False, costs="3 €", is_step_free=True, has_childcare=True,
    )  # fmt: skip
    page = text(client.get(f"{LIST}{event.pk}/"))
    for word in (
        "Nähtreff",
        "Donnerstag, 26. November 2026",
        "16 bis 19 Uhr",
        "Alle können mitmachen.",
        "Nähkreis",
        "Deutsch, Türkisch",
        "030 123",
        "3 €",
        "stufenlos",
        "Kinderbetreuung",
    ):
        assert word in page


def test_drafts_and_events_of_other_quarters_have_no_page_here(client, place):
    assert client.get(f"{LIST}{factories.draft().pk}/").status_code == 404
    far = factories.published(places.make_quarter("Anderswo"))
    assert client.get(f"{LIST}{far.pk}/").status_code == 404


def test_a_visitor_gets_no_cookie(client, place):
    event = factories.published()
    for address in (LIST, "/termine/", f"{LIST}{event.pk}/"):
        assert not client.get(address).cookies


@pytest.mark.parametrize("address", [LIST, f"{LIST}?monat=2026-11", f"{LIST}?liste=2026-11-01", "/termine/"])
def test_a_full_page_is_light(client, place, address):
    make_rows(place, 60)
    assert len(client.get(address).content) < 60_000
