"""Ready rules of several cities to begin with, as data. Each names where it was read; what is not published stays empty and is said so.

A template is taken over on the office page or by `actions.save_rules(templates_rules.build(...))`, and may be changed before it is saved.
"""

import copy
import datetime

from django.utils.translation import gettext_lazy as _

from quartier.funding.budgets.models import FundRules

EURO = 100
ONE_DECIDER = [{"by": "jury", "up_to_cents": None}]

PERIODS = {
    "claim_due_days": 30,
    "accept_remind_days": 14,
    "remind_before_days": 14,
    "remind_again_days": 28,
}  # a proposal, nowhere published

OBJECTION = "Sie können innerhalb eines Monats Widerspruch einlegen, schriftlich oder zum Aufschreiben im Büro."
NO_CLAIM = [
    "Aus der Bewerbung und aus der Auswahl folgt kein Anspruch auf Förderung.",
    "Kosten, die durch die Bewerbung entstehen, werden nicht erstattet.",
]

BERLIN_AKTIONSFONDS = {
    "cap_cents": 1_500 * EURO,
    "pot_cents": 10_000 * EURO,
    "flat_rate_percent": 10,
    "flat_rate_inside_cap": True,
    "own_share_percent": 0,
    "applicant_kinds": ["resident", "group", "association", "institution"],
    "min_age": 16,
    "window": "rolling",
    "lead_days": 42,
    "duration_months": 12,
    "criteria": [
        "Nutzen für die Gemeinschaft",
        "Hilfe zur Selbsthilfe und Eigenverantwortung",
        "Kontakte in der Nachbarschaft",
        "Kultur im Stadtteil",
        "Ansehen des Gebiets",
        "Klimaschutz und Anpassung an den Klimawandel",
    ],
    "criteria_least": 1,
    "eligible_kinds": ["materials", "services", "permits", "postage"],
    "not_eligible": [
        "Aktionen, die schon stattgefunden haben",
        "Bezahlung der Antragstellenden",
        "Rechnungen ohne Einzelposten",
        "freiwillige Versicherungen",
        "Gebühren des Landes Berlin",
        "Steuerberatung und Mitgliedsbeiträge",
        "Mahngebühren, Verzugszinsen und Strafen",
        "Flaschenpfand und Mietkaution",
    ],
    "food": "ask",
    "decision_path": ONE_DECIDER,
    "payment_mode": "two_parts",
    "first_percent": 80,
    "proof_due_days": 60,
    "proof_kind": "receipts",
    "resubmission": True,
    "objection": OBJECTION,
    "publicity": "Die Logoleiste des Programms steht auf allem, was gedruckt oder veröffentlicht wird.",
    "authority": "Quartiersmanagement Berlin (quartiersmanagement-berlin.de): Quartiersfonds, höchstens 1.500 Euro je Aktion, 10.000 "
    "Euro je Gebiet und Jahr; Merkblatt zum Aktionsfonds: Pauschale 10 Prozent der nachgewiesenen Kosten, im Höchstbetrag "
    "enthalten. Alter, Vorlauf, Auszahlung in Teilen und Frist der Abrechnung sind je Gebiet verschieden und hier ein "
    "Vorschlag; die Aufbewahrung ist nicht veröffentlicht.",
}
BERLIN_PROJEKTFONDS = {
    "floor_cents": 5_000 * EURO,
    "own_share_percent": 10,
    "own_share_base": "grant",
    "own_share_kinds": ["money", "work"],
    "applicant_kinds": ["association", "institution", "group", "resident", "business"],
    "window": "call",
    "duration_months": 48,
    "eligible_kinds": ["staff", "fees", "materials", "services", "building"],
    "not_eligible": ["Aufgaben, die eine Behörde ohnehin erfüllen muss", "Vorhaben, die schon begonnen haben"],
    "food": "ask",
    "decision_path": [{"by": "authority", "up_to_cents": None}],
    "payment_mode": "drawdown",
    "first_percent": 0,
    "prompt_use_days": 60,
    "proof_due_days": None,
    "proof_kind": "statement",
    "tranches": [20, 40, 40],
    "call_notice": [
        "Dieser Aufruf ist kein Interessenbekundungsverfahren nach § 7 der Landeshaushaltsordnung (LHO) und keine Ausschreibung nach "
        "§ 55 LHO.",
        *NO_CLAIM,
        "Bewilligt wird erst, wenn der Haushalt beschlossen ist und das Geld bereitsteht.",
        "Wer ausgewählt ist, stellt den vollständigen Antrag im Fördersystem des Landes.",
    ],
    "objection": OBJECTION,
    "publicity": "Die Logoleiste des Programms steht auf allem, was gedruckt oder veröffentlicht wird.",
    "authority": "Quartiersmanagement Berlin: Projektfonds ab 5.000 Euro; Förderfibel Sozialer Zusammenhalt: Eigenanteil privater Träger "
    "mindestens 10 Prozent; Aufruf des Gebiets Pankstraße 2022: mindestens 10 Prozent der Fördersumme als Geld oder Arbeit; "
    "Glossar des Programmdienstleisters: Geld binnen zwei Monaten verwenden; Marzahn NordWest 2016: 20, 40 und 40 Prozent je Jahr. Die Frist des Verwendungsnachweises steht im "
    "Bescheid; die Aufbewahrung ist nicht veröffentlicht.",
}
HAMBURG = {
    "pot_cents": 15_000 * EURO,
    "applicant_kinds": ["resident", "group", "association", "institution"],
    "window": "rolling",
    "own_share_percent": 50,
    "own_share_base": "costs",
    "own_share_kinds": ["money", "work"],
    "decision_path": [{"by": "assembly", "up_to_cents": None}],
    "payment_mode": "one",
    "proof_due_days": 31,
    "proof_kind": "receipts",
    "carry_over": "no",
    "not_eligible": ["Folgekosten", "Vorhaben, die nicht in sich abgeschlossen sind"],
    "authority": "Verfügungsfonds: Steilshoop 15.000 Euro im Jahr ohne Übertrag (Drucksache der Bezirksversammlung); St. Pauli in der "
    "Regel bis zur Hälfte der Kosten, abrechnen bis 31. Januar, mit Belegen, Kurzbericht und Fotos (quartier-rat-pauli.de); "
    "Bahrenfeld: abgeschlossene Vorhaben ohne Folgekosten.",
}
MUNICH = {
    "cap_cents": 15_000 * EURO,
    "pot_cents": 50_000 * EURO,
    "applicant_kinds": ["resident", "group", "association", "institution", "business"],
    "window": "rolling",
    "lead_days": 14,
    "own_share_percent": 50,
    "own_share_base": "costs",
    "own_share_kinds": ["money", "work"],
    "repeat_times": 1,
    "repeat_years": 10,
    "other_grants": "no",
    "decision_path": [{"by": "steering", "up_to_cents": None}],
    "payment_mode": "after",
    "first_percent": 0,
    "proof_kind": "receipts",
    "not_eligible": ["Bewirtung", "Möbel", "Vorhaben, die schon begonnen haben"],
    "food": "no",
    "authority": "Verfügungsfonds Neuperlach (stadtsanierung-neuperlach.de): höchstens 15.000 Euro und die Hälfte der Kosten, Ehrenamt "
    "zählt, 50.000 Euro im Jahr, einmalig, nachrangig; Trudering und Berg am Laim: Antrag zwei Wochen vorher, keine "
    "Bewirtung, keine Möbel. „Einmalig“ ist hier als einmal in zehn Jahren gefasst.",
}
ZURICH = {
    "currency": "CHF",
    "cap_cents": 2_500 * EURO,
    "pot_cents": 5_000 * EURO,
    "applicant_kinds": ["resident", "group", "association"],
    "window": "rounds",
    "repeat_times": 2,
    "repeat_years": 5,
    "other_grants": "no",
    "resubmission": False,
    "decision_path": [{"by": "assembly", "up_to_cents": None}],
    "payment_mode": "one",
    "proof_kind": "receipts",
    "not_eligible": ["politische und religiöse Vorhaben", "Vorhaben mit weiterem Geld der Stadt"],
    "authority": "Quartierbudget Seebach 2026 (zuerich-seebach.ch): 5.000 Franken im Jahr, höchstens 2.500 je Vorhaben, höchstens zwei "
    "Vorhaben in fünf Jahren, Eingabe bis Ende August, kein weiteres Geld der Stadt, Schlussbericht und Abrechnung, "
    "politisch und religiös neutral.",
}

TEMPLATES = {
    "berlin-aktionsfonds": (_("Berlin seit 2021: Aktionsfonds"), BERLIN_AKTIONSFONDS),
    "berlin-projektfonds": (_("Berlin seit 2021: Projektfonds"), BERLIN_PROJEKTFONDS),
    "hamburg": (_("Hamburg: Verfügungsfonds"), HAMBURG),
    "muenchen": (_("München: Verfügungsfonds"), MUNICH),
    "zuerich": (_("Zürich: Quartierbudget"), ZURICH),
}


def values(name, on):
    """The fields of a template with our proposal for periods it does not name; rounds get the next end of August after `on`. Raises KeyError for an unknown name."""
    fields = {**PERIODS, **copy.deepcopy(TEMPLATES[name][1])}
    if fields.get("window") == "rounds":
        last = datetime.date(on.year, 8, 31)
        fields["rounds"] = [(last if last >= on else last.replace(year=on.year + 1)).isoformat()]
    return fields


def build(name, fund, *, place=None, valid_from, **changes):
    """An unsaved version of rules made from a template; `changes` overrule it."""
    return FundRules(fund=fund, place=place, valid_from=valid_from, **{**values(name, valid_from), **changes})
