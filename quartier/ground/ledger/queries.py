"""Reads of the book. Sums of places, funds and years come from balances, never from adding up transfers."""

from django.db.models import Q, Sum

from quartier.ground.ledger.models import Account, Head, Kind, Reason, Transfer


def head():
    """The end of the chain as (number, seal).

    Published in minutes, PDFs and a feed, because a chain alone cannot show that its tail was cut.
    """
    row = Head.objects.filter(pk=1).first()
    return (row.number, row.seal) if row else (0, "")


def accounts(*, place_ids=None, kinds=None, **name):
    """Accounts of some places (None.

    All) and kinds, narrowed by parts of the name: fund_code, programme_year, budget_year, source_code, thread_id.
    """
    found = Account.objects.filter(**{key: value for key, value in name.items() if value not in (None, "")})
    found = found if place_ids is None else found.filter(place_id__in=list(place_ids))
    return found.filter(kind__in=kinds) if kinds else found


def sums(found, *by):
    """Balances of accounts added up by the fields `by` and by kind.

    {(value, …): {kind: cents}}; sources come as the positive sum they gave.
    """
    rows = found.order_by().values_list(*by, "kind").annotate(cents=Sum("balance_cents"))
    table = {}
    for *key, kind, cents in rows:
        table.setdefault(tuple(key), {})[kind] = -cents if kind == Kind.SOURCE else cents
    return table


def total(found):
    """Balances of accounts by kind: {kind: cents}."""
    return sums(found).get((), {})


def transfers(*, place_ids=None, fund=None, programme_year=None, budget_year=None, source=None, thread_id=None, kind=None, reason=None,
              booking=None, about=None, since=None, until=None):  # fmt: skip
    """Transfers, newest first, narrowed by what an account they touch is named or by themselves. Empty values do not narrow."""
    found = Transfer.objects.select_related("debit", "credit", "by", "second").order_by("-number")
    touched = {"place_id__in": list(place_ids) if place_ids is not None else None, "fund_code": fund, "programme_year": programme_year,
               "source_code": source}  # fmt: skip
    found = found.filter(**{f"debit__{key}": value for key, value in touched.items() if value not in (None, "")})
    for key, value in {"budget_year": budget_year, "thread_id": thread_id, "kind": kind}.items():
        if value not in (None, ""):
            found = found.filter(Q(**{f"debit__{key}": value}) | Q(**{f"credit__{key}": value}))
    own = {"reason": reason, "booking": booking, "on__gte": since, "on__lte": until}
    own |= {"about_kind": about.KIND, "about_id": about.pk} if about else {}
    return found.filter(**{key: value for key, value in own.items() if value not in (None, "")})


def booking(number):
    """The transfers of one act, in their order; empty if there is none of this number."""
    found = Transfer.objects.filter(booking=number).select_related("debit__place", "credit", "by", "second")
    return list(found.prefetch_related("answered_by"))


def open_orders(thread_id=None, about=None):
    """Bookings released for payment and neither paid nor taken back: [(booking, cents, ordered_by_id, on)] in their order."""
    rows = Transfer.objects.filter(reason=Reason.ORDER, answered_by__isnull=True)
    rows = rows.filter(debit__thread_id=thread_id) if thread_id else rows
    rows = rows.filter(about_kind=about.KIND, about_id=about.pk) if about else rows
    return list(rows.order_by("booking").values_list("booking", "by_id", "on").annotate(cents=Sum("cents")))


def returned_on(thread_id):
    """What came back from a matter and went on into the pot: {(budget year, source): cents}. Few rows, found by the thread's accounts."""
    rows = Transfer.objects.filter(debit__thread_id=thread_id, debit__kind=Kind.RETURNED, reason__in=(Reason.RELEASE, Reason.LAPSE))
    rows = rows.exclude(answered_by__reason=Reason.CORRECT).order_by()
    return {
        (year, source): cents
        for year, source, cents in rows.values_list("debit__budget_year", "debit__source_code").annotate(cents=Sum("cents"))
    }


def count_by(person_id):
    """How many transfers name the person as acting or as second person."""
    return Transfer.objects.filter(Q(by_id=person_id) | Q(second_id=person_id)).count()
