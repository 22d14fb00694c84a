"""The book proves itself: a list of small checks, each a generator of sentences. Nothing here writes."""

from collections import defaultdict

from django.db import connection, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from quartier.ground.acts import triggers
from quartier.ground.ledger import rules, seals
from quartier.ground.ledger.models import POT_KINDS, YEARLESS_KINDS, Account, Head, Kind, Reason, Transfer
from quartier.ground.workflow.models import Thread


def problems():
    """Everything that is wrong with the book, as sentences; an empty list is a proof. Reads one consistent state."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return [sentence for check in CHECKS for sentence in check()]


def _balances():
    moved = defaultdict(int)
    for field, sign in (("debit_id", -1), ("credit_id", 1)):
        for pk, cents in Transfer.objects.order_by().values_list(field).annotate(cents=Sum("cents")):
            moved[pk] += sign * cents
    for account in Account.objects.all():
        if account.balance_cents != moved[account.pk]:
            yield _("Konto %(account)s: Der Saldo ist %(is)s Cent, die Summe der Buchungen %(must)s Cent.") % {
                "account": account, "is": account.balance_cents, "must": moved[account.pk],
            }  # fmt: skip
    total = Account.objects.aggregate(cents=Sum("balance_cents"))["cents"] or 0
    if total:
        yield _("Die Summe aller Konten ist %(total)s Cent statt null.") % {"total": total}


def _chain():
    number, seal = 0, ""
    for row in Transfer.objects.select_related("debit", "credit").order_by("number").iterator(chunk_size=2000):
        number += 1
        if row.number != number:
            yield _("Vor Buchung %(number)s fehlen Nummern ab %(expected)s.") % {"number": row.number, "expected": number}
            number = row.number
        if row.previous != seal:
            yield _("Buchung %(number)s schließt nicht an das Siegel davor an.") % {"number": row.number}
        if row.seal != seals.seal(row.previous, row, row.debit, row.credit):
            yield _("Buchung %(number)s passt nicht zu ihrem Siegel: Sie ist nachträglich verändert.") % {"number": row.number}
        seal = row.seal
    yield from _end_of_chain(number, seal)


def _end_of_chain(number, seal):
    head = Head.objects.filter(pk=1).first() or Head(number=0, seal="")
    if (head.number, head.seal) != (number, seal):
        yield _("Das Ende der Kette ist %(is)s, vermerkt ist %(must)s.") % {"is": number, "must": head.number}


def _accounts():
    """The CHECKs of the table again, for a book whose constraints were taken off."""
    negative = Account.objects.filter(Q(balance_cents__lt=0) & ~Q(kind=Kind.SOURCE) | Q(balance_cents__gt=0, kind=Kind.SOURCE))
    unnamed = Account.objects.filter(
        (Q(kind__in=POT_KINDS) & ~Q(thread_id=0)) | (~Q(kind__in=POT_KINDS) & Q(thread_id__lte=0))
        | (Q(kind__in=YEARLESS_KINDS) & ~Q(budget_year=0)) | (~Q(kind__in=YEARLESS_KINDS) & Q(budget_year=0)) | ~Q(kind__in=Kind.values)
    )  # fmt: skip
    for account in negative:
        yield _("Konto %(account)s hat %(cents)s Cent.") % {"account": account, "cents": account.balance_cents}
    for account in unnamed:
        yield _("Konto %(account)s hat keinen gültigen Namen.") % {"account": account}


def _transfers():
    rows = Transfer.objects.select_related("debit", "credit", "answers__debit", "answers__credit").order_by("number")
    answered = set()
    for row in rows.iterator(chunk_size=2000):
        for sentence in (_move(row), _answer(row, answered)):
            if sentence:
                yield _("Buchung %(number)s: %(problem)s") % {"number": row.number, "problem": sentence}


def _move(row):
    if row.reason not in Reason.values:
        return _("unbekannter Grund.")
    if row.reason == Reason.CORRECT:
        return None if row.note.strip() and row.cents > 0 else _("Eine Berichtigung ohne Begründung.")
    people = rules.people_problem(row.reason, row.by_id, row.second_id)
    return people or rules.move_problem(row.debit, row.credit, row.cents, row.reason)


def _answer(row, answered):
    if row.reason not in (Reason.PAY, Reason.CORRECT):
        return None if row.answers_id is None else _("verweist zu Unrecht auf eine andere.")
    if row.answers is None or row.answers.number >= row.number or (row.answers_id, row.reason) in answered:
        return _("verweist auf keine frühere offene Buchung.")
    answered.add((row.answers_id, row.reason))
    first = row.answers
    mirrored = row.debit_id == first.credit_id and (row.reason == Reason.PAY or row.credit_id == first.debit_id)
    return None if mirrored and row.cents == first.cents else _("passt nicht zu der Buchung, auf die sie verweist.")


def _bookings():
    """One booking has one reason, one day, one subject, and the number of its first row."""
    firsts = {row.number: row for row in Transfer.objects.filter(number__in=Transfer.objects.values("booking"))}
    for row in Transfer.objects.order_by("number").iterator(chunk_size=2000):
        first = firsts.get(row.booking)
        same = first and all(
            getattr(row, part) == getattr(first, part) for part in ("reason", "on", "by_id", "second_id", "about_kind", "about_id")
        )
        if not same:
            yield _("Buchung %(number)s gehört nicht zu ihrem Vorgang %(booking)s.") % {"number": row.number, "booking": row.booking}


def _threads():
    """Money of a matter belongs to a thread that exists, and lies where the thread lies."""
    ids = set(Account.objects.filter(thread_id__gt=0).values_list("thread_id", flat=True))
    places = dict(Thread.objects.filter(pk__in=ids).values_list("pk", "place_id"))
    for thread_id, place_id in Account.objects.filter(thread_id__gt=0).order_by().values_list("thread_id", "place_id").distinct():
        if thread_id not in places:
            yield _("Für den Vorgang %(thread)s ist Geld gebucht, aber es gibt ihn nicht.") % {"thread": thread_id}
        elif places[thread_id] != place_id:
            yield _("Das Geld des Vorgangs %(thread)s liegt an einem anderen Ort als der Vorgang.") % {"thread": thread_id}


def _triggers():
    missing = [name for name in triggers.missing() if name.startswith("ledger_transfer:")]
    if missing:
        yield _("Der Schutz gegen Änderungen fehlt in der Datenbank: %(names)s.") % {"names": ", ".join(missing)}


CHECKS = (_balances, _chain, _accounts, _transfers, _bookings, _threads, _triggers)


def head_problems(text):
    """Compare a published head, written `number:seal` (the beginning of a seal will do), with the chain.

    Finds a cut tail and a rewritten book.
    """
    number, _colon, seal = text.partition(":")
    if not number.isdigit() or len(seal) < 8:
        return [_("Bitte so schreiben: NUMMER:SIEGEL, mit mindestens acht Zeichen des Siegels.")]
    row = Transfer.objects.filter(number=int(number)).first()
    if row is None:
        return [_("Das Buch endet vor der veröffentlichten Buchung %(number)s.") % {"number": number}]
    return (
        []
        if row.seal.startswith(seal.lower())
        else [_("Buchung %(number)s hat ein anderes Siegel als das veröffentlichte.") % {"number": number}]
    )
