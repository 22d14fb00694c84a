"""Verbs of money; the only callers of the ledger's actions. What each means in accounts:

| verb | from | to | reason | who calls it |
|---|---|---|---|---|
| allot | source | allotted → free per budget year | allot, tranche | Senate, granting office |
| reserve | free | reserved (thread) | reserve | yes of the jury, confirmed budget of a brief |
| commit | reserved of the thread, else free | committed (thread) | commit | award |
| release | reserved or committed (thread) | free | release | refusal, withdrawal, less spent than awarded |
| order_payment | committed (thread) | ordered (thread) | order | first person: drawdown or instalment is right |
| pay | ordered (thread) | paid (thread) | pay | second person, with the bank's day |
| prove | paid (thread) | proven (thread) | prove | receipts checked |
| recover | paid (thread) | returned (thread), by rule on to free | return, release | money came back |
| carry_over | free, reserved or committed of one budget year | the same of another | carry_over | granting office, with a reason |
| lapse | free, or returned (thread) | lapsed | lapse | end of the year |
| correct | the other way round | | correct | granting office, with a reason |

Amounts are whole cents per budget year: `{2026: 150000}`. Without a programme year the oldest one that has the budget year goes
first, because its money lapses first; inside a programme year the sources share by what they
still have, the largest remainder takes the odd cent.
All raise Refused with a sentence and leave nothing. What a step of another app calls (reserve … recover) is logged by that step;
the office's own acts (allot, carry_over, lapse, correct) log themselves.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding.budgets import lists, queries, split
from quartier.funding.budgets.models import Allocation, Fund, FundRules, Source
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import actions as ledger
from quartier.ground.ledger import queries as book
from quartier.ground.ledger.actions import Move, Name
from quartier.ground.ledger.models import Kind, Reason
from quartier.ground.quarters import actions as quarters
from quartier.ground.quarters import queries as places
from quartier.ground.ui import german

WHERE = {
    Kind.FREE: lambda: _("frei"),
    Kind.RESERVED: lambda: _("für diesen Vorgang reserviert"),
    Kind.COMMITTED: lambda: _("für diesen Vorgang bewilligt und noch nicht ausgezahlt"),
    Kind.ORDERED: lambda: _("zur Zahlung freigegeben"),
    Kind.PAID: lambda: _("ausgezahlt und noch nicht nachgewiesen"),
    Kind.ALLOTTED: lambda: _("zugewiesen und noch keinem Jahr zugeteilt"),
    Kind.RETURNED: lambda: _("zurückgezahlt"),
}


# --- allotting -------------------------------------------------------------------------------------------------------


def allot(fund, place, programme_year, by_source, *, by, by_year=None, percents=None, commit_by_on=None, note=""):
    """Give a place money of a fund for a programme year. Returns the Allocation.

    `by_source` {source code: cents}. `by_year` {budget year: cents} or `percents`
    {budget year: per cent}, e.g. {2026: 20, 2027: 40, 2028: 40};
    without either all of it is for the programme year itself. Several allocations to the same pot add up.
    """
    by_source = {code: cents for code, cents in by_source.items() if cents}
    total = sum(by_source.values())
    by_year = _years(total, programme_year, by_year, percents)
    _check_allotment(fund, programme_year, by_source, by_year, total)
    with transaction.atomic():
        made = Allocation.objects.create(
            fund=fund,
            place=place,
            programme_year=programme_year,
            commit_by_on=commit_by_on,
            cents=total,
            by_source=by_source,
            by_year={str(year): cents for year, cents in by_year.items()},
            note=note.strip(),
            made_by=by,
            made_at=clock.now(),
        )
        _book_allotment(made, by_source, by_year, by, note)
        data = {"fund": fund.code, "programme_year": programme_year, "cents": total, "allocation": made.pk}
        log.record("budgets.allot", about=made, place_id=place.pk, by=by, data=data)
        quarters.touch(place.pk)
    return made


def _years(total, programme_year, by_year, percents):
    if percents:
        parts = split.shares(total, [int(percent * 100) for percent in percents.values()]) if sum(percents.values()) == 100 else []
        if not parts:
            raise Refused(_("Die Anteile der Jahre müssen zusammen 100 Prozent ergeben."), field="by_year")
        by_year = dict(zip(percents, parts, strict=True))
    return {year: cents for year, cents in sorted((by_year or {programme_year: total}).items()) if cents}


def _check_allotment(fund, programme_year, by_source, by_year, total):
    if not by_source or any(not _is_cents(cents) for cents in by_source.values()):
        raise Refused(_("Bitte mindestens einen Betrag eintragen, zum Beispiel 10.000."), field="by_source")
    unknown = set(by_source) - set(Source.objects.filter(code__in=by_source).values_list("code", flat=True))
    if unknown:
        raise Refused(_("Diesen Geldgeber gibt es nicht: %(code)s.") % {"code": sorted(unknown)[0]}, field="by_source")
    if any(not _is_cents(cents) for cents in by_year.values()) or sum(by_year.values()) != total:
        raise Refused(
            _("Die Jahre ergeben zusammen %(years)s, die Geldgeber %(sources)s. Beides muss gleich sein.")
            % {"years": german.euro(sum(by_year.values())), "sources": german.euro(total)},
            field="by_year",
        )
    if any(not programme_year <= year <= programme_year + 9 for year in by_year):
        raise Refused(_("Ein Haushaltsjahr liegt nicht vor dem Programmjahr und höchstens neun Jahre danach."), field="by_year")


def _is_cents(cents):
    return isinstance(cents, int) and not isinstance(cents, bool) and cents > 0


def _book_allotment(made, by_source, by_year, by, note):
    source = {code: Name(Kind.SOURCE, made.fund.code, made.place_id, made.programme_year, 0, code) for code in by_source}
    table = split.matrix(list(by_source.values()), list(by_year.values()))
    given, shared = [], []
    for (code, cents), line in zip(by_source.items(), table, strict=True):
        undivided = source[code].to(Kind.ALLOTTED)
        given.append(Move(source[code], undivided, cents))
        shared += [
            Move(undivided, undivided.to(Kind.FREE, budget_year=year), part) for year, part in zip(by_year, line, strict=True) if part
        ]
    ledger.lock([name for move in given + shared for name in (move.debit, move.credit)])
    ledger.post(given, reason=Reason.ALLOT, by=by, about=made, note=note)
    ledger.post(shared, reason=Reason.TRANCHE, by=by, about=made, note=note)


# --- money of a matter -----------------------------------------------------------------------------------------------


def reserve(fund, place, cents_by_year, *, thread, about, by, programme_year=None, on=None, note=""):
    """Set money of a pot aside for a matter: `cents_by_year` {budget year: cents}. Returns the number of the booking."""
    pool = _Pool(fund, place, thread, Kind.FREE, Kind.RESERVED, programme_year)
    return _move(pool, cents_by_year, Reason.RESERVE, about=about, by=by, on=on, note=note)


def commit(fund, place, cents_by_year, *, thread, about, by, programme_year=None, on=None, note=""):
    """Bind money by an award: first what is reserved for the matter in that budget year, the rest from what is free.

    What stays reserved beyond the award is not given back by this; call `release` for it. Returns the number of the booking.
    """
    wanted = _clean(cents_by_year)
    with transaction.atomic():
        held = _Pool(fund, place, thread, Kind.RESERVED, Kind.COMMITTED, programme_year)
        free = _Pool(fund, place, thread, Kind.FREE, Kind.COMMITTED, programme_year)
        accounts = ledger.lock(held.names(wanted) | free.names(wanted))
        moves = []
        for year, cents in wanted.items():
            from_held = min(cents, held.available(accounts, year))
            moves += held.take(accounts, year, from_held) + free.take(accounts, year, cents - from_held)
        return ledger.post(moves, reason=Reason.COMMIT, by=by, on=on, about=about, note=note)[0].booking


def release(fund, place, cents_by_year=None, *, thread, about, by, kind=Kind.RESERVED, programme_year=None, on=None, note=""):
    """Give money of a matter back to its pot.

    `kind` says which: reserved or committed. Without amounts: all of that kind; returns None if there is none.
    """
    pool = _Pool(fund, place, thread, kind, Kind.FREE, programme_year)
    cents_by_year = pool.everything() if cents_by_year is None else cents_by_year
    return _move(pool, cents_by_year, Reason.RELEASE, about=about, by=by, on=on, note=note) if cents_by_year else None


def release_all(fund, place, *, thread, about, by, note=""):
    """Give everything that a matter still holds and nobody has been paid back to the pot (refused, withdrawn, closed).

    Returns the bookings.
    """
    kinds = (Kind.RESERVED, Kind.COMMITTED)
    made = [release(fund, place, thread=thread, about=about, by=by, kind=kind, note=note) for kind in kinds]
    return [booking for booking in made if booking]


def order_payment(fund, place, cents_by_year, *, thread, about, by, programme_year=None, on=None, note=""):
    """First person: release a payment of a matter. Returns the number of the booking, which `pay` asks for."""
    pool = _Pool(fund, place, thread, Kind.COMMITTED, Kind.ORDERED, programme_year)
    return _move(pool, cents_by_year, Reason.ORDER, about=about, by=by, on=on, note=note)


release_payment = order_payment  # the same act in the words of the office: "Zahlung freigeben"


def pay(order, *, paid_by, bank_on, about=None, note=""):
    """Second person: the order (number of its booking) has left the bank on the day `bank_on`. Returns the number of the booking.

    Refused for the person who ordered it, for an order that is paid or taken back, and for a day that is still to come.
    """
    if bank_on > clock.today():
        raise Refused(_("Der Tag der Bank liegt in der Zukunft. Bitte den Tag vom Kontoauszug eintragen."), field="bank_on")
    return ledger.pay(order, by=paid_by, on=bank_on, about=about, note=note)[0].booking


def cancel_payment(order, *, by, note):
    """Take an order back before it is paid: the money is awarded and not paid again. `note` says why."""
    return ledger.correct(book.booking(order), by=by, note=note)[0].booking


def prove(fund, place, cents_by_year, *, thread, about, by, programme_year=None, on=None, note=""):
    """Receipts for paid money are checked and right."""
    pool = _Pool(fund, place, thread, Kind.PAID, Kind.PROVEN, programme_year)
    return _move(pool, cents_by_year, Reason.PROVE, about=about, by=by, on=on, note=note)


def recover(fund, place, cents_by_year, *, thread, about, by, bank_on, to_pot=None, programme_year=None, note=""):
    """Paid money has come back on the bank's day.

    By the fund's rule (or `to_pot`) it is free again, otherwise it waits for the end of the year. Returns the numbers of the bookings
    in their order; to take them back, go backwards.
    """
    if to_pot is None:
        found = queries.rules(fund, place, bank_on)
        to_pot = bool(found and found.returns_to_pot)
    with transaction.atomic():
        wanted = _clean(cents_by_year)
        back = _Pool(fund, place, thread, Kind.PAID, Kind.RETURNED, programme_year)
        again = _Pool(fund, place, thread, Kind.RETURNED, Kind.FREE, programme_year)
        accounts = ledger.lock(back.names(wanted) | {name.to(Kind.FREE, thread_id=0) for name in back.names(wanted)})
        moves = [move for year, cents in wanted.items() for move in back.take(accounts, year, cents)]
        made = [ledger.post(moves, reason=Reason.RETURN, by=by, on=bank_on, about=about, note=note)[0].booking]
        if to_pot:
            onward = [Move(move.credit, again.target(move.credit), move.cents) for move in moves]
            made.append(ledger.post(onward, reason=Reason.RELEASE, by=by, on=bank_on, about=about, note=note)[0].booking)
        return made


# --- the year and mistakes -------------------------------------------------------------------------------------------


def carry_over(fund, place, from_year, to_year, cents, *, by, note, programme_year=None, thread=None, about=None, kind=Kind.FREE):
    """Move money from one budget year to another: of the pot, or with `thread` what is reserved or committed (`kind`) for a matter."""
    _needs_reason(note)
    if from_year == to_year:
        raise Refused(_("Bitte zwei verschiedene Haushaltsjahre wählen."), field="to_year")
    pool = _Pool(fund, place, thread, kind, kind, programme_year, to_year=to_year)
    with transaction.atomic():
        booking = _move(pool, {from_year: cents}, Reason.CARRY_OVER, about=about or thread, by=by, note=note)
        _log(
            "budgets.carry_over", fund, place, by, thread, {"from_year": from_year, "to_year": to_year, "cents": cents, "booking": booking}
        )
    return booking


def lapse(fund, place, budget_year, *, by, note, cents=None, programme_year=None, thread=None):
    """What is free in a budget year (with `thread`: what came back from a matter) goes back to who gave it and cannot be used any more.

    Without `cents`: all of it. Refused if there is nothing.
    """
    _needs_reason(note)
    pool = _Pool(fund, place, thread, Kind.RETURNED if thread else Kind.FREE, Kind.LAPSED, programme_year)
    with transaction.atomic():
        cents = pool.everything().get(budget_year, 0) if cents is None else cents
        if not cents:
            raise Refused(_("Im Haushaltsjahr %(year)s ist nichts da, das verfallen könnte.") % {"year": budget_year})
        booking = _move(pool, {budget_year: cents}, Reason.LAPSE, about=thread, by=by, note=note)
        _log("budgets.lapse", fund, place, by, thread, {"budget_year": budget_year, "cents": cents, "booking": booking})
    return booking


def correct(booking, *, by, note):
    """Take a whole booking back by adding its mirror.

    A payment that bounced is taken back with its order, so that it can be ordered anew.
    """
    rows = book.booking(booking)
    if not rows:
        raise Refused(_("Diese Buchung gibt es nicht."))
    orders = book.booking(rows[0].answers.booking) if rows[0].reason == Reason.PAY else []
    with transaction.atomic():
        ledger.lock({ledger.name_of(account) for row in [*rows, *orders] for account in (row.debit, row.credit)})
        made = ledger.correct(rows, by=by, note=note)[0].booking
        if orders:
            ledger.correct(orders, by=by, note=note)
        place_id, thread_id = rows[0].debit.place_id, rows[0].credit.thread_id or rows[0].debit.thread_id or None
        data = {"booking": booking, "correction": made, "cents": sum(row.cents for row in rows)}
        log.record("budgets.correct", place_id=place_id, thread_id=thread_id, by=by, data=data)
        quarters.touch(place_id)
    return made


def _needs_reason(note):
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu."), field="note")


def _log(act, fund, place, by, thread, data):
    data = {"fund": fund if isinstance(fund, str) else fund.code, **data}
    log.record(act, place_id=place.pk, thread_id=thread.pk if thread else None, by=by, data=data)
    quarters.touch(place.pk)


# --- how money is found ----------------------------------------------------------------------------------------------


def _clean(cents_by_year):
    wanted = {year: cents for year, cents in sorted(cents_by_year.items()) if cents}
    if not wanted or any(not _is_cents(cents) for cents in wanted.values()):
        raise Refused(_("Bitte einen Betrag eintragen, zum Beispiel 400."))
    return wanted


def _move(pool, cents_by_year, reason, *, about, by, on=None, note=""):
    wanted = _clean(cents_by_year)
    with transaction.atomic():
        accounts = ledger.lock(pool.names(wanted))
        moves = [move for year, cents in wanted.items() for move in pool.take(accounts, year, cents)]
        return ledger.post(moves, reason=reason, by=by, on=on, about=about, note=note)[0].booking


class _Pool:
    """The accounts of one kind from which an act may take, and where it takes it to."""

    def __init__(self, fund, place, thread, source_kind, target_kind, programme_year=None, to_year=None):
        self.fund_code = fund if isinstance(fund, str) else fund.code
        self.place, self.to_year, self.programme_year = place, to_year, programme_year
        self.source_kind, self.target_kind = Kind(source_kind), Kind(target_kind)
        self.thread_id = getattr(thread, "pk", thread) or 0

    def _thread_of(self, kind):
        return 0 if kind in (Kind.FREE, Kind.LAPSED, Kind.ALLOTTED) else self.thread_id

    def _stored(self, years=None):
        found = book.accounts(
            place_ids=[self.place.pk], kinds=[self.source_kind], fund_code=self.fund_code, programme_year=self.programme_year
        )
        found = found.filter(thread_id=self._thread_of(self.source_kind))
        return found if years is None else found.filter(budget_year__in=list(years))

    def everything(self):
        """{budget year: cents} that could be taken."""
        sums = book.sums(self._stored(), "budget_year")
        return {year: cents[self.source_kind] for (year,), cents in sorted(sums.items()) if cents[self.source_kind]}

    def names(self, years):
        """The accounts on both sides that an act over these budget years touches."""
        froms = {ledger.name_of(account) for account in self._stored(years)}
        return froms | {self.target(name) for name in froms}

    def target(self, name):
        """The account to which money of this one goes."""
        return name.to(self.target_kind, thread_id=self._thread_of(self.target_kind), budget_year=self.to_year or name.budget_year)

    def _lines(self, accounts, year):
        mine = [
            a
            for a in accounts.values()
            if a.kind == self.source_kind and a.budget_year == year and a.thread_id == self._thread_of(self.source_kind)
        ]
        return sorted(mine, key=lambda account: (account.programme_year, account.source_code))

    def available(self, accounts, year):
        """Cents of this kind in the budget year, from locked accounts."""
        return sum(account.balance_cents for account in self._lines(accounts, year))

    def take(self, accounts, year, cents):
        """Moves that take `cents` of the budget year: oldest programme year first, shared over the sources.

        Raises Refused naming what is there.
        """
        lines = self._lines(accounts, year)
        if cents > self.available(accounts, year):
            raise Refused(self._short(accounts, year, cents))
        moves = []
        for programme_year in sorted({account.programme_year for account in lines}):
            group = [account for account in lines if account.programme_year == programme_year]
            part = min(cents, sum(account.balance_cents for account in group))
            moves += self._shared(group, part)
            cents -= part
        return moves

    def _shared(self, group, cents):
        parts = split.shares(cents, [account.balance_cents for account in group]) if cents else []
        names = [ledger.name_of(account) for account in group[: len(parts)]]
        return [Move(name, self.target(name), part) for name, part in zip(names, parts, strict=True) if part]

    def _short(self, accounts, year, cents):
        there = self.available(accounts, year)
        label = Fund.objects.filter(code=self.fund_code).values_list("label", flat=True).first() or self.fund_code
        return _(
            "Das Geld reicht nicht: Im %(fund)s sind für %(year)s noch %(there)s %(where)s, "
            "gebraucht werden %(needed)s. Es fehlen %(missing)s."
        ) % {
            "fund": label,
            "year": year,
            "there": german.euro(there),
            "where": WHERE[self.source_kind](),
            "needed": german.euro(cents),
            "missing": german.euro(cents - there),
        }


# --- rules -----------------------------------------------------------------------------------------------------------


def save_rules(rules, *, by):
    """Save an unsaved FundRules as a new dated version.

    Refused for a day in the past, unless it is the first version there. Returns it saved.
    """
    return _save_version(rules, "budgets.save_rules", _check_rules, by)


def end_rules(fund, place, *, valid_from, note, by):
    """The place's own rules end: from that day on those hold again that hold above it. Returns the version that says so.

    Refused without own rules there, without rules above, for a day in the past, and without a reason.
    """
    if place is None:
        raise ValueError("only the rules of a place end; those for all are followed by others")
    return _save_version(
        FundRules(fund=fund, place=place, valid_from=valid_from, note=note.strip(), is_end=True), "budgets.end_rules", _check_end, by
    )


def _check_end(rules):
    if not rules.note:
        raise Refused(_("Bitte schreiben Sie den Grund dazu."), field="note")
    _must_not_reach_back(rules)
    held = queries.rules(rules.fund, rules.place, rules.valid_from)
    if held is None or held.place_id != rules.place_id:
        raise Refused(_("An diesem Tag gelten hier keine eigenen Regeln."), field="valid_from")
    above = rules.place.parent
    if above is None or queries.rules(rules.fund, above, rules.valid_from) is None:
        raise Refused(_("Über diesem Ort gelten an diesem Tag keine anderen Regeln. Bitte zuerst Regeln für alle Quartiere festlegen."))


def _save_version(rules, act, check, by):
    with transaction.atomic():
        Fund.objects.select_for_update().get(pk=rules.fund_id)
        check(rules)
        last = FundRules.objects.filter(fund=rules.fund).order_by("-version").values_list("version", flat=True).first()
        rules.version, rules.made_by, rules.made_at = (last or 0) + 1, by, clock.now()
        rules.save(force_insert=True)
        data = {"fund": rules.fund.code, "version": rules.version, "valid_from": rules.valid_from.isoformat()}
        place_id = rules.place_id or places.city().pk
        log.record(act, about=rules, place_id=place_id, by=by, data=data)
        quarters.touch(place_id)
    return rules


def _check_rules(rules):
    if rules.pk:
        raise Refused(_("Eine Fassung wird nicht geändert. Bitte speichern Sie eine neue."))
    _must_not_reach_back(rules)
    for field, sentence in lists.problems(rules).items():
        raise Refused(sentence, field=field)


def _must_not_reach_back(rules):
    if rules.valid_from < clock.today() and FundRules.objects.filter(fund=rules.fund, place=rules.place).exists():
        raise Refused(_("Neue Regeln gelten frühestens ab heute, weil laufende Vorgänge ihre Regeln behalten."), field="valid_from")


def make_source(code, label, *, order=0):
    """Write a source down; the same code again changes nothing."""
    return Source.objects.get_or_create(code=code, defaults={"label": label, "order": order})[0]


def make_fund(code, label, *, purpose="", order=0):
    """Write a fund down; the same code again changes nothing."""
    return Fund.objects.get_or_create(code=code, defaults={"label": label, "purpose": purpose, "order": order})[0]
