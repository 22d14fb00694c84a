"""From bytes or an address to what a calendar says: sizes first, then the reader in a process that can be killed."""

import json
import os
import subprocess
import sys

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from quartier.community.events.exchange import fetch, reader
from quartier.ground.acts import clock

MOST_BYTES = 2_000_000
PATIENCE = 20  # seconds by the wall: the processor time is what counts, see `cage`
SENTENCES = {
    "size": _("Die Datei ist zu groß: Es gehen höchstens 2 MB. Bitte einen kürzeren Zeitraum ausgeben."),
    "empty": _("Die Datei ist leer. Bitte eine andere auswählen."),
    "no_calendar": _("Das ist kein Kalender. Gebraucht wird eine Datei mit der Endung .ics."),
    "line": _("In der Datei steht eine Zeile, die länger ist als jeder Termin. Sie wurde nicht übernommen."),
    "many": _("Das sind mehr als 2.000 Termine. Bitte einen kürzeren Zeitraum ausgeben."),
    "dates": _("Mit allen Wiederholungen wären das mehr als 5.000 Termine. Bitte weniger auf einmal."),
    "deep": _("Die Datei ist nicht zu verstehen: Sie ist zu tief verschachtelt."),
    "broken": _("Die Datei ist nicht zu verstehen. Bitte im anderen Programm noch einmal ausgeben."),
    "slow": _("Die Datei ist so verwickelt, dass wir das Lesen abgebrochen haben. Sie wurde nicht übernommen."),
    "nothing": _("In der Datei steht kein Termin."),
}
REASONS = {
    "private": _("ist als privat gekennzeichnet"),
    "no_start": _("hat keinen Beginn"),
    "broken": _("ist nicht zu verstehen"),
    "long": _("dauert länger als ein Jahr"),
    "far": _("liegt zu weit weg"),
    "exrule": _("hat eine Regel für Ausnahmen; es gehen nur einzelne Tage als Ausnahmen"),
    "rules": _("hat mehrere Regeln zugleich"),
    "no_dates": _("findet nach seiner Regel nie statt"),
    "rule_often": _("soll öfter als einmal am Tag stattfinden"),
    "rule_many": _("soll sich mehr als 1.000-mal wiederholen"),
    "rule_long": _("hat eine zu lange Regel"),
    "rule_form": _("hat eine Regel, die nicht zu verstehen ist"),
}


class Problem(Exception):
    """The calendar is not taken; `str()` is the sentence."""


def of_bytes(content: bytes) -> dict:
    """What stands in a file. Raises Problem."""
    if len(content) > MOST_BYTES:
        raise Problem(SENTENCES["size"])
    try:
        reader.check(content)
    except reader.Refused as why:
        raise Problem(SENTENCES[why.args[0]]) from None
    told = _read(content)
    if "refused" in told:
        raise Problem(SENTENCES[told["refused"]])
    if not told["items"]:
        raise Problem(_nothing(told["skipped"]))
    return told


def of_upload(upload) -> dict:
    """What stands in an uploaded file; what is too large is not read. Raises Problem."""
    if upload.size > MOST_BYTES:
        raise Problem(SENTENCES["size"])
    return of_bytes(upload.read())


def of_address(address: str) -> dict:
    """What stands at an address in the net. Raises Problem."""
    try:
        return of_bytes(fetch.get(address, most=MOST_BYTES))
    except fetch.Refused as why:
        raise Problem(str(why)) from None


def reason(skipped: dict) -> str:
    """Why one event was left out: "„Titel“ ist als privat gekennzeichnet"."""
    return f"„{skipped['title'] or '?'}“ {REASONS.get(skipped['why'], REASONS['broken'])}"


def _nothing(skipped) -> str:
    if not skipped:
        return str(SENTENCES["nothing"])
    return str(_("Kein Termin der Datei kann übernommen werden: %(reason)s.")) % {"reason": reason(skipped[0])}


def _read(content: bytes) -> dict:
    """Let the reader work in its own process; a killed or confused one counts as too slow or broken."""
    command = [sys.executable, "-m", reader.__name__, clock.today().isoformat()]
    known = {key: os.environ[key] for key in ("PATH", "LANG", "TZDIR", "LD_LIBRARY_PATH") if key in os.environ}
    environment = known | {"PYTHONPATH": str(settings.PACKAGE.parent), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise Problem(SENTENCES["slow"]) from None
    if done.returncode < 0:
        raise Problem(SENTENCES["slow"])
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Problem(SENTENCES["broken"]) from None
