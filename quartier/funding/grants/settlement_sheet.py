"""The settlement on paper: the report and the list of receipts, empty to be filled in or with what is entered already, to be signed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.funding.grants import story
from quartier.funding.grants.forms.grantee import ReportForm
from quartier.funding.grants.queries.parts import KINDS
from quartier.funding.grants.rules import proofs as rules
from quartier.ground.notify import sheets
from quartier.ground.ui import german

LINES = 14  # rows of the list on one page; what is entered takes its part of them
SPARE = 3  # empty rows below what is entered, while receipts can still be added
TEXTS = ("what", "deviations", "summary")
NUMBERS = ("participants", "helpers", "helper_hours")


@dataclass(frozen=True, kw_only=True)
class Sheet(sheets.Sheet):
    """What stands on the paper besides its lines. Pairs are (label, what is known of it or "")."""

    texts: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    photos: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    declaration: str


def sheet(award, year: int | None = None) -> Sheet:
    """The sheet of the last report of an award, or of the report on a year; the award's number stands where other sheets have their code."""
    proof = award.proofs.filter(is_interim=year is not None, budget_year=year).first()
    receipts = [row for row in story.receipts(award) if year is None or row.budget_year == year]
    return Sheet(
        title=_("Zwischenbericht %(year)s") % {"year": year} if year else _("Abrechnung"),
        subtitle=_subtitle(award),
        how=_how(award, year),
        code=award.thread.file_number,
        programme=sheets.programme(award.place),
        texts=_answers(proof, TEXTS),
        numbers=_answers(proof, NUMBERS),
        photos=_("Fotos, Plakate und Zeitungsberichte liegen bei."),
        heads=(
            _("Nr."),
            _("Datum"),
            _("bezahlt am"),
            _("bezahlt an"),
            _("wofür, Posten"),
            _("Betrag"),
            _("anerkannt (Büro)"),
            _("Bemerkung"),
        ),
        rows=_rows(award, receipts),
        sums=_sums_of_year(award, year, proof, receipts) if year else _sums(award, proof, receipts),
        declaration=_(
            "Die Angaben sind vollständig und richtig. Die Ausgaben waren nötig, die Belege sind die Originale oder Fotos davon."
        ),
    )


def _subtitle(award) -> str:
    facts = {"title": award.title, "who": award.grantee, "sum": german.euro(award.cents), "when": story.when(award)}
    return _("„%(title)s“, %(who)s. Bewilligt: %(sum)s. Zeitraum: %(when)s.") % facts


def _how(award, year=None) -> str:
    due_on = rules.interim_due_on(award, year) if year else award.proof_due_on
    if due_on:
        due = _("Ausfüllen, unterschreiben und mit den Belegen bis %(day)s abgeben.") % {"day": german.day(due_on)}
    else:
        due = _("Ausfüllen, unterschreiben und mit den Belegen abgeben. Danach gibt es das nächste Geld.")
    seller = _("Auf jedem Beleg stehen der Laden und die Sachen; auf einem selbst geschriebenen Name und Adresse, bei Honorar die Stunden.")
    return " ".join(filter(None, [due, seller, sheets.help_of(award.place)]))


def _answers(proof, names) -> tuple:
    labels = {name: str(ReportForm.base_fields[name].label) for name in names}
    found = {name: getattr(proof, name) if proof else None for name in names}
    return tuple((labels[name], "" if found[name] in (None, "") else str(found[name])) for name in names)


def _rows(award, receipts) -> tuple:
    filled = [_row(row) for row in receipts]
    empty = max(LINES - len(filled), SPARE) if rules.is_editable(award) is None else 0
    next_number = max((row.number for row in receipts), default=0) + 1
    return (*filled, *((str(next_number + n), *[""] * 7) for n in range(empty)))


def _row(row) -> tuple:
    eligible = "" if row.eligible_cents is None else german.euro_exact(row.eligible_cents)
    item = ", ".join(filter(None, [row.item, str(KINDS.get(row.kind, row.kind))]))
    days = (german.day_digits(row.receipt_on), german.day_digits(row.paid_on))
    return (
        str(row.number),
        *days,
        row.payee,
        item,
        german.euro_exact(row.gross_cents),
        eligible,
        " / ".join(filter(None, [row.note, row.check_note])),
    )


def _sums_of_year(award, year, proof, receipts) -> tuple:
    """What a yearly report says in figures; what is paid in the end is worked out with the last one."""
    income, own = (proof.income_cents, proof.own_cents) if proof else (None, None)
    received = sum(award.drawdowns.filter(state="paid", budget_year=year).values_list("cents", flat=True))
    found = [
        (_("Summe der Belege"), sum(row.gross_cents for row in receipts) if receipts else None),
        (_("Einnahmen"), income),
        (_("eigenes Geld und Geld von anderen"), own),
        (_("bewilligt für %(year)s") % {"year": year}, award.years.get(year, 0)),
        (_("für %(year)s erhalten") % {"year": year}, received),
    ]
    return tuple((label, "" if cents is None else german.euro_exact(cents)) for label, cents in found)


def _sums(award, proof, receipts) -> tuple:
    """The sums as far as they are known: without a receipt they are lines to be filled in."""
    spent = sum(row.gross_cents for row in receipts)
    costs = sum(row.gross_cents if row.eligible_cents is None else row.eligible_cents for row in receipts)
    income, own = (proof.income_cents, proof.own_cents) if proof else (0, 0)
    received = sum(award.drawdowns.filter(state="paid").values_list("cents", flat=True))
    balance = rules.payable(award, costs, income + own) - received
    has_flat = award.rules.flat_rate_percent and (not award.is_micro or award.application.wants_flat_rate)
    flat = (
        [(_("Pauschale (%(p)s)") % {"p": german.percent(award.rules.flat_rate_percent)}, rules.flat_rate(award, costs))] if has_flat else []
    )
    found = [
        (_("Summe der Belege"), spent),
        *flat,
        (_("Einnahmen"), income if proof else None),
        (_("eigenes Geld und Geld von anderen"), own if proof else None),
    ]
    known = [(label, german.euro_exact(cents) if receipts and cents is not None else "") for label, cents in found]
    fixed = [(_("bewilligt"), german.euro_exact(award.cents)), (_("schon erhalten"), german.euro_exact(received))]
    rest = _("zurückzuzahlen") if balance < 0 else _("noch zu bekommen")
    return (*known, *fixed, (rest, german.euro_exact(abs(balance)) if receipts and proof else ""))
