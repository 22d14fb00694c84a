"""Reads: which rules hold, what is in a pot, what a matter has cost. Every amount comes from the ledger's balances, in whole cents."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from quartier.funding.budgets.models import Allocation, Fund, FundRules, Source
from quartier.ground.acts import clock, subjects
from quartier.ground.ledger import queries as ledger
from quartier.ground.ledger.models import Kind, Reason
from quartier.ground.quarters import queries as quarters
from quartier.ground.workflow.models import Thread


@dataclass(frozen=True)
class Pot:
    """The money of one fund, place and year, in cents.

    `allotted` = undivided + free + reserved + committed + paid + returned + lapsed. `undivided` waits for a budget year.
    `committed` is awarded and not paid yet, `ordered` the part of it that is released for payment. `paid` went out, `proven` is
    the part of it with right receipts.
    """

    fund: Fund
    place: object
    year: int
    allotted: int = 0
    undivided: int = 0
    free: int = 0
    reserved: int = 0
    committed: int = 0
    ordered: int = 0
    paid: int = 0
    proven: int = 0
    returned: int = 0
    lapsed: int = 0

    @property
    def promised(self):
        """Reserved or awarded, but not paid out yet."""
        return self.reserved + self.committed

    @property
    def awarded(self):
        """Legally bound or spent."""
        return self.committed + self.paid


def _parts(cents):
    """Balances by kind as the figures people know: what is ordered is still committed, what is proven was paid."""
    raw = {str(kind): value for kind, value in cents.items() if kind != Kind.SOURCE}
    raw["committed"] = raw.get("committed", 0) + raw.get("ordered", 0)
    raw["paid"] = raw.get("paid", 0) + raw.get("proven", 0)
    return raw


def fund(code):
    """The fund of this code, or None."""
    return Fund.objects.filter(code=code).first()


def funds(on=None):
    """Funds that are not ended on the day (today), in their order."""
    return Fund.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on or clock.today()))


def sources():
    """All sources in their order."""
    return Source.objects.all()


def _code(fund):
    return fund if isinstance(fund, str) else fund.code


def rules(fund, place, on=None):
    """The version of the fund's rules in force at the place on the day (today): the nearest place that has any, there the latest.

    None without rules.

    `fund` is a Fund or its code. A case asks once, with the date on which it began, and keeps the version's id.
    """
    chain = quarters.chain(place)
    return _in_force(_versions_along(fund, chain, valid_from__lte=on or clock.today()), chain)


def _versions_along(fund, chain, **narrowed):
    """The versions that can hold at a place, the latest of each place first; one query."""
    found = FundRules.objects.filter(Q(place__in=chain) | Q(place__isnull=True), fund__code=_code(fund), **narrowed)
    return list(found.select_related("fund", "place").order_by("-valid_from", "-version"))


def _in_force(found, chain):
    """Of begun versions, latest first: the latest of the nearest place whose own rules have not ended."""
    for pk in (*(one.pk for one in chain), None):
        latest = next((row for row in found if row.place_id == pk), None)
        if latest is not None and not latest.is_end:
            return latest
    return None


def versions(fund, place=None):
    """All versions made for exactly this place (None: for all places), newest first."""
    return FundRules.objects.filter(fund=fund, place=place).select_related("fund", "place", "made_by").order_by("-valid_from", "-version")


def rules_by_fund(place, on=None):
    """{code of a fund: the version in force at the place}; one query."""
    chain, found = quarters.chain(place), {}
    begun = FundRules.objects.filter(Q(place__in=chain) | Q(place__isnull=True), valid_from__lte=on or clock.today())
    for row in begun.select_related("fund", "place").order_by("-valid_from", "-version"):
        found.setdefault(row.fund.code, []).append(row)
    held = {code: _in_force(rows, chain) for code, rows in found.items()}
    return {code: version for code, version in held.items() if version is not None}


@dataclass(frozen=True)
class Coming:
    """Rules that will hold from a day on; None where there will be none."""

    from_on: datetime.date
    rules: FundRules | None


def next_rules(fund, place, on=None):
    """What will hold at the place next after the day (today), if that is something else; None if nothing changes."""
    chain = quarters.chain(place)
    return _coming(_versions_along(fund, chain), chain, on or clock.today())


def _coming(found, chain, today):
    now = _in_force([row for row in found if row.valid_from <= today], chain)
    for day in sorted({row.valid_from for row in found if row.valid_from > today}):
        then = _in_force([row for row in found if row.valid_from <= day], chain)
        if then != now:
            return Coming(day, then)
    return None


@dataclass(frozen=True)
class Course:
    """The rules of one fund along the places above a place: in force today, what comes next, and all versions, newest first."""

    now: FundRules | None = None
    next: Coming | None = None
    versions: tuple = ()


def courses(place, on=None):
    """{fund id: Course} of all funds that have rules at the place; one query."""
    chain, today, found = quarters.chain(place), on or clock.today(), {}
    rows = FundRules.objects.filter(Q(place__in=chain) | Q(place__isnull=True)).select_related("fund", "place", "made_by")
    for row in rows.order_by("-valid_from", "-version"):
        found.setdefault(row.fund_id, []).append(row)
    return {pk: _course(rows, chain, today) for pk, rows in found.items()}


def _course(rows, chain, today):
    return Course(_in_force([row for row in rows if row.valid_from <= today], chain), _coming(rows, chain, today), tuple(rows))


def own_rules(on=None):
    """{fund id: versions in force today that a place has of its own, by name of the place}; one query."""
    begun = FundRules.objects.filter(place__isnull=False, valid_from__lte=on or clock.today()).select_related("fund", "place")
    latest = {}
    for row in begun.order_by("fund", "place", "valid_from", "version"):
        latest[row.fund_id, row.place_id] = row
    held = {}
    for row in sorted(latest.values(), key=lambda one: one.place.name):
        if not row.is_end:
            held.setdefault(row.fund_id, []).append(row)
    return held


def rules_for_all(on=None):
    """{fund id: the version in force for every place without rules of its own}; one query."""
    begun = FundRules.objects.filter(place__isnull=True, valid_from__lte=on or clock.today()).select_related("fund")
    return {row.fund_id: row for row in begun.order_by("fund", "valid_from", "version")}


def pot(fund, place, year, *, budget_year=None):
    """What a place has of a fund for a programme year (of it only one budget year, where asked).

    Nought everywhere where nothing was allotted.

    `fund` is a Fund or its code; a city or district counts its quarters.
    """
    found = ledger.accounts(place_ids=_below(place), fund_code=_code(fund), programme_year=year, budget_year=budget_year)
    return _pot(_fund(fund), place, year, ledger.total(found))


def _fund(fund):
    """The fund; one of which only the code is known is read as soon as anything else of it is asked for."""
    return SimpleLazyObject(lambda: Fund.objects.get(code=fund)) if isinstance(fund, str) else fund


def _below(place):
    if place is None:
        return None
    return [place.pk] if place.is_quarter else list(type(place).objects.under(place).values_list("pk", flat=True))


def _pot(fund, place, year, cents):
    parts = _parts(cents)
    parts["undivided"] = parts.pop("allotted", 0)
    allotted = sum(value for name, value in parts.items() if name not in ("ordered", "proven"))
    return Pot(fund=fund, place=place, year=year, allotted=allotted, **parts)


def pots(place, *, year=None, fund=None, funds=None):
    """All pots of a place (a city or district: summed over what lies below; None: everywhere), newest year first; two queries.

    `funds`: all of them, where they are known.
    """
    found = ledger.accounts(place_ids=_below(place), fund_code=_code(fund) if fund else None, programme_year=year)
    sums = ledger.sums(found, "fund_code", "programme_year")
    known = {one.code: one for one in funds or Fund.objects.all()}
    made = [_pot(known[code], place, at, cents) for (code, at), cents in sums.items() if code in known]
    return sorted(made, key=lambda one: (-one.year, one.fund.order, one.fund.code))


def pots_by_place(places, fund, year):
    """{place id: Pot} of one fund and programme year, for lists over many quarters; one query."""
    by_id = {place.pk: place for place in places}
    one = _fund(fund)
    sums = ledger.sums(ledger.accounts(place_ids=by_id, fund_code=one.code, programme_year=year), "place_id")
    return {pk: _pot(one, place, year, sums.get((pk,), {})) for pk, place in by_id.items()}


def tranches(fund, place, programme_year):
    """{budget year: Pot} of one programme year."""
    found = ledger.accounts(place_ids=_below(place), fund_code=_code(fund), programme_year=programme_year)
    sums = ledger.sums(found.filter(budget_year__gt=0), "budget_year")
    return {year: _pot(_fund(fund), place, year, cents) for (year,), cents in sorted(sums.items())}


def years_of_pots(place, funds=None):
    """{(fund code, programme year): {budget year: Pot}} of all pots of a place; two queries. `funds`: all of them, where they are known."""
    found = ledger.accounts(place_ids=_below(place)).filter(budget_year__gt=0)
    known, made = {one.code: one for one in funds or Fund.objects.all()}, {}
    for (code, at, year), cents in ledger.sums(found, "fund_code", "programme_year", "budget_year").items():
        made.setdefault((code, at), {})[year] = _pot(known.get(code), place, year, cents)
    return made


def by_source(fund, place, programme_year):
    """{source code: Pot} of one programme year."""
    found = ledger.accounts(place_ids=_below(place), fund_code=_code(fund), programme_year=programme_year)
    sums = ledger.sums(found.exclude(kind=Kind.SOURCE), "source_code")
    return {code: _pot(_fund(fund), place, programme_year, cents) for (code,), cents in sorted(sums.items())}


def free_by_fund(place):
    """{fund code: {budget year: free cents}} at exactly this place, over all programme years; one query."""
    made = {}
    sums = ledger.sums(ledger.accounts(place_ids=[place.pk], kinds=[Kind.FREE]), "fund_code", "budget_year")
    for (code, year), cents in sorted(sums.items()):
        made.setdefault(code, {})[year] = cents[Kind.FREE]
    return made


def free_by_year(fund, place, *, programme_year=None):
    """{budget year: free cents} at exactly this place, over all programme years or of one."""
    found = ledger.accounts(place_ids=[place.pk], kinds=[Kind.FREE], fund_code=_code(fund), programme_year=programme_year)
    return {year: cents[Kind.FREE] for (year,), cents in sorted(ledger.sums(found, "budget_year").items())}


@dataclass
class Line:
    """Money of a matter in one budget year from one source, in cents; the words mean what they mean in `Pot`."""

    budget_year: int
    source: str
    reserved: int = 0
    committed: int = 0
    ordered: int = 0
    paid: int = 0
    proven: int = 0
    returned: int = 0

    @property
    def awarded(self):
        """Bound by the award, whatever has become of it since."""
        return self.committed + self.paid

    @property
    def orderable(self):
        """Awarded and not released for payment yet."""
        return self.committed - self.ordered

    @property
    def unproven(self):
        """Paid out, receipts still to come."""
        return self.paid - self.proven


def _summed(part):
    return property(lambda self: sum(getattr(line, part) for line in self.lines), doc=f"{part} over all lines, in cents")


@dataclass
class ThreadMoney:
    """What a matter holds: summed, and line by line."""

    lines: list = field(default_factory=list)
    thread_id: int | None = None

    reserved, committed, ordered, paid, proven, returned = (
        _summed(p) for p in ("reserved", "committed", "ordered", "paid", "proven", "returned")
    )
    awarded, orderable, unproven = (_summed(p) for p in ("awarded", "orderable", "unproven"))

    @cached_property
    def orders(self):
        """Payments released and not booked yet, (booking, by_id, day, cents)."""
        return ledger.open_orders(thread_id=self.thread_id)

    def by_year(self, part):
        """{budget year: cents} of one part, without empty years: the form in which actions take amounts."""
        years = sorted({line.budget_year for line in self.lines})
        sums = {year: sum(getattr(line, part) for line in self.lines if line.budget_year == year) for year in years}
        return {year: cents for year, cents in sums.items() if cents}


def thread_money(thread):
    """Reserved, committed, ordered, paid, proven, returned of a thread by budget year and source.

    `returned` counts what came back, also where it went on to the pot.
    """
    pk = getattr(thread, "pk", thread)
    sums = ledger.sums(ledger.accounts(thread_id=pk), "budget_year", "source_code")
    lines = {(year, source): Line(year, source, **_parts(cents)) for (year, source), cents in sorted(sums.items())}
    came_back = any(Kind.RETURNED in cents for cents in sums.values())  # else there is no account from which it could have gone on
    for (year, source), cents in ledger.returned_on(pk).items() if came_back else ():
        lines[year, source].returned += cents
    return ThreadMoney(list(lines.values()), pk)


def allocations(place, *, fund=None, year=None):
    """Allocations to a place and those below (None: all), newest first."""
    found = Allocation.objects.select_related("fund", "place__parent__parent", "made_by")
    found = found if place is None else found.filter(place_id__in=_below(place))
    found = found.filter(fund=fund) if fund else found
    return found.filter(programme_year=year) if year else found


def due_to_commit(place, until_on, *, since_on=None):
    """Allocations whose money must be committed between today (or `since_on`) and the day, with what is still free or only reserved.

    [(allocation, cents)].
    """
    near = allocations(place).filter(commit_by_on__range=(since_on or clock.today(), until_on)).order_by("commit_by_on", "pk")
    first = {}
    for one in near:
        first.setdefault((one.place_id, one.fund.code, one.programme_year), one)
    sums = _sums_of_quarters(first.values())
    pots_now = [(one, _pot_now(one, sums.get(key, {}))) for key, one in first.items()]
    return [(one, left) for one, now in pots_now if (left := now.free + now.undivided + now.reserved)]


def warned_of(pairs):
    """Of (allocation, cents) those of which the fund's rules at the place warn by today; two queries."""
    if not pairs:
        return []
    own = {(row.fund_id, row.place_id): row for rows in own_rules().values() for row in rows}
    everywhere = rules_for_all()

    def days(one):
        along = (own.get((one.fund_id, place.pk)) for place in quarters.chain(one.place))
        held = next(filter(None, along), None) or everywhere.get(one.fund_id) or FundRules()
        return held.commit_warn_days

    return [(one, left) for one, left in pairs if one.commit_by_on <= clock.today() + datetime.timedelta(days=days(one))]


def _pot_now(allocation, cents):
    """Its pot; what was allotted above the quarters is summed over all below."""
    if allocation.place.is_quarter:
        return _pot(allocation.fund, allocation.place, allocation.programme_year, cents)
    return pot(allocation.fund, allocation.place, allocation.programme_year)


def _sums_of_quarters(found):
    """{(place id, fund code, programme year): {kind: cents}} of the quarters of some allocations; one query."""
    ids = {one.place_id for one in found if one.place.is_quarter}
    return ledger.sums(ledger.accounts(place_ids=ids), "place_id", "fund_code", "programme_year") if ids else {}


@dataclass(frozen=True)
class Booking:
    """One act of the book as a page needs it."""

    pk: int
    place_id: int
    transfers: list

    @property
    def first(self):
        return self.transfers[0]

    @property
    def cents(self):
        return sum(row.cents for row in self.transfers)

    @cached_property
    def about(self):
        """(title, address) of what it is about; ("", None) where nothing is named."""
        try:
            found = subjects.find(self.first.about_kind, self.first.about_id)
        except LookupError:
            found = None
        return (subjects.of(found).title(found), subjects.of(found).address(found)) if found else ("", None)

    @property
    def corrected_by(self):
        """The number of the booking that took this one back, or None."""
        return next((row.booking for one in self.transfers for row in one.answered_by.all() if row.reason == Reason.CORRECT), None)


def booking(place, number):
    """Loader: the booking of this number, or None."""
    found = ledger.booking(number)
    return Booking(number, found[0].debit.place_id, found) if found else None


def allocation(place, pk):
    """Loader: an allocation, or None."""
    return Allocation.objects.select_related("fund", "place", "made_by").filter(pk=pk).first()


def all_funds():
    """Every fund, ended ones too: old money keeps its name."""
    return Fund.objects.all()


def thread_id(file_number):
    """The id of the thread with this file number, or None."""
    return Thread.objects.filter(file_number__iexact=file_number).values_list("pk", flat=True).first()


def file_numbers(ids):
    """{thread id: file number}."""
    return dict(Thread.objects.filter(pk__in=ids).values_list("pk", "file_number"))


def pots_of(places):
    """Pots of many quarters, one by one, sorted by place, year and fund; two queries."""
    by_id = {place.pk: place for place in places}
    sums = ledger.sums(ledger.accounts(place_ids=by_id), "place_id", "fund_code", "programme_year")
    known = {one.code: one for one in Fund.objects.all()}
    made = [_pot(known[code], by_id[pk], year, cents) for (pk, code, year), cents in sums.items() if code in known]
    return sorted(made, key=lambda one: (one.place.name, -one.year, one.fund.order, one.fund.code))


def rules_version(place, pk):
    """Loader: one version of rules that counts at the place (made for it, above it or for all), or None."""
    found = FundRules.objects.select_related("fund", "place", "made_by").filter(pk=pk).first()
    return found if found and (found.place_id is None or found.place_id in {one.pk for one in quarters.chain(place)}) else None
