"""Pictures and accessibility of pages, side by side: 390 and 1280 pixels, light and dark, axe, and what scrolls sideways at 320.

    .venv/bin/python tools/shots.py http://localhost:8000/ui/ http://localhost:8000/nirgends --out /tmp/bilder
    .venv/bin/python tools/shots.py --no-js http://localhost:8000/          # as a visitor without JavaScript sees it
    .venv/bin/python tools/shots.py --cookie sessionid=… http://localhost:8000/buero/

Prints one line per page and ends with status 1 if axe or the width finds anything, a console error included.
"""

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEWS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def main() -> int:
    """Look at every address given; 0 if nothing was found."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = [problem for address in options.address for problem in _page(browser, address, options)]
        browser.close()
    print(f"{len(options.address)} pages, {len(found)} findings")
    return 1 if found else 0


def _options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="+")
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    parser.add_argument("--cookie", action="append", default=[], help="name=value")
    parser.add_argument("--no-js", action="store_true")
    parser.add_argument("--no-pictures", action="store_true", help="axe and width only")
    return parser.parse_args()


def _page(browser, address: str, options) -> list[str]:
    found = [problem for width, mode in VIEWS for problem in _view(browser, address, width, mode, options)]
    found += _sideways(browser, address, options)
    print(f"{'ok ' if not found else 'BAD'} {address}", *found, sep="\n      ")
    return found


def _view(browser, address: str, width: int, mode: str, options) -> list[str]:
    with _opened(browser, address, width, mode, options) as (page, noise):
        if not options.no_pictures:
            page.screenshot(path=options.out / f"{_name(address)}-{width}-{mode}.png", full_page=True)
        if options.no_js:  # axe is a script
            return noise
        violations = Axe().run(page, options=RULES).response["violations"]
    return noise + [f"{width} {mode}: {v['id']} ({v['impact']}): {_where(v)}" for v in violations]


def _sideways(browser, address: str, options) -> list[str]:
    with _opened(browser, address, 320, "light", options) as (page, _noise):
        width = page.evaluate("document.documentElement.scrollWidth") if not options.no_js else 320
        wide = page.evaluate(TOO_WIDE) if width > 320 else []
    return [f"320: scrolls sideways, {width} px: {', '.join(wide)}"] if width > 320 else []


class _opened:
    """A page in a fresh profile, and what its console complained about."""

    def __init__(self, browser, address, width, mode, options):
        self.context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=mode, java_script_enabled=not options.no_js, locale="de-DE"
        )
        parts = urlsplit(address)
        pairs = (cookie.split("=", 1) for cookie in options.cookie)
        self.context.add_cookies([{"name": name, "value": value, "url": f"{parts.scheme}://{parts.netloc}"} for name, value in pairs])
        self.address = address

    def __enter__(self):
        page, noise = self.context.new_page(), []
        page.on("console", lambda message: _complain(noise, message))
        page.on("pageerror", lambda error: noise.append(f"script: {error}"))
        page.goto(self.address, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => 0)") if self.context else None
        return page, noise

    def __exit__(self, *_exception):
        self.context.close()


def _complain(noise: list[str], message) -> None:
    if message.type == "error" and "Failed to load resource: the server responded with a status of" not in message.text:
        noise.append(f"console: {message.text}")


def _where(violation: dict) -> str:
    nodes = violation["nodes"]
    first = nodes[0]
    return f"{len(nodes)}× {first['target'][0]} {first.get('failureSummary', '').splitlines()[-1].strip()}"


def _name(address: str) -> str:
    parts = urlsplit(address)
    return re.sub(r"[^a-z0-9]+", "-", f"{parts.path}-{parts.query}".lower()).strip("-") or "home"


TOO_WIDE = """[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll, svg, .vh, .side-list'))
    .slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className)"""

if __name__ == "__main__":
    sys.exit(main())
