"""The only writers of money. One act = one booking = one or more transfers that stand or fall together.

Order of locks: the caller's case, then the accounts by id, then the head of the book; log and place come after
(`docs/explanation/money.md`).
An act that needs several accounts names all of them at once, so that nobody ever waits for an account with a higher one in hand.
"""

from dataclasses import astuple, dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.ledger import rules, seals
from quartier.ground.ledger.models import Account, Head, Kind, Reason, Transfer
from quartier.ground.ui import german


@dataclass(frozen=True, order=True)
class Name:
    """The name of an account; `''` and 0 mean "none"."""

    kind: str
    fund_code: str
    place_id: int
    programme_year: int
    budget_year: int
    source_code: str
    thread_id: int = 0

    NAME = Account.NAME

    def to(self, kind, **changes):
        """The account beside this one: another kind, the rest the same unless said otherwise."""
        values = {part: getattr(self, part) for part in self.NAME}
        return Name(**{**values, "kind": kind, **changes})


@dataclass(frozen=True)
class Move:
    """`cents` from the account named `debit` to the one named `credit`; `answers` the number of a transfer or None."""

    debit: Name
    credit: Name
    cents: int
    answers: int | None = None


def name_of(account):
    """The name of a stored account."""
    return Name(*(getattr(account, part) for part in Account.NAME))


def lock(names):
    """Open and lock the named accounts in the order of their ids.

    Returns {name: account} with balances that hold until the end of the transaction.
    """
    names = sorted(set(names))
    found = _find(names)
    missing = [name for name in names if name not in found]
    if missing:
        Account.objects.bulk_create([_blank(name) for name in missing], ignore_conflicts=True)
        found = _find(names)
    ids = [account.pk for account in found.values()]
    locked = Account.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {name_of(account): account for account in locked}


def _blank(name):
    return Account(**{part: getattr(name, part) for part in Account.NAME})


def _find(names, size=50):
    found = {}
    for start in range(0, len(names), size):
        wanted = Q()
        for name in names[start : start + size]:
            wanted |= Q(**dict(zip(Account.NAME, astuple(name), strict=True)))
        found |= {name_of(account): account for account in Account.objects.filter(wanted)}
    return found


def post(moves, *, reason, by, on=None, second=None, about=None, note=""):
    """Book `moves` for one reason and return the transfers.

    `by` is the acting person (None: the system), `second` the other person of a payment, `on` the day that counts (default: today),
    `about` the object it is about (has KIND and pk). Raises Refused with a sentence and leaves nothing.
    """
    moves = list(moves)
    _check(moves, reason, by, second)
    with transaction.atomic():
        accounts = lock([name for move in moves for name in (move.debit, move.credit)])
        _check_balances(moves, accounts)
        head = _locked_head()
        shared = {
            "reason": reason,
            "on": on or clock.today(),
            "by_id": _id(by),
            "second_id": _id(second),
            "at": clock.now(),
            "note": note.strip(),
            "about_kind": about.KIND if about else "",
            "about_id": about.pk if about else 0,
            "booking": head.number + 1,
        }
        rows = [_next(head, move, accounts, shared) for move in moves]
        Transfer.objects.bulk_create(rows)
        _move_balances(moves, accounts)
        head.save(update_fields=["number", "seal"])
    return rows


def _check(moves, reason, by, second):
    if not moves:
        raise Refused(_("Es gibt nichts zu buchen."))
    problems = [rules.people_problem(reason, _id(by), _id(second))]
    problems += [
        rules.answer_problem(reason, move.answers) or rules.move_problem(move.debit, move.credit, move.cents, reason) for move in moves
    ]
    insist(next((problem for problem in problems if problem), None))


def _check_balances(moves, accounts):
    for name, account in accounts.items():
        change = _change(name, moves)
        if name.kind != Kind.SOURCE and account.balance_cents + change < 0:
            raise Short(account, -change)
        if name.kind == Kind.SOURCE and account.balance_cents + change > 0:
            raise Short(account, change)


class Short(Refused):
    """An account has less than the act needs; `account` and `needed_cents` let the caller say it better."""

    def __init__(self, account, needed_cents):
        self.account, self.needed_cents = account, needed_cents
        super().__init__(
            _("Das Geld reicht nicht (%(kind)s, %(year)s): Es fehlen %(missing)s.")
            % {
                "kind": Kind(account.kind).label,
                "year": account.budget_year or account.programme_year,
                "missing": german.euro(needed_cents - abs(account.balance_cents)),
            }
        )


def _change(name, moves):
    return sum(move.cents for move in moves if move.credit == name) - sum(move.cents for move in moves if move.debit == name)


def _locked_head():
    if not Head.objects.filter(pk=1).exists():
        Head.objects.bulk_create([Head(pk=1)], ignore_conflicts=True)
    return Head.objects.select_for_update().get(pk=1)


def _next(head, move, accounts, shared):
    debit, credit = accounts[move.debit], accounts[move.credit]
    row = Transfer(
        number=head.number + 1, debit=debit, credit=credit, cents=move.cents, answers_id=move.answers, previous=head.seal, **shared
    )
    row.seal = seals.seal(head.seal, row, debit, credit)
    head.number, head.seal = row.number, row.seal
    return row


def _move_balances(moves, accounts):
    for name, account in sorted(accounts.items(), key=lambda item: item[1].pk):
        if change := _change(name, moves):
            Account.objects.filter(pk=account.pk).update(balance_cents=F("balance_cents") + change)


def _id(person):
    return person.pk if person else None


def transfer(debit, credit, cents, *, reason, by, on=None, second=None, about=None, note=""):
    """Book one transfer between two named accounts; as `post` with a single move."""
    return post([Move(debit, credit, cents)], reason=reason, by=by, on=on, second=second, about=about, note=note)[0]


def pay(booking, *, by, on, about=None, note=""):
    """Book the payment of the order with the number `booking`. `by` is the second person, who saw the money leave on the bank's day `on`.

    The person who ordered it is read from the order. Refused when it is the same person, or when the order is paid or taken back.
    """
    with transaction.atomic():
        rows = _locked_rows(booking)
        insist(rules.order_problem(rows))
        moves = [Move(name_of(row.credit), name_of(row.credit).to(Kind.PAID), row.cents, row.number) for row in rows]
        first = rows[0]
        subject = about or _About(first.about_kind, first.about_id)
        return post(moves, reason=Reason.PAY, by=by, second=first.by, on=on, about=subject, note=note)


@dataclass(frozen=True)
class _About:
    KIND: str
    pk: int


def correct(transfers, *, by, note, on=None):
    """Take back one transfer or the transfers of one booking by adding their mirror. `note` says why. Returns the new rows."""
    transfers = [transfers] if isinstance(transfers, Transfer) else list(transfers)
    with transaction.atomic():
        rows = _locked(Transfer.objects.filter(pk__in=[row.pk for row in transfers]))
        insist(rules.correction_problem(rows, note))
        moves = [Move(name_of(row.credit), name_of(row.debit), row.cents, row.number) for row in rows]
        subject = _About(rows[0].about_kind, rows[0].about_id)
        return post(moves, reason=Reason.CORRECT, by=by, on=on, about=subject, note=note)


def _locked_rows(booking):
    return _locked(Transfer.objects.filter(booking=booking))


def _locked(rows):
    """The transfers with their accounts, those locked first: whoever answers the same row waits here."""
    rows = list(rows.select_related("debit", "credit", "by"))
    lock({name_of(account) for row in rows for account in (row.debit, row.credit)} | _paid_names(rows))
    return rows


def _paid_names(rows):
    return {name_of(row.credit).to(Kind.PAID) for row in rows if row.reason == Reason.ORDER}
