"""Every kind of page in a real browser: accessible in both modes, not wider than a narrow phone, light, from us alone, without cookies."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests import house
from tests.guards.test_leaks import _cast, _client, _expected, _may, _ours

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demo")]
ORIGIN = "http://quartier.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_BYTES = 60_000
NO_RESIDENTS_PAGE = {"notify.outbox"}  # the page of the demo's post


def _kinds():
    """(address, path, person): each address once, as the first of the cast who may see it."""
    cast = _cast()
    for address, place in _ours():
        for visit in house.visits(address, place)[:1]:
            person = next((p for p in cast.values() if 200 in _expected(p, visit, place) and _sees(p, visit, place)), None)
            if person is not None or address.mark.kind == "public":
                yield address, visit.path, person


def _sees(person, visit, place) -> bool:
    mark = visit.address.mark
    return mark.kind == "public" or (person is not None and (mark.kind == "signed_in" or _may(person, mark, visit, place)))


@pytest.fixture
def pages(demo):
    """(address, path, person, answer) of every page that is HTML."""
    found = []
    for address, path, person in _kinds():
        answer = _client(person).get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found.append((address, path, person, answer))
    assert len(found) > 80
    return found


def test_pages_are_light_and_a_visitor_gets_no_cookie(pages):
    of_residents = [(path, answer) for a, path, _p, answer in pages if not a.is_desk and a.name not in NO_RESIDENTS_PAGE]
    heavy = [f"{path}: {len(answer.content)} bytes" for path, answer in of_residents if len(answer.content) > MOST_BYTES]
    cookies = [path for _a, path, person, answer in pages if person is None and answer.cookies]
    assert not [*heavy, *cookies], "\n".join([*heavy, *cookies])


def test_pages_are_accessible_in_both_modes_and_fit_a_narrow_phone(pages, chromium):
    wrong = chromium.do(_walked, chromium, [(path, answer.content) for _address, path, _person, answer in pages])
    assert not wrong, "\n".join(wrong)


def _walked(chromium, pages) -> list[str]:
    """What is wrong with the pages at 320 pixels, in light and in dark."""
    context = chromium.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page, wrong = context.new_page(), []
    for path, html in pages:
        _show(page, path, html, wrong)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wrong.append(f"{path}: {width} pixels wide")
        wrong += [f"{path} {sentence}" for sentence in _barriers(page)]
    context.close()
    return wrong


def _barriers(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for mode in ("light", "dark"):
        page.emulate_media(color_scheme=mode)
        violations = Axe().run(page, options=WCAG).response["violations"]
        found += [f"({mode}) {v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
    return found


def _show(page, path: str, html: bytes, foreign: list) -> None:
    def give(route):
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != ORIGIN:
            foreign.append(f"{path} asks {asked.netloc}")
            return route.abort()
        if asked.path.startswith(settings.STATIC_URL):
            file = finders.find(asked.path.removeprefix(settings.STATIC_URL))
            if file:
                return route.fulfill(content_type=TYPES.get(Path(file).suffix, "application/octet-stream"), body=Path(file).read_bytes())
        if route.request.is_navigation_request():
            return route.fulfill(content_type="text/html; charset=utf-8", body=html)
        return route.fulfill(status=204)

    page.unroute_all()
    page.route("**/*", give)
    page.goto(ORIGIN + path)
