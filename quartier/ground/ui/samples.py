"""What the gallery shows: every component with invented content."""

import datetime
from types import SimpleNamespace

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.ground.ui import fields, icons, money, rows, tiles
from quartier.ground.ui import forms as ui_forms

KINDS = {
    "formular": "ui/samples/formular.html",
    "buero": "ui/samples/buero.html",
    "papier": "ui/samples/papier.html",
    "leinwand": "ui/samples/leinwand.html",
}
AT = datetime.datetime(2026, 11, 24, 13, 32, tzinfo=datetime.UTC)
CITY = SimpleNamespace(name="Berlin", parent_id=None, kind="city", colour="", pattern=0)
PLACE = SimpleNamespace(name="Donaustraße-Nord", colour="himbeer", pattern=6, kind="sample", parent_id=1, parent=CITY)
WHO = [
    ("person", _("Eine Person")),
    ("group", fields.Choice("Eine Gruppe ohne Verein", hint="Eine Person unterschreibt für alle.")),
]
REASONS = [("meet", _("Nachbarn lernen sich kennen.")), ("help", _("Menschen helfen sich selbst.")), ("green", _("Der Kiez wird schöner."))]


class Cost(forms.Form):
    what = forms.CharField(label=_("Was?"), max_length=200)
    price = fields.MoneyField(label=_("Preis"))


class Sample(ui_forms.Form):
    """A form with every kind of field."""

    name = forms.CharField(label=_("Name der Aktion"), help_text=_("So steht sie später im Kalender."), max_length=60)
    phone = forms.CharField(label=_("Telefon"), help_text=_("Nur für Rückfragen. Wir veröffentlichen sie nicht."), required=False)
    email = forms.EmailField(label=_("E-Mail"))
    on = fields.DateField(label=_("Datum der Aktion"), help_text=_("Zum Beispiel 12. 12. 2026"))
    at = fields.TimeField(label=_("Beginn"), required=False)
    who = forms.ChoiceField(label=_("Wer sind Sie?"), choices=WHO, widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(label=_("Mindestens ein Satz muss stimmen"), choices=REASONS, widget=forms.CheckboxSelectMultiple)
    topic = forms.ChoiceField(label=_("Thema"), choices=[("", _("Bitte wählen")), ("health", _("Gesundheit")), ("culture", _("Kultur"))])
    text = forms.CharField(label=_("Was haben Sie vor?"), widget=forms.Textarea, help_text=_("Zwei Sätze reichen."))
    costs = rows.RowsField(
        Cost, label=_("Was wollen Sie kaufen oder mieten?"), help_text=_("Ein ungefährer Preis reicht."), least=1, most=6
    )
    share = fields.PercentField(label=_("Eigener Anteil"), required=False)
    iban = fields.IbanField(label=_("IBAN"), required=False, help_text=_("Dorthin überweisen wir."))
    photo = fields.FileField(label=_("Foto"), required=False, accept="image/jpeg,image/png", help_text=_("JPEG oder PNG, höchstens 10 MB."))
    agree = forms.BooleanField(label=_("Ich habe die Hinweise zum Datenschutz gelesen."))


WRONG = {
    "name": "Laternen für den Hof",
    "email": "ivana at beispiel",
    "on": "31.02.2027",
    "at": "halb acht",
    "costs-count": "3",
    "costs-0-what": "Papier, Draht, Kleber, LED-Lichter",
    "costs-0-price": "310",
    "costs-1-what": "Leihgebühr Feuerschale",
    "costs-1-price": "",
    "costs-2-what": "Musikerin, zwei Stunden",
    "costs-2-price": "1.5000",
    "iban": "DE89 3704 0044 0532 0130 01",
    "photo-chosen": "laterne.jpg",
}


def context() -> dict:
    """Return what `ui/gallery.html` shows."""
    return {
        "sample": Sample(initial={"costs": [{"what": "Papier, Draht, Kleber", "price": 31000}]}),
        "refused": SimpleNamespace(form=Sample(WRONG, auto_id="falsch_%s")),
        "colours": [(f"k-{colour}", name) for colour, name in tiles.COLOURS.items()],
        "patterns": [
            (n, SimpleNamespace(colour=c, pattern=n))
            for n, c in enumerate(["flasche", "himbeer", "senf", "petrol", "schiefer", "linde"], 1)
        ],
        "plain_tile": SimpleNamespace(colour="pflaume", pattern=0),
        "tiles": [SimpleNamespace(colour=colour, pattern=pattern) for colour, pattern in tiles.CITY_ROW[:16]],
        "icons": list(icons.PATHS),
        "stops": STOPS,
        "entries": LOG,
        "offers": OFFERS,
        "pot": SimpleNamespace(allotted=1_000_000, reserved=0, committed=165_000, paid=621_000, proven=0, free=214_000),
        "parts": PARTS,
        "facts": [("Ort", "Donaustraße zwischen Nr. 100 und 120"), ("Thema", "Öffentlicher Raum"), ("Nummer", "DN-2025-017")],
        "crumbs": [("#", "Wartet auf mich"), ("#", "Aktionsfonds")],
        "saved_at": AT,
        "turns": SimpleNamespace(previous_address="", next_address="?seite=2"),
    }


def _stop(label, at=None, state="done", who="", sentence=""):
    return SimpleNamespace(label=label, at=at, state=state, who=who, sentence=sentence)


def _offer(verb, label, why_not=None, kind="main"):
    return SimpleNamespace(step=SimpleNamespace(verb=verb, label=label, kind=kind), why_not=why_not, address="#")


STOPS = [
    _stop("Idee", datetime.date(2025, 3, 14), sentence="Emine K. hat die Idee im Büro erzählt. 61 Menschen unterstützen sie."),
    _stop("Der Quartiersrat ist dafür", datetime.date(2025, 5, 20), who="Quartiersrat"),
    _stop("Das Projekt läuft", datetime.date(2026, 3, 1), "now", sentence="27 Samstage sind geschafft."),
    _stop("Abrechnung", "bis 30. Juni 2029", "next", sentence="Der Verein weist jede Ausgabe nach. Das Bezirksamt prüft."),
]
LOG = [
    SimpleNamespace(
        at=AT, who="Rana Haddad", label="Antrag mit Ivana Petrović im Büro eingereicht", reason="Einwilligung unterschrieben, Scan 1."
    ),
    SimpleNamespace(at=AT - datetime.timedelta(days=5), who="", label="Entwurf gespeichert"),
]
OFFERS = [
    _offer("table", "Auf die Tagesordnung setzen", "Das Einverständnis der Eigentümerin fehlt."),
    _offer("refuse", "Ablehnen", kind="hard"),
    _offer("return", "Zurück an Frau Petrović", kind="side"),
    _offer("untake", "Prüfung zurücknehmen", kind="back"),
]
PARTS = [
    money.Part("proof", "ausgezahlt und nachgewiesen", 987_000),
    money.Part("paid", "ausgezahlt, Nachweis folgt", 1_173_000),
    money.Part("held", "noch nicht ausgezahlt", 6_240_000),
    money.Part("", "bewilligt", 8_400_000, is_total=True),
]
