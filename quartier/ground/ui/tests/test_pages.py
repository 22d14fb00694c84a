"""The gallery, the pages for when something is wrong, and what the skeleton does for a visitor and for a person."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from quartier.ground.ui import choices, context, middleware, money, nav, samples, tiles, views

QUARTER = SimpleNamespace(name="Rixdorf", slug="rixdorf", kind="quarter", colour="petrol", pattern=5, parent_id=1, parent=samples.CITY)
ERRORS = [
    "ui/errors/403.html",
    "ui/errors/404.html",
    "ui/errors/422.html",
    "ui/errors/429.html",
    "ui/errors/500.html",
    "ui/errors/503.html",
]
urlpatterns = [
    *[
        path(f"<slug:quarter>/{word}/", lambda r, quarter: HttpResponse(), name=name)
        for word, name in (("ideen", "participation.ideas"), ("termine", "events.list"))
    ],
    path("termine/", lambda r: HttpResponse(), name="events.list"),
    path("konto/anmelden/", lambda r: HttpResponse(), name="account_login"),
    path("impressum/", lambda r: HttpResponse(), name="portal.imprint"),
    *[
        path(f"<slug:quarter>/buero/{word}", lambda r, quarter: HttpResponse(), name=name)
        for word, name in (
            ("", "desk.home"),
            ("vorgaenge/", "desk.cases"),
            ("aufrufe/", "calls.calls"),
            ("geld/", "budgets.desk"),
            ("geld/regeln/", "budgets.rules"),
        )
    ],
]


def request(at="/rixdorf/ideen/7/", place=QUARTER, **cookies):
    made = RequestFactory().get(at)
    made.place = place
    made.COOKIES.update(cookies)
    return made


def page(template="ui/page.html", at="/rixdorf/ideen/7/", place=QUARTER, **more):
    return render_to_string(template, more, request=request(at, place))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ui/", "/ui/formular/", "/ui/buero/", "/ui/papier/", "/ui/leinwand/"])
def test_the_gallery_is_open_and_leaves_no_trace(address):
    answer = Client().get(address)
    assert answer.status_code == 200 and not answer.cookies
    has_form = "csrfmiddlewaretoken" in answer.content.decode()  # its token names the person, so it varies
    assert has_form or "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
def test_an_unknown_page_is_a_real_page():
    answer = Client().get("/gibt-es-nicht/nirgends/")
    text = answer.content.decode()
    assert answer.status_code == 404 and "Diese Seite gibt es nicht" in text and 'href="/"' in text
    assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("template", ERRORS)
def test_error_pages_stand_alone(template):
    """Without request, database and session: no fixture gives this test a database."""
    text = views._without_surroundings(template, {"sentence": "Der Aufruf ist geschlossen."})
    assert "<h1>" in text and 'id="inhalt"' in text and 'class="btn"' in text


def test_our_fault_is_told_without_a_database():
    answer = views.server_error(request())
    assert answer.status_code == 500 and "Es liegt an uns" in answer.content.decode()


def test_even_a_broken_error_page_answers(monkeypatch):
    monkeypatch.setattr(views, "render_to_string", lambda *a, **k: 1 / 0)
    answer = views.server_error(request())
    assert answer.status_code == 500 and "Das hat nicht geklappt" in answer.content.decode()


def test_a_page_that_cannot_be_drawn_comes_without_menus(monkeypatch):
    monkeypatch.setattr(views, "render", lambda *a, **k: 1 / 0)
    answer = views.not_found(request())
    assert answer.status_code == 404 and "Diese Seite gibt es nicht" in answer.content.decode()


def test_refusals_say_what_and_why():
    answer = views.refused(request(), "Der Aufruf ist seit gestern geschlossen. Der nächste beginnt im März.")
    assert answer.status_code == 422 and "Der nächste beginnt im März." in answer.content.decode()
    waits = views.too_many(request(), retry_after=60)
    assert waits.status_code == 429 and waits["Retry-After"] == "60"


def test_maintenance_closes_the_house_for_a_moment(tmp_path, settings):
    settings.VAR = tmp_path
    house = middleware.Maintenance(lambda r: HttpResponse("offen"))
    assert house(request()).content == b"offen"
    (tmp_path / "maintenance").touch()
    closed = house(request())
    assert closed.status_code == 503 and closed["Retry-After"] == "300" and "Gleich geht es weiter" in closed.content.decode()


@pytest.mark.urls(__name__)
class TestMenus:
    def test_only_pages_that_exist(self):
        lines = nav.links(nav.PUBLIC, QUARTER, "/rixdorf/ideen/7/")
        assert [(str(line.label), line.address, line.current) for line in lines] == [
            ("Termine", "/rixdorf/termine/", ""),
            ("Ideen", "/rixdorf/ideen/", "true"),
        ]

    def test_the_page_itself(self):
        assert [line.current for line in nav.links(nav.PUBLIC, QUARTER, "/rixdorf/ideen/")] == ["", "page"]

    def test_the_city_has_the_same_words(self):
        assert [line.address for line in nav.links(nav.PUBLIC, samples.CITY)] == ["/termine/"]

    def test_guards_and_lines_of_other_apps(self, monkeypatch):
        monkeypatch.setattr(nav, "_guards", [lambda person, name, place: name != "participation.ideas"])
        monkeypatch.setattr(nav, "_for_person", [lambda person, place: [("Büro", f"/{place.slug}/buero/")]])
        assert [str(line.label) for line in nav.links(nav.PUBLIC, QUARTER, person=object())] == ["Termine"]
        assert [str(line.label) for line in nav.personal(object(), QUARTER)] == ["Büro"]

    @pytest.mark.parametrize(
        ("at", "top", "below"),
        [
            ("", "Wartet auf mich", ""),
            ("vorgaenge/", "Vorgänge", "Alle Vorgänge"),
            ("aufrufe/7/", "Vorgänge", "Aufrufe"),
            ("bewerbungen/7/", "Vorgänge", "Aufrufe"),  # covered by a page with another path
            ("geld/regeln/fassung/1/", "Geld", "Regeln der Fonds"),  # the nearest of two that fit
            ("nirgends/", "", ""),
        ],
    )
    def test_the_desk_says_where_one_is_on_both_lines(self, at, top, below):
        house = context.House(request(f"/rixdorf/buero/{at}"))
        assert [str(line.label) for line in house.desk_nav if line.current] == ([top] if top else [])
        shown = house.desk_below
        assert [str(line.label) for line in shown.below if line.current] == [below] if below else shown is None
        assert [str(line.label) for line in house.desk_menu] == [
            "Wartet auf mich", "Alle Vorgänge", "Aufrufe", "Töpfe", "Regeln der Fonds",
        ]  # fmt: skip

    def test_the_skeleton_of_a_quarter(self):
        text = page()
        assert '<body class="k-petrol">' in text and "Rixdorf</a>" in text and "Quartier Berlin, Startseite" in text
        assert 'href="/rixdorf/ideen/" aria-current="true"' in text
        assert "/konto/anmelden/?next=%2Frixdorf%2Fideen%2F7%2F" in text
        assert "Impressum" in text and "Datenschutz" not in text

    def test_one_heading_line_of_landmarks(self):
        text = page()
        for landmark in ("<header", "<main", "<footer", 'class="skip"'):
            assert text.count(landmark) == 1


class TestVisitor:
    def test_neither_session_nor_person_is_looked_at(self):
        class Trap:
            def __getattr__(self, name):
                raise AssertionError(f"the session was asked for {name}")

        made = request()
        made.session = made.user = made._messages = Trap()
        house = context.House(made)
        assert house.person is None and house.messages == [] and house.personal == []

    def test_a_person_is_shown_by_name(self):
        made = request(sessionid="x")
        made.user = SimpleNamespace(is_authenticated=True, name="Lea Brandt")
        text = render_to_string("ui/page.html", {}, request=made)
        assert "Lea Brandt" in text and ">Anmelden<" not in text


def test_the_title_says_when_a_form_came_back():
    assert "<title>Fehler: " in page("ui/form_page.html", form=samples.Sample(samples.WRONG), csrf_token="x")
    assert "<title>Fehler: " not in page("ui/form_page.html", form=samples.Sample(), csrf_token="x")


def test_pages_turn_round_for_arabic():
    with translation.override("ar"):
        text = page()
    assert '<html lang="ar" dir="rtl">' in text
    assert 'dir="' not in page()


def test_the_demo_says_that_it_is_one(monkeypatch):
    monkeypatch.setattr(context.House, "is_demo", True)
    assert "Menschen und Vorgänge sind erfunden" in page()
    monkeypatch.setattr(context.House, "is_demo", False)
    assert "erfunden" not in page()


@pytest.mark.django_db
def test_the_sample_form_works_without_javascript():
    browser = Client()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/ui/formular/").content.decode())[1]
    longer = browser.post("/ui/formular/", {**samples.WRONG, "costs-more": "1", "csrfmiddlewaretoken": token})
    assert longer.status_code == 200 and 'name="costs-3-what"' in longer.content.decode() and "<title>Fehler" not in longer.content.decode()
    back = browser.post("/ui/formular/", {**samples.WRONG, "csrfmiddlewaretoken": token})
    assert back.status_code == 422 and "<title>Fehler: " in back.content.decode() and "Leihgebühr Feuerschale" in back.content.decode()


class TestTiles:
    def test_every_colour_and_pattern(self):
        for colour in tiles.COLOURS:
            for pattern in tiles.PATTERNS:
                drawn = tiles.chip(SimpleNamespace(colour=colour, pattern=pattern))
                assert f"k-{colour}" in drawn and drawn.startswith("<svg") and drawn.endswith("</svg>")

    def test_the_city_shows_all_tiles(self):
        assert tiles.band(samples.CITY).count("<use ") == 24 and tiles.band(None) == tiles.band(samples.CITY)

    def test_an_ended_quarter_has_a_plain_tile(self):
        assert tiles.PATTERNS[0][1] in tiles.band(SimpleNamespace(colour="linde", pattern=None))


class TestMoney:
    POT = SimpleNamespace(allotted=1_000_000, reserved=50_000, committed=115_000, paid=621_000, proven=200_000, free=214_000)

    def test_the_parts_add_up_to_the_pot(self):
        assert sum(part.cents for part in money.pot_parts(self.POT)) == self.POT.allotted

    def test_what_went_back_or_lapsed_stands_in_the_table(self):
        pot = SimpleNamespace(**{**vars(self.POT), "free": 0, "undivided": 14_000, "returned": 100_000, "lapsed": 100_000})
        parts = money.pot_parts(pot)
        assert sum(part.cents for part in parts) == pot.allotted
        assert [part.label for part in parts if not part.kind] == ["noch nicht verteilt", "zurückgegeben", "verfallen"]

    def test_the_bar_tells_its_figures(self):
        drawn = money.bar(money.pot_parts(self.POT)).replace("\N{NO-BREAK SPACE}", " ")
        figures = "2.000 Euro ausgezahlt und nachgewiesen, 4.210 Euro ausgezahlt, Nachweis folgt, 1.650 Euro zugesagt, 2.140 Euro frei"
        assert f'aria-label="{figures}"' in drawn
        widths = [float(width) for width in re.findall(r' width="([\d.]+)"', drawn)]
        assert round(sum(widths)) == 600 - 2 * 3

    def test_an_empty_pot_has_no_bar(self):
        empty = SimpleNamespace(allotted=0, reserved=0, committed=0, paid=0, proven=0, free=0)
        assert money.bar(money.pot_parts(empty)) == "" and "frei" in money.ledger(money.pot_parts(empty))


def test_one_main_button_and_sentences_for_what_is_off():
    chosen = choices.next_step(samples.OFFERS, "schritt/")
    assert [(button.verb, button.css) for button in chosen.buttons] == [("table", ""), ("return", " btn-2"), ("refuse", " btn-bad")]
    assert [button.verb for button in chosen.quiet] == ["untake"] and chosen.has_way_on
    assert choices.next_step([]).buttons == [] and not choices.next_step([]).has_way_on


def test_the_first_possible_act_that_leads_on_is_the_main_one():
    offers = [samples._offer("a", "A", "Noch nicht."), samples._offer("b", "B"), samples._offer("c", "C", "Nie.", kind="hard")]
    chosen = choices.next_step(offers)
    assert [(button.verb, button.css) for button in chosen.buttons] == [("b", ""), ("a", " btn-2")]
    assert [(button.verb, button.why_not) for button in chosen.quiet] == [("c", "Nie.")]


def test_what_destroys_never_stands_before_the_main_act():
    shown = choices.next_step(reversed(samples.OFFERS), "schritt/").buttons
    assert [(button.verb, button.css) for button in shown] == [("table", ""), ("return", " btn-2"), ("refuse", " btn-bad")]


def test_lists_turn_pages_and_keep_the_filter():
    from django.core.paginator import Paginator
    from django.http import QueryDict

    turns = choices.turns(Paginator(range(30), 10).page(2), QueryDict("thema=musik&seite=2"))
    assert (turns.back, turns.on, turns.where) == ("?thema=musik&seite=1", "?thema=musik&seite=3", "Seite 2 von 3")
    assert choices.turns(Paginator(range(3), 10).page(1), QueryDict()) is None
