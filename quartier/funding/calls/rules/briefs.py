"""When a brief may move on (domain §8 rows 3–7)."""

from django.utils.translation import gettext as _

from quartier.ground.ui import german

OPINION = {  # what the administration looks at (domain §8 row 5)
    "fundable": _("Das Programm darf das bezahlen"),
    "additional": _("Es ersetzt keine Pflichtaufgabe"),
    "owner": _("Die Eigentümerin ist einverstanden"),
    "follow_up": _("Folgekosten sind geklärt"),
    "carries_on": _("Es ist klar, wer danach weitermacht"),
}


def years_add_up(brief) -> str | None:
    """The yearly amounts give the maximum, and each year lies within the period."""
    total = sum(brief.cents_by_year.values())
    if total != brief.max_cents:
        return _("Die Jahre ergeben zusammen %(total)s, die Höchstsumme ist %(max)s. Bitte angleichen.") % {
            "total": german.euro(total),
            "max": german.euro(brief.max_cents),
        }
    outside = [year for year in brief.cents_by_year if not brief.starts_on.year <= int(year) <= brief.ends_on.year]
    if outside:
        return _("Das Jahr %(year)s liegt nicht in der Laufzeit. Bitte den Betrag in ein anderes Jahr setzen.") % {"year": outside[0]}
    return None


def has_every_opinion(brief, *, opinion=None) -> str | None:
    """A yes needs each point answered with yes; a missing one would come back as a question of the audit."""
    if opinion is None:
        return None
    missing = [label for code, label in OPINION.items() if not opinion.get(code)]
    if missing:
        return _("Ein Ja geht erst, wenn alle Punkte erfüllt sind. Es fehlt: %(what)s.") % {"what": "; ".join(map(str, missing))}
    return None


def has_no_call(brief) -> str | None:
    """A brief has one call at a time; a new one only after the last one failed."""
    if brief.calls.exclude(state__in=("failed", "withdrawn", "no_award")).exists():
        return _("Zu diesen Eckpunkten gibt es schon einen Aufruf.")
    return None
