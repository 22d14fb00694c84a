"""What only a browser can tell: accessibility in both modes, narrow screens, the little script. No server: pages are handed in."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from quartier.ground.ui import samples, views

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parent.parent / "static"
ORIGIN = "http://quartier.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
DRAFT = """<!DOCTYPE html><html lang="de"><title>x</title>
<form id="formular" method="post" action="/senden" data-draft="/entwurf" data-draft-token="zwei">
<input type="hidden" name="csrfmiddlewaretoken" value="eins">
<label>Name <input name="name"></label><input type="file" name="photo" aria-label="Foto">
<button type="submit" class="btn">Weiter</button></form><div data-saved></div>
<button type="button" data-print hidden>Drucken</button>
<details class="menu"><summary>Menü</summary><nav aria-label="Menü"><a href="#a">A</a></nav></details>
<script src="/static/ui/quartier.js" defer></script></html>"""
SAVED = '<html><body><div data-saved><div class="saved"><p>Gespeichert um 14:32 Uhr.</p></div></div></body></html>'


def _draw(template: str) -> str:
    request = RequestFactory().get("/ui/")
    request.place = samples.PLACE
    context = {**samples.context(), "form": samples.Sample(), "sentence": "Der Aufruf ist geschlossen."}
    return render_to_string(template, context, request=request)


PAGES = {
    "gallery": lambda: _draw("ui/gallery.html"),
    "form": lambda: _draw("ui/samples/formular.html"),
    "desk": lambda: _draw("ui/samples/buero.html"),
    "paper": lambda: _draw("ui/samples/papier.html"),
    "screen": lambda: _draw("ui/samples/leinwand.html"),
    "404": lambda: _draw("ui/errors/404.html"),
    "422": lambda: _draw("ui/errors/422.html"),
    "500": lambda: views._without_surroundings("ui/errors/500.html", {}),
}


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium):
    """Return `show(html, **context options)` → page; `page.sent` lists what was posted, `page.noise` what the console complained about."""
    contexts = []

    def open_page(html, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.sent, page.noise = [], []
        page.on("console", lambda message: message.type == "error" and page.noise.append(message.text))
        page.route("**/*", lambda route: _answer(route, html, page.sent))
        page.goto(f"{ORIGIN}/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _answer(route, html: str, sent: list) -> None:
    path = urlsplit(route.request.url).path
    if route.request.method == "POST":
        sent.append((path, parse_qs(route.request.post_data or "", keep_blank_values=True)))
        return route.fulfill(content_type="text/html; charset=utf-8", body=SAVED)
    file = STATIC / path.removeprefix(settings.STATIC_URL)
    if path.startswith(settings.STATIC_URL) and file.is_file():
        return route.fulfill(content_type=TYPES.get(file.suffix, "text/plain"), body=file.read_bytes())
    return route.fulfill(content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}, body=html)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_in_anyones_way(show, name, mode):
    from axe_playwright_python.sync_playwright import Axe

    html = PAGES[name]()
    for width in (390, 1280) if mode == "light" else (1280,):
        page = show(html, color_scheme=mode, viewport={"width": width, "height": 844}, bypass_csp=True)
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_and_the_policy_is_kept(show, name):
    page = show(PAGES[name](), viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.noise == []


def test_a_draft_saves_itself(show):
    page = show(DRAFT)
    page.fill("[name=name]", "Laternen für den Hof")
    page.wait_for_selector("[data-saved] .saved", timeout=5000)
    assert page.sent == [("/entwurf", {"csrfmiddlewaretoken": ["zwei"], "name": ["Laternen für den Hof"], "entwurf": ["1"]})]
    assert page.input_value("[name=csrfmiddlewaretoken]") == "eins"


def test_a_double_press_sends_once(show):
    page = show(DRAFT)
    page.route("**/senden", lambda route: (page.sent.append("senden"), page.wait_for_timeout(300), route.fulfill(status=204))[-1])
    page.dblclick("button.btn")
    page.wait_for_timeout(600)
    assert page.sent.count("senden") == 1 and page.get_attribute("button.btn", "aria-disabled") == "true"


def test_print_buttons_appear_with_the_script_alone(show):
    assert show(DRAFT).is_visible("[data-print]")
    assert not show(DRAFT, java_script_enabled=False).is_visible("[data-print]")


def test_menus_close_with_escape_and_work_without_the_script(show):
    page = show(DRAFT)
    page.click("summary")
    page.keyboard.press("Escape")
    assert page.get_attribute("details", "open") is None
    plain = show(DRAFT, java_script_enabled=False)
    plain.click("summary")
    assert plain.get_attribute("details", "open") is not None


def test_the_summary_of_errors_is_read_first(show):
    request = RequestFactory().get("/")
    html = render_to_string("ui/samples/formular.html", {**samples.context(), "form": samples.Sample(samples.WRONG)}, request=request)
    page = show(html)
    assert page.evaluate("document.activeElement.id") == "fehler"
    page.click("#fehler a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_email"


def test_the_sheet_is_one_page_of_paper(show, tmp_path):
    from pypdf import PdfReader

    page = show(PAGES["paper"]())
    page.pdf(path=tmp_path / "bogen.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "bogen.pdf").pages
    assert len(pages) == 1 and "Drucken" not in pages[0].extract_text()
