"""What the verbs do: to the case, the ledger, the letters. Money first."""

import datetime
import re

import pytest

from quartier.funding.budgets import queries as budgets
from quartier.funding.calls.actions import applications
from quartier.funding.grants import models
from quartier.funding.grants.actions import awards, changes, payments, proofs, receipts
from quartier.funding.grants.rules import payments as payment_rules
from quartier.funding.grants.rules import proofs as proof_rules
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import check
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books_balance():
    yield
    assert check.problems() == []


def money(award):
    found = budgets.thread_money(award.thread_id)
    return {
        part: getattr(found, part) for part in ("reserved", "committed", "ordered", "paid", "proven", "returned") if getattr(found, part)
    }


def refuses(sentence):
    """A refusal whose sentence contains these words; the space before a currency does not break."""
    return pytest.raises(Refused, match=re.escape(sentence).replace("\\ €", ".€").replace("\\ Euro", ".Euro"))


def free(award):
    return budgets.pot(award.fund, award.place, 2026).free


def mails(award):
    return list(Message.objects.filter(about_kind=award.KIND, about_id=award.pk, channel="mail").values_list("subject", flat=True))


# --- the award -------------------------------------------------------------------------------------------------------


def test_a_grant_binds_what_was_reserved_and_sends_letter_and_mail():
    award = make.granted()
    assert money(award) == {"committed": 891_00}
    assert free(award) == 10_000_00 - 891_00
    assert mails(award) == ["Bewilligt: 891 Euro für „Laternen für den Hof“"]
    letter = Message.objects.get(about_kind=award.KIND, about_id=award.pk, channel="letter")
    assert letter.subject == "Ihr Antrag ist bewilligt: 891\xa0Euro" and letter.file.size > 5000


def test_a_smaller_award_gives_the_rest_of_the_reserve_back():
    application = make.approved(cents=891_00)
    with clock.at(make.GRANTED):
        award = awards.prepare(application=application, by=make.team(), cents=500_00, cents_by_year={"2026": 500_00})
        awards.grant(award, by=make.team())
    assert money(award) == {"committed": 500_00} and free(award) == 9_500_00


def test_more_than_the_jury_said_is_refused():
    application = make.approved(cents=891_00)
    with refuses("Die Jury hat höchstens 891 Euro zugesagt. Bitte kürzen Sie um 9 Euro."):
        awards.prepare(application=application, by=make.team(), cents=900_00, cents_by_year={"2026": 900_00})


def test_years_must_be_the_sum():
    with refuses("Die Jahre ergeben zusammen 800 €, bewilligt werden 891 €"):
        awards.prepare(application=make.approved(), by=make.team(), cents_by_year={"2026": 800_00})


def test_one_award_per_application_until_it_came_to_nothing():
    award = make.granted()
    with refuses("schon einen Bescheid"):
        awards.prepare(application=award.application, by=make.team())
    awards.decline(award, "Ich ziehe weg.", by=award.person)
    assert money(award) == {} and free(award) == 10_000_00


def test_an_approval_with_an_award_cannot_be_withdrawn():
    award = make.granted()
    with refuses("Es gibt schon einen Bescheid"):
        applications.withdraw(award.application, by=award.person)


def test_taking_back_reserves_the_money_again():
    award = make.granted()
    awards.take_back_award(award, "Die Summe war falsch.", by=make.team(name="Rana Haddad"))
    assert award.state == "drafted" and award.granted_on is None
    assert money(award) == {"reserved": 891_00}


def test_nobody_grants_to_herself():
    lea = make.team()
    award = make.drafted(person=lea, by=make.team(name="Cem Arslan"))
    with refuses("Sie sind an diesem Vorhaben beteiligt"):
        awards.grant(award, by=lea)


def test_accepting_stores_the_account_unreadable_and_asks_for_the_first_part():
    award = make.running(cents=1_000_00)
    drawdown = award.drawdowns.get()
    assert (drawdown.cents, drawdown.state) == (800_00, "requested")
    award.refresh_from_db()
    assert award.iban == make.IBAN and award.iban_hash == awards.bank_hash(make.IBAN)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT iban, account_holder, iban_hash FROM grants_award WHERE id = %s", [award.pk])
        assert make.IBAN not in str(cursor.fetchone()) and make.HOLDER not in str(cursor.fetchone())


@pytest.mark.parametrize(("mode", "first"), [("one", [1_000_00]), ("two_parts", [800_00]), ("after", []), ("drawdown", [])])
def test_the_first_payment_follows_the_rules(mode, first):
    from quartier.funding.calls.tests import application_factories

    rules = application_factories.make_rules(payment_mode=mode)
    award = make.running(cents=1_000_00, rules=rules)
    assert [drawdown.cents for drawdown in award.drawdowns.all()] == first


def test_the_office_accepts_only_with_a_note_how_the_person_agreed():
    award, lea = make.granted(), make.team(name="Rana Haddad")
    with refuses("wie die Person zugestimmt hat"):
        awards.accept(award, account_holder="X", iban=make.IBAN, by=lea)
    awards.accept(award, account_holder="X", iban=make.IBAN, by=lea, accepted_with="unterschrieben im Büro")
    assert award.state == "running"


def test_a_stranger_accepts_nothing():
    with refuses("Diesen Schritt dürfen Sie hier nicht gehen"):
        awards.accept(make.granted(), account_holder="X", iban=make.IBAN, by=make.make_person(name="Fremd"))


def test_cancelling_frees_everything_until_money_was_paid():
    award = make.running()
    awards.cancel(award, "Der Hof wird gebaut.", by=make.team(name="Rana"))
    assert money(award) == {} and award.drawdowns.get().state == "withdrawn"
    other = make.running(title="Zweites")
    with clock.at(make.GRANTED):
        make.paid(other)
    with refuses("Es ist schon Geld gezahlt"):
        awards.cancel(other, "Grund", by=make.team(name="Cem"))


def test_the_granting_office_signs_for_projects():
    bid = make.chosen()
    with clock.at(make.SIGNED):
        award = awards.prepare(bid=bid, by=make.team())
        with refuses("Das macht die Förderstelle"):
            awards.grant(award, by=make.team(name="Cem"))
        awards.grant(award, by=make.officer())
    assert budgets.thread_money(award.thread).by_year("committed") == make.YEARS


# --- payments --------------------------------------------------------------------------------------------------------


def test_two_people_pay():
    with clock.at(make.GRANTED):
        award = make.running()
        drawdown, lea, cem = award.drawdowns.get(), make.team(name="Rana"), make.team(name="Zoe")
        with refuses("Die zweite Person hat die Zahlung noch nicht freigegeben."):
            payments.pay_drawdown(drawdown, bank_on=clock.today(), by=cem)
        payments.release_drawdown(drawdown, by=lea)
        assert money(award) == {"committed": 891_00, "ordered": 712_80}
        with refuses("Sie haben diese Zahlung freigegeben. Zahlen muss eine andere Person."):
            payments.pay_drawdown(drawdown, bank_on=clock.today(), by=lea)
        with refuses("liegt in der Zukunft"):
            payments.pay_drawdown(drawdown, bank_on=clock.today() + datetime.timedelta(days=1), by=cem)
        payments.pay_drawdown(drawdown, bank_on=clock.today(), by=cem)
    assert money(award) == {"committed": 178_20, "paid": 712_80}
    with pytest.raises(Refused, match=r"Das hat inzwischen schon jemand erledigt|Das geht jetzt nicht"):
        payments.release_drawdown(drawdown, by=lea)


def test_a_release_can_be_taken_back_and_a_payment_can_bounce():
    with clock.at(make.GRANTED):
        award = make.running()
        drawdown, lea, cem = award.drawdowns.get(), make.team(name="Rana"), make.team(name="Zoe")
        payments.release_drawdown(drawdown, by=lea)
        payments.unrelease_drawdown(drawdown, "Falsches Konto.", by=cem)
        assert money(award) == {"committed": 891_00}
        payments.release_drawdown(drawdown, by=cem)
        payments.pay_drawdown(drawdown, bank_on=clock.today(), by=lea)
        payments.bounce_drawdown(drawdown, "Konto erloschen.", by=lea)
    assert (drawdown.state, drawdown.bank_on, drawdown.paid_by) == ("requested", None, None)
    assert money(award) == {"committed": 891_00}


def test_a_carrier_draws_no_more_than_is_left_of_the_year():
    award = make.project_award()
    with clock.at(make.LATER):
        payments.request_drawdown(award, budget_year=2026, cents=15_000_00, by=award.person, purpose="Löhne")
        with refuses("Für 2026 sind noch 5.000 € übrig"):
            payments.request_drawdown(award, budget_year=2026, cents=5_000_01, by=award.person)
        with refuses("Geld für 2027 gibt es ab dem 1. Januar 2027"):
            payments.request_drawdown(award, budget_year=2027, cents=1_00, by=award.person)
        assert payment_rules.left_to_ask(award) == {2026: 5_000_00, 2027: 40_000_00, 2028: 36_000_00}


def test_prompt_use_runs_from_the_day_of_the_bank():
    award = make.project_award()
    with clock.at(make.LATER):
        payments.request_drawdown(award, budget_year=2026, cents=15_000_00, by=award.person)
        make.paid(award, first=make.officer(), second=make.officer(name="Zweites Amt"))
    assert award.drawdowns.get().spend_until_on == datetime.date(2026, 10, 31)


def test_the_team_pays_no_project():
    award = make.project_award()
    with clock.at(make.LATER):
        drawdown = payments.request_drawdown(award, budget_year=2026, cents=1_00, by=award.person)
        with refuses("Das macht die Förderstelle"):
            payments.release_drawdown(drawdown, by=make.team(name="Rana"))


def test_the_next_money_waits_for_an_overdue_report():
    award = make.project_award()
    with clock.at(datetime.datetime(2027, 5, 1, 12, 0, tzinfo=clock.BERLIN)):
        with refuses("Der Zwischenbericht für 2026 fehlt noch"):
            payments.request_drawdown(award, budget_year=2027, cents=1_00, by=award.person)
        proof = proofs.submit_interim(
            award, budget_year=2026, by=award.person, is_true=True, what="Viel geschafft.", summary="27 Samstage."
        )
        payments.request_drawdown(award, budget_year=2027, cents=1_00, by=award.person)
        proofs.return_interim(proof, "Bitte die Stunden nachtragen.", by=make.officer())
        proofs.submit_interim(award, budget_year=2026, by=award.person, is_true=True, what="Viel, 60 Stunden.", summary="27 Samstage.")
        proof.refresh_from_db()
        proofs.accept_interim(proof, by=make.officer())
    assert proof.state == "accepted"


# --- proof -----------------------------------------------------------------------------------------------------------


def test_a_receipt_from_before_the_award_is_asked_back():
    with clock.at(make.AFTER):
        award = make.running()
        with refuses("Der Beleg ist vom 1. Dezember 2026") as refused:
            make.receipt(award, receipt_on=datetime.date(2026, 12, 1))
    assert refused.value.field == "receipt_on"


def test_settling_pays_the_second_part_and_frees_the_rest():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))  # with 10 per cent 770; paid 712.80
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        assert (award.state, award.payable_cents) == ("settled", 770_00)
        last = award.drawdowns.get(is_final=True)
        assert last.cents == 57_20 and money(award) == {"committed": 57_20, "paid": 712_80, "proven": 712_80}
        make.paid(award)
        assert money(award) == {"paid": 770_00, "proven": 770_00} and free(award) == 10_000_00 - 770_00
        awards.close(award, by=make.team(name="Cem"))
    assert award.keep_until_on == datetime.date(2031, 12, 31)


def test_settling_claims_back_what_was_too_much():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(500_00,), income=50_00)
        proofs.settle(award, income_cents=50_00, by=make.team(name="Rana"))
        assert (award.state, award.payable_cents, award.claim_cents) == ("recovery", 500_00, 212_80)
        assert money(award) == {"paid": 712_80, "proven": 500_00}
        with refuses("Es fehlen noch 212,80 € Rückzahlung."):
            awards.close(award, by=make.team(name="Cem"))
        with refuses("Offen sind nur noch 212,80"):
            proofs.book_return(award, cents=300_00, bank_on=clock.today(), by=make.team(name="Cem"))
        proofs.book_return(award, cents=12_80, bank_on=clock.today(), by=make.team(name="Zoe"))
        assert award.state == "recovery"
        proofs.book_return(award, cents=200_00, bank_on=clock.today(), by=make.team(name="Zoe"))
    assert award.state == "settled" and money(award) == {"paid": 500_00, "proven": 500_00, "returned": 212_80}


def test_a_wrong_repayment_is_taken_back_with_its_reason():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(500_00,), income=50_00)
        proofs.settle(award, income_cents=50_00, by=make.team(name="Rana"))
        before, free_before, zoe = money(award), free(award), make.team(name="Zoe")
        with refuses("Es ist noch keine Rückzahlung eingetragen."):
            proofs.take_back_return(award, "Irrtum.", booking=1, by=zoe)
        proofs.book_return(award, cents=12_80, bank_on=clock.today(), by=zoe)
        first = award.returns[0]["bookings"][0]
        proofs.book_return(award, cents=200_00, bank_on=clock.today(), by=zoe)
        with refuses("Rückzahlung ist schon zurückgenommen"):
            proofs.take_back_return(award, "Irrtum.", booking=0, by=zoe)
        proofs.take_back_return(award, "Das war ein anderes Vorhaben.", booking=first, by=zoe)
        assert (award.state, award.outstanding_cents) == ("recovery", 12_80) and money(award) == {
            **before,
            "paid": 512_80,
            "returned": 200_00,
        }
        proofs.take_back_return(award, "Das auch.", booking=award.returns[0]["bookings"][0], by=zoe)
        assert (money(award), free(award), award.returns) == (before, free_before, [])
        proofs.book_return(award, cents=award.claim_cents, bank_on=clock.today(), by=zoe)
    assert award.state == "settled" and "doch nicht gebucht" in mails(award)[-2]


def test_after_a_taking_back_each_year_gets_its_own_money_again():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(500_00,))
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
    award.claim_by_year, award.returns = {"2026": 100, "2027": 200}, [{"by_year": {"2026": 60}}]
    assert proofs._open_claim(award) == {2027: 200, 2026: 40}


def test_a_settlement_can_be_taken_back():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        before = money(award)
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        proofs.unsettle(award, "Beleg 1 war privat.", by=make.team(name="Cem"))
        assert money(award) == before and award.state == "proof_submitted"
        receipts.judge_receipts(award, {award.receipts.get().pk: (0, "privat")}, by=make.team(name="Cem"))
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
    assert award.claim_cents == 712_80


def test_open_receipts_and_open_payments_stop_the_settlement():
    with clock.at(make.AFTER):
        award = make.handed_in(is_paid=False)
        with refuses("Eine Zahlung ist noch offen"):
            proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        make.paid(award)
        row = award.receipts.get()
        receipts.judge_receipts(award, {row.pk: (None, "")}, by=make.team(name="Rana"))
        with refuses("Bei einem Beleg ist noch offen"):
            proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        with refuses("Beleg 1: Anerkannt werden können höchstens 500 €"):
            receipts.judge_receipts(award, {row.pk: (row.gross_cents + 1, "")}, by=make.team(name="Rana"))


def test_a_project_is_settled_over_its_years():
    award = make.project_award()
    olga, paul = make.officer(), make.officer(name="Paul Amt")
    for year, moment in (
        (2026, make.LATER),
        (2027, datetime.datetime(2027, 2, 1, 12, tzinfo=clock.BERLIN)),
        (2028, datetime.datetime(2028, 2, 1, 12, tzinfo=clock.BERLIN)),
    ):
        with clock.at(moment):
            for missing in proof_rules.missing_interims(award):
                proof = proofs.submit_interim(
                    award, budget_year=missing, by=award.person, is_true=True, what="Viel geschafft in diesem Jahr.", summary="Gut."
                )
                receipts.judge_receipts(award, {r.pk: (r.gross_cents, "") for r in award.receipts.filter(budget_year=missing)}, by=olga)
                proofs.accept_interim(proof, by=olga)
            payments.request_drawdown(award, budget_year=year, cents=make.YEARS[year] - 1_000_00, by=award.person)
            make.paid(award, first=olga, second=paul)
            make.receipt(award, 15_000_00, receipt_on=moment.date(), paid_on=moment.date())
    assert money(award) == {"committed": 3_000_00, "paid": 93_000_00, "proven": 30_000_00}
    with clock.at(datetime.datetime(2029, 1, 10, 12, tzinfo=clock.BERLIN)):
        proofs.submit_proof(award, by=award.person, is_true=True, **make.REPORT)
        receipts.judge_receipts(award, {r.pk: (r.gross_cents, "") for r in award.receipts.all()}, by=olga)
        proofs.settle(award, income_cents=0, own_cents=20_000_00, by=olga)
        assert award.claim_cents == 93_000_00 - 25_000_00
        assert money(award) == {"paid": 93_000_00, "proven": 25_000_00}
        proofs.book_return(award, cents=award.claim_cents, bank_on=clock.today(), by=paul)
        awards.close(award, by=olga)
    assert award.state == "closed"


# --- changes ---------------------------------------------------------------------------------------------------------


def test_an_agreed_later_end_moves_the_day_of_the_proof():
    award = make.running()
    with clock.at(make.GRANTED):
        change = changes.request_change(
            award, "Es hat geregnet, wir feiern später.", new_ends_on=datetime.date(2026, 12, 19), by=award.person
        )
        changes.agree_to_change(change, by=make.team(name="Rana"))
    award.refresh_from_db()
    assert (award.ends_on, award.proof_due_on) == (datetime.date(2026, 12, 19), datetime.date(2027, 2, 17))


def test_an_early_end_is_accounted_for():
    award = make.project_award()
    with clock.at(make.LATER):
        awards.terminate(award, "Die Halle ist abgebrannt.", ends_on=datetime.date(2026, 9, 30), by=award.person)
    assert award.ends_on == datetime.date(2026, 9, 30) and award.state == "running"
    assert models.Award.objects.get().ended_early_on == make.LATER.date()


def test_the_letter_of_an_action_is_one_page():
    import io

    from pypdf import PdfReader

    from quartier.ground.files import store
    from quartier.ground.quarters.models import Office

    drafted = make.drafted(cents=1_500_00)
    Office.objects.create(
        place=drafted.place, name="Büro", address="Donaustraße 7, 12043 Berlin", phone="030 0000 00", email="team@qm.example"
    )
    labels = ("Papier, Draht, Kleber, LED-Lichter", "Suppe für 80 Menschen, Leihgebühr Feuerschale", "Musikerin, zwei Stunden", "Plakate")
    drafted.plan = [{"side": "costs", "kind": "material", "label": label, "year": 2026, "cents": 375_00} for label in labels]
    drafted.conditions = "Bitte das Grünflächenamt vorher fragen, ob die Feuerschale stehen darf."
    drafted.save(update_fields=["plan", "conditions"])
    with clock.at(make.GRANTED):
        award = awards.grant(drafted, by=make.team(drafted.place, "Cem Arslan"))
    message = Message.objects.get(about_kind=award.KIND, about_id=award.pk, channel="letter")
    pages = PdfReader(io.BytesIO(store.path_of(message.file.path).read_bytes())).pages
    assert len(pages) == 1
    assert "gilt ohne Unterschrift" in pages[0].extract_text().replace("\n", " ")
