"""The lists inside a version of rules, kept as JSON: what may stand in them, and the sentence for what may not."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OWN_KINDS = {"money": gettext_lazy("Geld"), "work": gettext_lazy("eigene Arbeit")}
APPLICANTS = {
    "resident": gettext_lazy("Menschen, die hier wohnen"),
    "worker": gettext_lazy("Menschen, die hier arbeiten"),
    "group": gettext_lazy("Gruppen ohne Rechtsform"),
    "association": gettext_lazy("Vereine"),
    "institution": gettext_lazy("Einrichtungen"),
    "business": gettext_lazy("Gewerbe"),
    "owner": gettext_lazy("Eigentümerinnen und Eigentümer"),
    "authority": gettext_lazy("Ämter"),
}
ELIGIBLE = {
    "materials": gettext_lazy("Material und Anschaffungen"),
    "services": gettext_lazy("Leistungen, die Ehrenamtliche nicht erbringen können"),
    "fees": gettext_lazy("Honorare"),
    "staff": gettext_lazy("Personal"),
    "permits": gettext_lazy("Genehmigungen"),
    "postage": gettext_lazy("Porto und Fahrten"),
    "rent": gettext_lazy("Mieten"),
    "building": gettext_lazy("kleine Bauarbeiten"),
    "planning": gettext_lazy("Planung"),
}
DECIDERS = {
    "team": gettext_lazy("das Team"),
    "jury": gettext_lazy("die Jury"),
    "council": gettext_lazy("der Quartiersrat"),
    "panel": gettext_lazy("das Auswahlgremium"),
    "steering": gettext_lazy("die Steuerungsrunde"),
    "assembly": gettext_lazy("die Versammlung"),
    "authority": gettext_lazy("die Förderstelle"),
}
CODES = {"own_share_kinds": OWN_KINDS, "applicant_kinds": APPLICANTS, "eligible_kinds": ELIGIBLE}
TEXTS = ("criteria", "not_eligible", "call_notice")


def problems(rules):
    """{field: sentence} for every list of the rules that is not of its form."""
    found = {name: _codes_problem(getattr(rules, name), known) for name, known in CODES.items()}
    found |= {name: _texts_problem(getattr(rules, name)) for name in TEXTS}
    found["rounds"] = _rounds_problem(rules)
    found["decision_path"] = _path_problem(rules.decision_path)
    found["own_share_kinds"] = found["own_share_kinds"] or _own_problem(rules)
    found["criteria_least"] = _least_problem(rules)
    found["tranches"] = shares_problem(rules.tranches)
    return {name: sentence for name, sentence in found.items() if sentence}


def labels(name, codes):
    """The words for the codes of the list `name`."""
    known = CODES.get(name, DECIDERS)
    return [str(known.get(code, code)) for code in codes]


def _codes_problem(codes, known):
    if not isinstance(codes, list) or len(set(codes)) != len(codes):
        return _("Bitte jede Angabe nur einmal wählen.")
    unknown = [code for code in codes if code not in known]
    return _("Diese Angabe gibt es nicht: %(code)s.") % {"code": unknown[0]} if unknown else None


def _texts_problem(texts):
    if not isinstance(texts, list) or any(not isinstance(text, str) or not text.strip() for text in texts):
        return _("Bitte in jede Zeile einen Eintrag schreiben.")
    too_long = next((text for text in texts if len(text) > 200), None)
    return _("Dieser Eintrag ist länger als 200 Zeichen: %(text)s …") % {"text": too_long[:40]} if too_long else None


def _rounds_problem(rules):
    if rules.window != "rounds":
        return None if rules.rounds == [] else _("Stichtage gibt es nur, wenn Anträge in Runden kommen.")
    days = [_as_date(text) for text in rules.rounds] if isinstance(rules.rounds, list) else []
    if not days or None in days:
        return _("Bitte mindestens einen Stichtag eintragen, zum Beispiel 15. 3. 2027.")
    return None if days == sorted(set(days)) else _("Bitte die Stichtage der Reihe nach und jeden nur einmal eintragen.")


def _as_date(text):
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _path_problem(path):
    """A decision path is a list of {"by": who, "up_to_cents": amount or None} with rising amounts; the last has no end."""
    if not isinstance(path, list) or any(not isinstance(tier, dict) or set(tier) != {"by", "up_to_cents"} for tier in path):
        return _("Bitte eintragen, wer entscheidet.")
    if any(tier["by"] not in DECIDERS for tier in path):
        return _("Diese Stelle gibt es nicht.")
    if path and path[-1]["up_to_cents"] is not None:
        return _("Die letzte Stelle entscheidet ohne Obergrenze.")
    amounts = [tier["up_to_cents"] for tier in path[:-1]]
    whole = all(isinstance(cents, int) and cents > 0 for cents in amounts)
    return None if whole and amounts == sorted(set(amounts)) else _("Bitte die Beträge der Reihe nach eintragen, der kleinste zuerst.")


def shares_problem(shares):
    """None, or why these are no shares of years: whole per cents above nought, together a hundred; no shares at all are fine."""
    if not isinstance(shares, list) or any(not isinstance(one, int) or isinstance(one, bool) or one <= 0 for one in shares):
        return _("Bitte Zahlen eintragen, zum Beispiel 20, 40, 40.")
    if shares and sum(shares) != 100:
        return _("Die Anteile ergeben %(sum)s. Sie müssen zusammen 100 Prozent ergeben.") % {"sum": sum(shares)}
    return None


def _own_problem(rules):
    return (
        _("Bitte wählen, ob der Eigenanteil Geld, eigene Arbeit oder beides sein darf.")
        if rules.own_share_percent and not rules.own_share_kinds
        else None
    )


def _least_problem(rules):
    few = isinstance(rules.criteria, list) and rules.criteria_least > len(rules.criteria)
    return _("Es stehen weniger Ziele in der Liste, als mindestens erfüllt sein müssen.") if few else None
