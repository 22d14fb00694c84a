"""How money comes out on office pages and in table files: lines of figures, each with the way to its records."""

from csv import writer
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import queries
from quartier.ground.acts import clock
from quartier.ground.ledger.models import Kind

FIGURES = (
    ("undivided", "allotted"),
    ("free", "free"),
    ("reserved", "reserved"),
    ("committed", "committed"),
    ("paid", "paid"),
    ("proven", "proven"),
    ("returned", "returned"),
    ("lapsed", "lapsed"),
)
LABELS = {
    "undivided": gettext_lazy("noch keinem Jahr zugeteilt"),
    "free": gettext_lazy("frei"),
    "reserved": gettext_lazy("reserviert"),
    "committed": gettext_lazy("bewilligt, noch nicht ausgezahlt"),
    "paid": gettext_lazy("ausgezahlt"),
    "proven": gettext_lazy("davon nachgewiesen"),
    "returned": gettext_lazy("zurückgezahlt"),
    "lapsed": gettext_lazy("verfallen"),
}


class PotBox:
    """A pot on a page: its figures, each with the address of the transfers behind it, and its budget years."""

    def __init__(self, pot, base, years):
        self.pot, self.base, self._years = pot, base, years

    @property
    def figures(self):
        return [
            (LABELS[name], getattr(self.pot, name), self.address(stand=kind))
            for name, kind in FIGURES
            if getattr(self.pot, name) or name == "free"
        ]

    @property
    def years(self):
        """[(budget year, its pot, address)] where the money is spread over several years."""
        found = sorted(self._years.items())
        return [(year, pot, self.address(haushalt=year)) for year, pot in found] if len(found) > 1 else []

    def address(self, **more):
        return f"{self.base}?{urlencode({'fonds': self.pot.fund.code, 'jahr': self.pot.year, **more})}"

    @property
    def all_transfers(self):
        return self.address()


def by_fund(pots):
    """The sum per fund of pots of one year: [(fund, {part: cents})]."""
    sums = {}
    for pot in pots:
        row = sums.setdefault(
            pot.fund, dict.fromkeys(("allotted", "free", "reserved", "committed", "paid", "proven", "returned", "lapsed"), 0)
        )
        for part in row:
            row[part] += getattr(pot, part)
    return list(sums.items())


@dataclass
class Row:
    """A transfer as people read it."""

    transfer: object
    place: object
    fund: str
    source: str
    year: str
    file_number: str

    @property
    def by(self):
        return self.transfer.by.name if self.transfer.by else _("das Haus selbst")


class Names:
    """The funds and sources of the house, read once for a page: for its filter and for its lines."""

    def __init__(self):
        self.funds, self.sources = list(queries.all_funds()), list(queries.sources())
        self.of_fund = {one.code: one.label for one in self.funds}
        self.of_source = {one.code: one.label for one in self.sources}


def rows(transfers, names=None):
    """Transfers as lines; the same few queries for any number."""
    transfers, names = list(transfers), names or Names()
    numbers = queries.file_numbers({_thread_id(one) for one in transfers})
    return [_row(one, names.of_fund, names.of_source, numbers) for one in transfers]


def _row(one, funds, sources, numbers):
    return Row(
        one,
        one.debit.place,
        funds.get(one.debit.fund_code, one.debit.fund_code),
        sources.get(one.debit.source_code, one.debit.source_code),
        _years(one),
        numbers.get(_thread_id(one), ""),
    )


def _thread_id(transfer):
    return transfer.debit.thread_id or transfer.credit.thread_id


def _years(transfer):
    """The budget years that a transfer touches, as text; the programme year where there is none."""
    years = sorted({account.budget_year for account in (transfer.debit, transfer.credit) if account.budget_year})
    return " → ".join(str(year) for year in years) or _("Programmjahr %(year)s") % {"year": transfer.debit.programme_year}


def this_year():
    """The calendar year of today."""
    return clock.today().year


HEAD = (
    "Nummer",
    "Vorgang der Buchung",
    "Tag",
    "Quartier",
    "Fonds",
    "Programmjahr",
    "Haushaltsjahr",
    "Geldgeber",
    "von",
    "nach",
    "Betrag in Euro",
    "Art",
    "Aktenzeichen",
    "gebucht von",
    "freigegeben von",
    "Grund",
    "Siegel",
)


class _Echo:
    def write(self, text):
        return text


def csv(transfers, name):
    """A file that spreadsheets in Germany open: semicolons, decimal comma, a mark for UTF-8. Nothing in a cell is taken for a formula."""
    out = writer(_Echo(), delimiter=";")
    found = list(transfers)
    lines = (out.writerow([guarded(cell) for cell in line]) for line in [HEAD, *map(_cells, rows(found))])
    response = StreamingHttpResponse(_with_mark(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _with_mark(lines):
    yield "\ufeff"
    yield from lines


def _cells(row):
    one = row.transfer
    euros, cents = divmod(one.cents, 100)
    return [
        one.number, one.booking, one.on.strftime("%d.%m.%Y"), row.place.name, row.fund, one.debit.programme_year, row.year, row.source,
        Kind(one.debit.kind).label, Kind(one.credit.kind).label, f"{euros},{cents:02d}", one.get_reason_display(), row.file_number, row.by,
        one.second.name if one.second else "", one.note, one.seal,
    ]  # fmt: skip


def guarded(cell):
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
