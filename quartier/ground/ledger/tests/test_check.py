"""The book proves itself: each kind of tampering is found and said."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from quartier.ground.acts import triggers
from quartier.ground.ledger import actions, check, queries
from quartier.ground.ledger.models import Account, Head, Kind, Reason
from quartier.ground.ledger.tests import factories
from quartier.ground.ledger.tests.test_actions import order

pytestmark = pytest.mark.django_db


def tamper(sql):
    with triggers.lifted(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def book():
    ordered, _ada = order()
    actions.pay(ordered.booking, by=factories.make_person("Ben"), on=datetime.date(2026, 5, 4))
    assert check.problems() == []


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE ledger_account SET balance_cents = 99 WHERE kind = 'paid'", "Saldo ist 99 Cent"),
        ("UPDATE ledger_transfer SET cents = 99 WHERE number = 5", "nachträglich verändert"),
        ("UPDATE ledger_transfer SET note = 'x' WHERE number = 2", "nachträglich verändert"),
        ("UPDATE ledger_transfer SET about_id = 7 WHERE number = 2", "nachträglich verändert"),
        ("DELETE FROM ledger_transfer WHERE number = 5", "Ende der Kette"),
        ("UPDATE ledger_head SET number = 4", "Ende der Kette"),
        ("UPDATE ledger_account SET thread_id = 4711 WHERE kind = 'paid'", "es gibt ihn nicht"),
        ("UPDATE ledger_transfer SET reason = 'prove' WHERE number = 3", "Diese Buchung gibt es nicht"),
        ("UPDATE ledger_transfer SET booking = 1 WHERE number = 3", "gehört nicht zu ihrem Vorgang"),
        ("UPDATE ledger_account SET source_code = 'bund' WHERE kind = 'paid'", "bleibt in seinem Fonds"),
    ],
)
def test_tampering_is_found(book, sql, sentence):
    tamper(sql)
    assert any(sentence in problem for problem in check.problems())


def test_a_gap_in_the_numbers_is_found(book):
    tamper("UPDATE ledger_transfer SET answers_id = NULL, reason = 'lapse' WHERE number = 5")
    tamper("DELETE FROM ledger_transfer WHERE number = 4")
    assert any("fehlen Nummern ab 4" in problem for problem in check.problems())


def test_a_missing_trigger_is_found(book):
    with triggers.lifted():
        assert any("Schutz gegen Änderungen" in problem for problem in check.problems())
    assert check.problems() == []


def test_a_rewritten_book_is_found_by_a_published_head(book):
    number, seal = queries.head()
    assert check.head_problems(f"{number}:{seal[:16]}") == []
    assert "anderes Siegel" in check.head_problems(f"{number}:{'0' * 64}")[0]
    assert "endet vor" in check.head_problems(f"{number + 1}:{seal}")[0]
    assert "NUMMER:SIEGEL" in check.head_problems("egal")[0]


def test_the_command_says_that_all_is_well_or_ends_with_one(book):
    out, err = StringIO(), StringIO()
    call_command("check_ledger", stdout=out)
    assert "Das Buch stimmt. 5 Buchungen" in out.getvalue()
    tamper("UPDATE ledger_account SET balance_cents = 99 WHERE kind = 'paid'")
    with pytest.raises(CommandError, match="2 Fehler im Buch"):
        call_command("check_ledger", stderr=err)
    assert "Saldo ist 99 Cent" in err.getvalue()


def test_money_of_a_thread_lies_where_the_thread_lies(book):
    other = factories.places.make_quarter("Rollberg")
    Account.objects.update(place=other)
    assert any("anderen Ort" in problem for problem in check.problems())


def test_sums_come_from_balances(book):
    place = factories.places.make_quarter()
    assert queries.total(queries.accounts(place_ids=[place.pk])) == {
        Kind.SOURCE: 100, Kind.ALLOTTED: 0, Kind.FREE: 0, Kind.COMMITTED: 0, Kind.ORDERED: 0, Kind.PAID: 100,
    }  # fmt: skip


def test_transfers_are_found_by_what_they_touch(book):
    place = factories.places.make_quarter()
    assert [row.reason for row in queries.transfers(kind=Kind.PAID)] == [Reason.PAY]
    assert queries.transfers(place_ids=[place.pk], budget_year=2026).count() == 4
    assert queries.transfers(place_ids=[place.pk], budget_year=2027).count() == 0
    assert queries.transfers(place_ids=[]).count() == 0
    assert queries.transfers(fund="projektfonds").count() == 0


def test_the_head_row_is_made_by_the_first_act():
    assert not Head.objects.exists()
    factories.fill(1)
    assert Head.objects.get().number == 2
