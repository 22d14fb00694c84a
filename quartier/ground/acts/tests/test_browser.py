"""In a real browser: the form saves itself, comes back on another device, and proves that it was no mass sender."""

import re

import pytest
from django.db import connections

from quartier.ground.acts.models import Draft, Entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("quartier.ground.acts.tests.testing_urls"),
]
ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture
def chromium(monkeypatch):
    from playwright.sync_api import sync_playwright

    from conftest import CHROMIUM

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS.split())
        yield browser
        browser.close()
        connections.close_all()  # while the browser runs, this thread has a connection of its own


def test_a_form_proves_itself_saves_itself_and_comes_back(chromium, live_server):
    phone = chromium.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    faults = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/t/wish/")
    page.get_by_label("Ihr Wunsch").fill("Eine Bank im Schatten")
    code = page.locator(".saved").filter(has_text=re.compile("Ihr Code")).inner_text(timeout=10_000)
    page.wait_for_function("document.querySelector('[name=altcha]').value")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Ihr Wunsch").press("End")
        page.get_by_label("Ihr Wunsch").type(".")
    assert not phone.cookies()

    other = chromium.new_context(java_script_enabled=False)
    desk = other.new_page()
    desk.goto(f"{live_server.url}/entwurf/")
    desk.get_by_label("Ihr Code").fill(re.search(r"\w{4}-\w{4}-\w{4}", code).group())
    desk.get_by_role("button", name="Weiter").click()
    desk.get_by_role("button", name="Weiter ausfüllen").click()
    assert desk.get_by_label("Ihr Wunsch").input_value() == "Eine Bank im Schatten."
    assert not other.cookies()

    page.get_by_role("button", name="Weiter", exact=True).click()
    page.wait_for_url("**/fertig/1/")
    assert Entry.objects.get().data == {"text": "Eine Bank im Schatten.", "proved": True}
    assert Draft.objects.count() == 0
    assert [fault for fault in faults if "404" not in fault] == []
    page.goto(f"{live_server.url}/protokoll/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
