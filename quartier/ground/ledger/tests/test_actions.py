"""The book: what it books, what it refuses, and that a refusal leaves nothing."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import actions, check, queries
from quartier.ground.ledger.actions import Move
from quartier.ground.ledger.models import Account, Head, Kind, Reason, Transfer
from quartier.ground.ledger.tests import factories

pytestmark = pytest.mark.django_db


def balance(name):
    return Account.objects.get(**{part: getattr(name, part) for part in Account.NAME}).balance_cents


def test_a_transfer_moves_money_and_is_numbered_and_sealed():
    ada = factories.make_person()
    free = factories.fill(10_000, by=ada)
    thread = factories.make_thread()
    row = actions.transfer(free, free.to(Kind.RESERVED, thread_id=thread.pk), 4_000, reason=Reason.RESERVE, by=ada)
    assert (row.number, row.booking, row.by_id) == (3, 3, ada.pk)
    assert (balance(free), balance(free.to(Kind.RESERVED, thread_id=thread.pk))) == (6_000, 4_000)
    assert queries.head() == (3, row.seal)
    assert check.problems() == []


def test_the_moves_of_one_act_stand_under_one_booking():
    free, other = factories.fill(100, source="land"), factories.fill(200, source="bund")
    thread = factories.make_thread()
    moves = [Move(name, name.to(Kind.RESERVED, thread_id=thread.pk), cents) for name, cents in ((free, 100), (other, 200))]
    rows = actions.post(moves, reason=Reason.RESERVE, by=None)
    assert [row.booking for row in rows] == [rows[0].number] * 2
    assert queries.booking(rows[0].number) == rows
    assert check.problems() == []


def test_an_empty_book_has_a_head_and_no_problems():
    assert queries.head() == (0, "")
    assert check.problems() == []


@pytest.mark.parametrize("cents", [0, -1, 1.5, True, None])
def test_amounts_that_are_none(cents):
    free = factories.fill(100)
    with pytest.raises(Refused, match="mindestens einen Cent"):
        actions.transfer(free, free.to(Kind.LAPSED), cents, reason=Reason.LAPSE, by=None)


def refuse(sentence, *args, **kwargs):
    before = (Transfer.objects.count(), list(Account.objects.values_list("pk", "balance_cents")), queries.head())
    with pytest.raises(Refused, match=sentence), transaction.atomic():
        actions.transfer(*args, **kwargs)
    assert (Transfer.objects.count(), list(Account.objects.values_list("pk", "balance_cents")), queries.head()) == before


def test_what_the_book_refuses_leaves_nothing():
    free = factories.fill(100)
    one, two = factories.make_thread(), factories.make_thread()
    held = free.to(Kind.RESERVED, thread_id=one.pk)
    actions.transfer(free, held, 50, reason=Reason.RESERVE, by=None)
    refuse("reicht nicht", free, free.to(Kind.LAPSED), 51, reason=Reason.LAPSE, by=None)
    refuse("Diese Buchung gibt es nicht", free, free, 5, reason=Reason.RESERVE, by=None)
    refuse("Diese Buchung gibt es nicht", free, free.to(Kind.PAID, thread_id=one.pk), 5, reason=Reason.PROVE, by=None)
    refuse("Vorgang in einen anderen", held, held.to(Kind.COMMITTED, thread_id=two.pk), 5, reason=Reason.COMMIT, by=None)
    refuse("bleibt in seinem Fonds", free, free.to(Kind.LAPSED, source_code="bund"), 5, reason=Reason.LAPSE, by=None)
    refuse("bleibt in seinem Fonds", free, free.to(Kind.LAPSED, programme_year=2025), 5, reason=Reason.LAPSE, by=None)
    refuse("Nur ein Übertrag", free, free.to(Kind.LAPSED, budget_year=2027), 5, reason=Reason.LAPSE, by=None)
    assert check.problems() == []


def test_the_sentence_names_what_is_missing():
    free = factories.fill(10_000)
    with pytest.raises(Refused, match="Es fehlen 0,50"):
        actions.transfer(free, free.to(Kind.LAPSED), 10_050, reason=Reason.LAPSE, by=None)


def order(cents=100, by=None):
    by = by or factories.make_person()
    thread = factories.make_thread()
    free = factories.fill(cents)
    bound = free.to(Kind.COMMITTED, thread_id=thread.pk)
    actions.transfer(free, bound, cents, reason=Reason.COMMIT, by=by)
    return actions.transfer(bound, bound.to(Kind.ORDERED), cents, reason=Reason.ORDER, by=by), by


def test_a_payment_takes_two_people_and_keeps_both():
    ordered, ada = order()
    ben = factories.make_person("Ben")
    with pytest.raises(Refused, match="zwei Personen"):
        actions.pay(ordered.booking, by=ada, on=datetime.date(2026, 5, 4))
    with pytest.raises(Refused, match="zwei Personen"):
        actions.pay(ordered.booking, by=None, on=datetime.date(2026, 5, 4))
    paid = actions.pay(ordered.booking, by=ben, on=datetime.date(2026, 5, 4))[0]
    assert (paid.by, paid.second, paid.on, paid.answers_id) == (ben, ada, datetime.date(2026, 5, 4), ordered.pk)
    assert check.problems() == []


def test_an_order_is_paid_once():
    ordered, _ada = order()
    actions.pay(ordered.booking, by=factories.make_person("Ben"), on=datetime.date(2026, 5, 4))
    with pytest.raises(Refused, match="schon gebucht"):
        actions.pay(ordered.booking, by=factories.make_person("Cem"), on=datetime.date(2026, 5, 4))


def test_only_an_order_can_be_paid():
    factories.fill(100)
    with pytest.raises(Refused, match="nicht freigegeben"):
        actions.pay(1, by=factories.make_person(), on=datetime.date(2026, 5, 4))


def test_an_order_that_is_taken_back_cannot_be_paid():
    ordered, ada = order()
    actions.correct(ordered, by=ada, note="falscher Betrag")
    with pytest.raises(Refused, match="zurückgenommen"):
        actions.pay(ordered.booking, by=factories.make_person("Ben"), on=datetime.date(2026, 5, 4))
    assert queries.open_orders() == []


def test_a_payment_is_taken_back_before_its_order():
    ordered, ada = order()
    paid = actions.pay(ordered.booking, by=factories.make_person("Ben"), on=datetime.date(2026, 5, 4))[0]
    with pytest.raises(Refused, match="zuerst die Auszahlung"):
        actions.correct(ordered, by=ada, note="doch nicht")
    actions.correct(paid, by=ada, note="Konto gab es nicht mehr")
    actions.correct(ordered, by=ada, note="Konto gab es nicht mehr")
    assert balance(actions.name_of(Account.objects.get(kind=Kind.COMMITTED))) == 100
    assert check.problems() == []


def test_a_correction_mirrors_once_with_a_reason_and_is_not_corrected():
    ada = factories.make_person()
    free = factories.fill(100)
    row = actions.transfer(free, free.to(Kind.LAPSED), 40, reason=Reason.LAPSE, by=ada)
    with pytest.raises(Refused, match="warum"):
        actions.correct(row, by=ada, note="  ")
    mirror = actions.correct(row, by=ada, note="zu früh")[0]
    assert (balance(free), mirror.answers_id, mirror.note) == (100, row.pk, "zu früh")
    with pytest.raises(Refused, match="schon berichtigt"):
        actions.correct(row, by=ada, note="noch einmal")
    with pytest.raises(Refused, match="wird nicht berichtigt"):
        actions.correct(mirror, by=ada, note="doch")
    assert check.problems() == []


def test_what_has_moved_on_cannot_be_taken_back():
    free = factories.fill(100)
    thread = factories.make_thread()
    held = free.to(Kind.RESERVED, thread_id=thread.pk)
    row = actions.transfer(free, held, 100, reason=Reason.RESERVE, by=None)
    actions.transfer(held, held.to(Kind.COMMITTED), 80, reason=Reason.COMMIT, by=None)
    with pytest.raises(Refused, match="reicht nicht"):
        actions.correct(row, by=None, note="falsch")


FORGED = {
    "cents": {"cents": 0},
    "same account": {"credit_id": "debit"},
    "one payer": {"reason": "pay", "answers_id": 1},
    "reason": {"reason": "gift"},
    "answers nothing": {"reason": "correct", "note": "x"},
    "correction without a word": {"reason": "correct", "answers_id": 1, "note": ""},
    "number": {"number": 1},
}


@pytest.mark.parametrize("wrong", FORGED.values(), ids=FORGED)
def test_the_database_itself_refuses_wrong_rows(wrong):
    factories.fill(100)
    last = Transfer.objects.last()
    values = {field.attname: getattr(last, field.attname) for field in Transfer._meta.concrete_fields} | {"number": 3, "seal": "x"} | wrong
    if values["credit_id"] == "debit":
        values["credit_id"] = values["debit_id"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.bulk_create([Transfer(**values)])


def test_the_database_itself_keeps_balances_above_zero():
    factories.fill(100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(kind=Kind.FREE).update(balance_cents=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(kind=Kind.SOURCE).update(balance_cents=1)


@pytest.mark.parametrize("sql", ["UPDATE ledger_transfer SET cents = 1", "DELETE FROM ledger_transfer"])
def test_rows_cannot_be_changed_by_plain_sql(sql):
    factories.fill(100)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.postgres
def test_the_table_cannot_be_emptied_by_truncate():
    factories.fill(100)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_transfer CASCADE")


def test_an_account_is_one_whoever_opens_it():
    name = factories.name(Kind.FREE)
    assert actions.lock([name, name])[name].pk == actions.lock([name])[name].pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(**{part: getattr(name, part) for part in Account.NAME})


def test_there_is_one_head():
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(pk=2)
