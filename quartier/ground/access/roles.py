"""The roles that a person holds at a place, and the relations a person may have to one object."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role. `kinds` are the kinds of place it can be held at; it then holds for all places below."""

    code: str
    label: str
    does: str
    kinds: tuple[str, ...]


ROLES = {
    role.code: role
    for role in (
        Role("team_member", _("Quartiersteam"), _("berät, bereitet vor, prüft, zahlt und veröffentlicht im Quartier"), ("quarter",)),
        Role("team_lead", _("Leitung des Quartiersteams"), _("unterschreibt, veröffentlicht, vergibt Rollen im Team"), ("quarter",)),
        Role("editor", _("Redaktion"), _("schreibt Nachrichten und Termine, sieht keine Anträge"), ("quarter", "district", "city")),
        Role("district_coordinator", _("Bezirkskoordination"), _("steuert, setzt Schwerpunkte, prüft formal"), ("district",)),
        Role(
            "granting_officer", _("Förderstelle"), _("bewilligt, gibt Abrufe frei, prüft Verwendung, fordert zurück"), ("district", "city")
        ),
        Role("specialist_dept", _("Fachamt"), _("sagt, ob ein Vorhaben fachlich geht"), ("district", "city")),
        Role("state_coordinator", _("Senatsverwaltung"), _("steuert über alle Quartiere, verteilt Mittel"), ("city",)),
        Role("service_provider", _("Programm-Servicestelle"), _("wickelt technisch ab und hilft"), ("city", "district")),
        Role("auditor", _("Prüfung"), _("liest jede Akte, ändert nichts"), ("city", "district")),
        Role("operator", _("Betrieb"), _("richtet ein und vergibt Rollen"), ("city",)),
    )
}
STAFF = frozenset(ROLES)
RELATIONS = {
    "author": _("hat es geschrieben"),
    "applicant": _("hat den Antrag gestellt"),
    "grantee": _("hat die Förderung bekommen"),
    "bidder": _("hat ein Angebot abgegeben"),
    "member": _("sitzt im Gremium"),
    "chair": _("leitet das Gremium"),
    "panelist": _("bewertet die Angebote"),
    "carrier": _("arbeitet beim Träger"),
    "self": _("ist die Person selbst"),
    "reader": _("darf sehen, wozu die Datei gehört"),
}
CHOICES = [(role.code, role.label) for role in ROLES.values()]


def label(code: str) -> str:
    """The German name of a role or relation."""
    return str(ROLES[code].label if code in ROLES else RELATIONS[code])
