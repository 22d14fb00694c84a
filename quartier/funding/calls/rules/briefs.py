"""When a brief may move on (domain §8 rows 3–7)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import rules as money
from quartier.ground.ui import german

OPINION = {  # what the administration looks at (domain §8 row 5)
    "fundable": gettext_lazy("Das Programm darf das bezahlen"),
    "additional": gettext_lazy("Es ersetzt keine Pflichtaufgabe"),
    "owner": gettext_lazy("Die Eigentümerin ist einverstanden"),
    "follow_up": gettext_lazy("Folgekosten sind geklärt"),
    "carries_on": gettext_lazy("Es ist klar, wer danach weitermacht"),
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
    early = [year for year, cents in brief.cents_by_year.items() if cents and int(year) < brief.programme_year]
    if early:
        return _("Das Jahr %(year)s liegt vor dem Programmjahr %(programme)s. Aus ihm kann dafür kein Geld kommen.") % {
            "year": early[0],
            "programme": brief.programme_year,
        }
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


def fits_the_fund(brief, *, fund_rules=None) -> str | None:
    """The sum and the length keep to the fund's rules of the day."""
    if fund_rules is None:
        return None
    return sum_fits(brief, fund_rules=fund_rules) or length_fits(brief, fund_rules=fund_rules)


def sum_fits(brief, *, fund_rules) -> str | None:
    """The sum lies between what the fund gives at least and at most."""
    return money.amount_problem(fund_rules, brief.max_cents)


def length_fits(brief, *, fund_rules) -> str | None:
    """The project is not longer than the fund's rules allow."""
    months = fund_rules.duration_months
    if months and _months(brief.starts_on, brief.ends_on) > months:
        return _("Gefördert wird höchstens %(months)s Monate lang. Bitte ein früheres Ende wählen.") % {"months": months}
    return None


def _months(first, last) -> int:
    """Months begun from the first to the last day."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def is_for_the_council(brief, meeting) -> str | None:
    """Briefs are matters of the council of their quarter, not of the jury and not of another quarter's council."""
    if meeting.place_id != brief.place_id or meeting.body.kind != "council":
        return _("Über Eckpunkte berät der Quartiersrat dieses Quartiers. Bitte eine seiner Sitzungen wählen.")
    return None
