"""Accessibility in both modes and narrow screens, for every kind of page. No server: pages are handed in."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from quartier.funding.grants.tests import looks

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ORIGIN = "http://quartier.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def answer(route, html):
    """The page itself, or one of the house's files."""
    path = urlsplit(route.request.url).path
    if path == "/":
        return route.fulfill(body=html, content_type="text/html; charset=utf-8")
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if found is None:
        return route.fulfill(status=404, body="")
    return route.fulfill(body=Path(found).read_bytes(), content_type=TYPES.get(Path(found).suffix, "application/octet-stream"))


def test_every_page_is_accessible_in_both_modes_and_fits_a_narrow_screen(client):
    from playwright.sync_api import sync_playwright

    pages = looks.drawn(client)  # before the browser starts: its loop would get a database connection of its own
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        wrong = [line for name, html in pages.items() for line in problems(browser, name, html)]
        browser.close()
    assert wrong == []


def problems(browser, name, html) -> list:
    """What axe finds in both modes, and whether the page scrolls sideways at 320 pixels."""
    from axe_playwright_python.sync_playwright import Axe

    wrong = []
    for width, scheme in ((320, "light"), (1280, "dark")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.route("**/*", lambda route: answer(route, html))
        page.goto(f"{ORIGIN}/")
        found = Axe().run(page, options=WCAG).response["violations"]
        wrong += [(name, width, one["id"], [node["html"][:120] for node in one["nodes"]][:2]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((name, width, "scrolls sideways"))
        page.close()
    return wrong
