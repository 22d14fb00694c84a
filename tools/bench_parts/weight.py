"""What a phone gets over the wire: a first visit in a real browser with empty caches, then the same page once more."""

import shutil
from dataclasses import dataclass

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if shutil.which(path)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass
class Visit:
    """One visit: bytes and requests over the wire, how many of them to others, cookies set, and the answer's status."""

    octets: int = 0
    requests: int = 0
    foreign: int = 0
    cookies: int = 0
    status: int = 0


def visits(addresses: list[str]) -> dict[str, tuple[Visit, Visit]]:
    """First and second visit of each address, each in a fresh profile; empty without a browser."""
    if CHROMIUM is None:
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = {address: _both(browser, address) for address in addresses}
        browser.close()
    return found


def _both(browser, address: str) -> tuple[Visit, Visit]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3, locale="de-DE")
    page = context.new_page()
    first = _visit(context, page, address)
    page.goto("about:blank")
    second = _visit(context, page, address)
    context.close()
    return first, second


def _visit(context, page, address: str) -> Visit:
    visit, wire, home = Visit(), context.new_cdp_session(page), address.split("/")[2]
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda event: _count(visit, event["request"]["url"], home))
    wire.on("Network.loadingFinished", lambda event: _weigh(visit, event["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    visit.status, visit.cookies = answer.status, len(context.cookies())
    wire.detach()
    return visit


def _count(visit: Visit, address: str, home: str) -> None:
    if address.startswith("http") and address.split("/")[2] != home:
        visit.foreign += 1


def _weigh(visit: Visit, octets: float) -> None:
    if octets:  # what comes from the browser's own cache weighs nothing
        visit.octets += int(octets)
        visit.requests += 1
