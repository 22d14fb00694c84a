"""The pictures in docs/pictures, made anew from the demo: `make shots`.

Builds the demo in a folder of its own for one and the same day, starts `quartier run` with the clock at the morning of that day, and
takes each page at the width and as the person named below. The same code gives the same pictures.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from bench_parts.serving import free_port

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-24"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if shutil.which(path)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE, DESK = (390, 844), (1280, 800)
HOME = "/donaustrasse-nord/"
WANTED = [  # file, address, size, role on the demo's door (None: nobody signed in)
    ("city", "/", DESK, None),
    ("quarter", HOME, DESK, None),
    ("quarter-phone", HOME, PHONE, None),
    ("ideas-phone", f"{HOME}ideen/", PHONE, None),
    ("events-phone", f"{HOME}termine/", PHONE, None),
    ("desk", f"{HOME}buero/", DESK, "Quartiersteam"),
    ("mine-phone", "/meins/", PHONE, "Träger"),
]


def main() -> int:
    """Build, start, take the pictures, stop."""
    if CHROMIUM is None:
        print("Chromium fehlt: apt-get install chromium")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="quartier-shots-") as folder:
        port = free_port()
        environment = {**os.environ, "QUARTIER_MODE": "demo", "QUARTIER_VAR": folder, "DATABASE_URL": "", "DEBUG": "false"}
        quartier = [sys.executable, "-m", "quartier.config.cli"]
        subprocess.run([*quartier, "demo", "--today", DAY], env=environment, check=True)
        clock = {"QUARTIER_CLOCK": f"{DAY}T09:30"}
        server = subprocess.Popen(
            [*quartier, "run", "--port", str(port), "--workers", "1", "--without-worker"], env={**environment, **clock}
        )
        try:
            _wait(f"http://localhost:{port}/")
            _take_all(f"http://localhost:{port}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
    return 0


def _wait(address: str, most: float = 120) -> None:
    until = time.monotonic() + most
    while True:
        try:
            urlopen(address, timeout=10).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _take_all(home: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, address, size, role in WANTED:
            _take(browser, home, PICTURES / f"{name}.png", address, size, role)
        browser.close()


def _take(browser, home: str, file: Path, address: str, size, role) -> None:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    if role:
        page.goto(f"{home}/demo/anmelden/")
        page.locator("section", has=page.get_by_role("heading", name=role, exact=True)).get_by_role("button").first.click()
        page.wait_for_load_state()
    answer = page.goto(f"{home}{address}", wait_until="networkidle")
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}.")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.screenshot(path=file)
    print(file.relative_to(ROOT), f"{file.stat().st_size / 1000:.0f} kB")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
