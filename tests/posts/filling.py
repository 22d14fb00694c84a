"""What a hurried person types into a form: what stands in it stays, what must be filled in is guessed by its name and kind."""

import re
from collections.abc import Callable

from quartier.ground.files.tests.samples import picture
from tests import forms

PDF = ("beleg.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n")
PICTURE = ("foto.jpg", picture())
GUESSES = (  # part of a field's name → what is typed
    ("receipt_on", "20.11.2026"),
    ("reached_on", "20.11.2026"),
    ("received_", "20.11.2026"),
    ("_on", "1.12.2026"),
    ("_time", "18:30"),
    ("time", "18:30"),
    ("cents", "100"),
    ("email", "neu@beispiel.example"),
    ("postcode", "12043"),
    ("year", "2026"),
    ("iban", "DE02 1203 0000 0000 2020 51"),
    ("phone", "030 5550100"),
    ("url", ""),
    ("address", ""),
    ("homepage", ""),
    ("altcha", ""),
)


LATER = {"spaeter", "rechnen", "bogen", "noch", "merken", "zurueck", "ansehen"}  # buttons that do not end the form
ROW = re.compile(r"(.+)-([1-9]\d*)-\w+$")  # a field in one of the further rows of a list


def guess(form: forms.Form, name: str):
    """What a hurried person would put into an empty field."""
    kind, offered = form.kinds[name], form.offered.get(name, [])
    if kind == "file":
        return PICTURE if "pdf" not in form.accepts.get(name, "pdf") else PDF
    if kind in ("radio", "select", "checkbox"):
        return next((value for value in offered if value), None)
    return next((text for part, text in GUESSES if part in name), "Ein Satz dazu")


def must_be_filled(form: forms.Form, name: str) -> bool:
    """What is marked as required, a choice, and a box to tick alone; rows after the first stay as they are."""
    if name in form.fixed or ROW.match(name):
        return False
    is_tick = form.kinds[name] == "checkbox" and len(form.offered[name]) == 1
    return name in form.required or form.kinds[name] == "radio" or is_tick


def filled(found, typed: dict | Callable, button: str = "") -> dict[str, list]:
    """The form as it is sent with the button that ends it, or with the one that has these words."""
    form = found.form
    given = {name for name, value in form.values if value}
    changes = {name: guess(form, name) for name in form.names if name not in given and must_be_filled(form, name)}
    data = form.sent(**changes | (typed(found) if callable(typed) else typed))
    for one in _pressed(form, button):
        if one.name:
            data.setdefault(one.name, []).append(one.value)
    return data


def _pressed(form, words: str) -> list:
    if words:
        return [one for one in form.buttons if words in one.text][:1]
    return [one for one in form.buttons if one.name not in LATER][-1:]
