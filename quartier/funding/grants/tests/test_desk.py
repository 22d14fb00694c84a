"""Awards at the desk: who sees what, each page and form, the list of payments, the file for the audit."""

import datetime
import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from quartier.funding.grants.actions import awards, changes, payments, proofs
from quartier.funding.grants.queries import links
from quartier.funding.grants.tests import factories as make
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock
from quartier.ground.acts.models import Entry
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests import factories as places
from quartier.ground.ui import german

pytestmark = pytest.mark.django_db


def text(response):
    words = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).replace("\N{NO-BREAK SPACE}", " ")


def url(name, award, *more):
    return reverse(f"grants.{name}", args=[award.place.slug, award.pk, *more])


def staff(role, place):
    above = {"district_coordinator": place.parent, "granting_officer": place.parent, "specialist_dept": place.parent}
    return make_staff(
        role, above.get(role, places.make_city() if role in ("state_coordinator", "auditor", "operator", "service_provider") else place)
    )


# --- who -------------------------------------------------------------------------------------------------------------

SEES = {
    "team_member": (200, 200, 200, True), "team_lead": (200, 200, 200, True), "granting_officer": (200, 200, 200, True),
    "district_coordinator": (200, 404, 200, False), "state_coordinator": (200, 404, 404, False), "service_provider": (200, 404, 404, False),
    "auditor": (200, 404, 200, True), "specialist_dept": (404, 404, 404, False), "editor": (404, 404, 404, False), "operator": (404, 404, 404, False),
}  # fmt: skip


@pytest.mark.parametrize("role", SEES)
def test_who_sees_case_payments_file_and_account(client, role):
    award = make.running()
    client.force_login(staff(role, award.place))
    case = client.get(url("case", award))
    pays = client.get(reverse("grants.payments", args=[award.place.slug]))
    file = client.get(reverse("grants.audit_file", args=[award.place.slug, award.thread_id]))
    assert (case.status_code, pays.status_code, file.status_code, german.iban(make.IBAN) in case.content.decode()) == SEES[role]


def test_nobody_without_sign_in_sees_a_case(client):
    assert client.get(url("case", make.granted())).status_code == 302


@pytest.mark.parametrize("name", ["case", "draft", "check", "office_receipts", "office_receipt_new", "office_report", "office_photo", "office_drawdown",
                                  "office_change", "inventory"])  # fmt: skip
def test_ids_of_another_quarter_are_unknown(client, name):
    award = make.running()
    other = places.make_quarter("Pankstraße")
    client.force_login(make.team(other))
    assert client.get(reverse(f"grants.{name}", args=[other.slug, award.pk])).status_code == 404
    for verb in ("cancel", "accept"):
        assert client.post(reverse("grants.step", args=[other.slug, award.pk, verb]), {"reason": "x"}).status_code == 404
    assert client.get(reverse("grants.audit_file", args=[other.slug, award.thread_id])).status_code == 404
    drawdown = award.drawdowns.get()
    assert client.post(reverse("grants.drawdown_step", args=[other.slug, award.pk, drawdown.pk, "release_drawdown"])).status_code == 404


def test_a_payment_is_only_found_under_its_own_award(client):
    award, other = make.running(), make.running(title="Anderes")
    client.force_login(make.team())
    assert client.get(url("drawdown_step", other, award.drawdowns.get().pk, "release_drawdown")).status_code == 404


# --- the way of an award ---------------------------------------------------------------------------------------------


def test_from_the_yes_to_the_letter(client):
    application = make.approved()
    client.force_login(make.team())
    with clock.at(make.GRANTED):
        shown = text(client.get(reverse("grants.desk", args=[application.place.slug])))
        assert "Bescheid vorbereiten" in shown and "Laternen für den Hof" in shown
        address = reverse("grants.from_application", args=[application.place.slug, application.pk])
        page = client.get(address)
        assert "891" in page.content.decode()
        said = {"title": "Laternen für den Hof", "years-count": "1", "years-0-year": "2026", "years-0-cents": "891", "starts_on": "12.12.2026",
                "ends_on": "12.12.2026", "proof_due_on": "31.1.2027"}  # fmt: skip
        refused = client.post(address, {**said, "years-0-cents": "900", "conditions": "Bitte aufräumen"})
        assert (
            refused.status_code == 422 and "höchstens 891 Euro zugesagt" in text(refused) and "Bitte aufräumen" in refused.content.decode()
        )
        case = client.post(address, said)["Location"]
        assert "Bewilligen und Bescheid verschicken" in text(client.get(case))
        assert client.post(case + "grant/").status_code == 302
        assert "bewilligt am 2. Dezember 2026" in text(client.get(case))
    assert Message.objects.filter(channel="letter", subject__startswith="Ihr Antrag ist bewilligt").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte hier etwas eintragen."),
        ({"years-0-cents": ""}, "Bitte einen Betrag eintragen"),
        ({"years-0-cents": "1.5000"}, "ist nicht eindeutig"),
        ({"years-0-year": "2025"}, "Das Jahr 2025 liegt nicht in der Laufzeit."),
        ({"ends_on": "11.12.2026"}, "Das Ende liegt vor dem Beginn."),
        ({"proof_due_on": "11.12.2026"}, "Die Abrechnung kann erst nach dem Ende fällig sein."),
        ({"starts_on": "12.13.2026"}, "Bitte das Datum so schreiben"),
        ({"years-count": "2", "years-1-year": "2026", "years-1-cents": "1"}, "Bitte jedes Haushaltsjahr nur einmal eintragen."),
    ],
)
def test_what_the_draft_asks_back(client, changes, sentence):
    award = make.drafted()
    client.force_login(make.team())
    said = {"title": "Laternen", "years-count": "1", "years-0-year": "2026", "years-0-cents": "891", "starts_on": "12.12.2026", "ends_on": "12.12.2026",
            "proof_due_on": "31.1.2027", **changes}  # fmt: skip
    response = client.post(url("draft", award), said)
    assert response.status_code == 422 and sentence in text(response)


def test_the_office_accepts_with_the_person(client):
    award = make.granted()
    client.force_login(make.team(name="Rana"))
    refused = client.post(url("step", award, "accept"), {"account_holder": "Ivana", "iban": make.IBAN})
    assert "Bitte eintragen, wie die Person zugestimmt hat." in text(refused)
    with clock.at(make.GRANTED):
        client.post(url("step", award, "accept"), {"account_holder": "Ivana", "iban": make.IBAN, "accepted_with": "im Büro unterschrieben"})
    award.refresh_from_db()
    assert award.state == "running" and award.accepted_with == "im Büro unterschrieben"


def test_the_list_of_payments_leads_two_people(client):
    award = make.running()
    lea, cem = make.team(name="Rana"), make.team(name="Zoe")
    address = reverse("grants.payments", args=[award.place.slug])
    drawdown = award.drawdowns.get()
    with clock.at(make.GRANTED):
        client.force_login(lea)
        assert "Zahlung freigeben" in text(client.get(address))
        client.post(url("drawdown_step", award, drawdown.pk, "release_drawdown"))
        assert "Sie haben diese Zahlung freigegeben. Zahlen muss eine andere Person." in text(client.get(address))
        same = client.post(url("drawdown_step", award, drawdown.pk, "pay_drawdown"), {"bank_on": "2.12.2026"})
        assert same.status_code == 422 and "Zahlen muss eine andere Person." in text(same)
        client.force_login(cem)
        assert german.iban(make.IBAN) in client.get(url("drawdown_step", award, drawdown.pk, "pay_drawdown")).content.decode()
        early = client.post(url("drawdown_step", award, drawdown.pk, "pay_drawdown"), {"bank_on": "3.12.2026"})
        assert "Der Tag der Bank liegt in der Zukunft." in text(early)
        client.post(url("drawdown_step", award, drawdown.pk, "pay_drawdown"), {"bank_on": "2.12.2026"})
        assert "Rana, Zoe 712,80 €" in text(client.get(address))
    drawdown.refresh_from_db()
    assert drawdown.state == "paid"


def test_the_check_cuts_a_receipt_with_a_reason_and_settles(client):
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        row = award.receipts.get()
        client.force_login(make.team(name="Rana"))
        page = text(client.get(url("case", award)))
        assert "Abrechnung prüfen" in page and "770,00 €" in page
        said = {f"eligible_{row.pk}": "600", f"note_{row.pk}": "", "income_cents": "0", "own_cents": "0", "note": "", "anerkennen": "1"}
        refused = client.post(url("check", award), said)
        assert refused.status_code == 422 and "Bitte kurz schreiben, warum gekürzt wird." in text(refused)
        too_much = client.post(url("check", award), {**said, f"eligible_{row.pk}": "701"})
        assert "Der Beleg ist kleiner." in text(too_much)
        stored = client.post(
            url("check", award), {**said, f"note_{row.pk}": "ohne Pfand", "anerkennen": "", "merken": "1"} | {"merken": "1"}
        )
        assert stored.status_code == 302
    with clock.at(make.AFTER):
        del said["anerkennen"]
        client.post(url("check", award), {**said, f"note_{row.pk}": "ohne Pfand", "anerkennen": "1"})
    award.refresh_from_db()
    assert award.state == "recovery" and award.payable_cents == 660_00
    letter = Message.objects.get(channel="letter", subject__startswith="Bitte").body
    assert "Beleg 1, Bastelladen Karl-Marx-Straße" in letter and "ohne Pfand" in letter


def test_nobody_settles_twice(client):
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        client.force_login(make.team(name="Rana"))
        row = award.receipts.get()
        said = {f"eligible_{row.pk}": "700", f"note_{row.pk}": "", "income_cents": "0", "own_cents": "0", "anerkennen": "1"}
        client.post(url("check", award), said)
        client.post(url("check", award), said)
    assert Entry.objects.filter(act="grants.settle").count() == 1 and award.drawdowns.filter(is_final=True).count() == 1


def test_every_step_page_opens_and_says_what_happens(client):
    award = make.running()
    client.force_login(make.team(name="Rana"))
    for verb in ("cancel", "terminate", "change_bank"):
        assert client.get(url("step", award, verb)).status_code == 200
    assert client.get(url("step", award, "settle")).status_code == 404
    assert client.get(url("step", award, "nonsense")).status_code == 404


def test_a_change_and_a_report_are_decided(client):
    award = make.project_award()
    olga = make.officer()
    client.force_login(olga)
    with clock.at(make.LATER):
        change = changes.request_change(award, "Wir brauchen einen größeren Raum.", by=award.person)
        assert "Der Änderung zustimmen" in text(client.get(url("case", award)))
        client.post(url("change_step", award, change.pk, "agree_to_change"), {"answer": "Gern."})
    with clock.at(clock.in_berlin(datetime.date(2027, 2, 1))):
        proof = proofs.submit_interim(
            award, budget_year=2026, by=award.person, is_true=True, what="Viel geschafft.", summary="27 Samstage."
        )
        assert "Zwischenbericht anerkennen" in text(client.get(url("case", award)))
        client.post(url("proof_step", award, proof.pk, "accept_interim"))
    change.refresh_from_db()
    proof.refresh_from_db()
    assert (change.state, proof.state) == ("agreed", "accepted")


def test_inventory_is_entered(client):
    award = make.running()
    client.force_login(make.team())
    assert "Bitte hier etwas eintragen." in text(client.post(url("inventory", award), {"what": ""}))
    client.post(url("inventory", award), {"what": "Feuerschale", "where": "Büro", "cents": "80"})
    assert "Feuerschale, Büro, 80 €" in text(client.get(url("case", award)))


# --- the file --------------------------------------------------------------------------------------------------------


def _taken(client, award):
    page = reverse("grants.audit_file", args=[award.place.slug, award.thread_id])
    response = client.get(client.post(page)["Location"])
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_file_holds_index_data_log_bookings_and_letters(client):
    with clock.at(make.AFTER):
        award = make.handed_in()
        client.force_login(staff("auditor", award.place))
        found = _taken(client, award)
        names = found.namelist()
        assert names[:4] == ["00-Verzeichnis.pdf", "akte.json", "protokoll.json", "buchungen.json"]
        assert any(name.startswith("dateien/") and name.endswith(".pdf") for name in names)
        data = json.loads(found.read("akte.json"))
        assert data["tables"]["grants.award"][0]["iban"] == make.IBAN and data["tables"]["grants.receipt"]
        assert all(entry["hash"] for entry in json.loads(found.read("protokoll.json")))
        assert {row["reason"] for row in json.loads(found.read("buchungen.json"))} == {"reserve", "commit", "order", "pay"}
        assert found.read("00-Verzeichnis.pdf").startswith(b"%PDF") and found.testzip() is None
    assert Entry.objects.filter(act="grants.audit_file").count() == 1


def test_the_file_masks_the_account_for_who_may_not_see_it(client):
    award = make.running()
    client.force_login(staff("district_coordinator", award.place))
    found = _taken(client, award)
    everything = b"".join(found.read(name) for name in found.namelist() if name.endswith(".json"))
    assert make.IBAN.encode() not in everything and make.HOLDER.encode() not in everything


def test_the_zip_is_not_given_without_the_act(client):
    award = make.running()
    client.force_login(staff("auditor", award.place))
    assert client.get(reverse("grants.audit_file_zip", args=[award.place.slug, award.thread_id])).status_code == 302


# --- markers ---------------------------------------------------------------------------------------------------------


def test_the_account_stands_in_no_mail_letter_or_log():
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        make.paid(award)
        awards.close(award, by=make.team(name="Rana"))
    for message in Message.objects.all():
        assert make.IBAN not in message.body and make.HOLDER not in message.body
    for entry in Entry.objects.select_related("personal_row"):
        assert make.IBAN not in json.dumps([entry.data, entry.personal], default=str)
    assert payments.locked(award).state == "closed"


# --- links and repayments --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_project", [True, False])
def test_a_new_link_makes_the_old_one_void(client, is_project):
    award = make.project_award() if is_project else make.running()
    client.force_login(make.team(award.place))
    old = links.page(award, award.person)
    assert url("link", award) in client.get(url("case", award)).content.decode()
    assert "Ältere Links gelten danach nicht mehr" in text(client.get(url("link", award)))
    assert client.post(url("link", award)).status_code == 302
    award.refresh_from_db()
    assert client.get(f"{old}belege/").status_code == 404
    assert client.get(f"{links.page(award, award.person)}belege/").status_code == 200


def test_a_draft_has_no_link_to_renew(client):
    award = make.drafted()
    client.force_login(make.team(award.place))
    assert url("link", award) not in client.get(url("case", award)).content.decode()


def test_a_repayment_is_taken_back_at_the_desk(client):
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(500_00,), income=50_00)
        proofs.settle(award, income_cents=50_00, by=make.team(award.place, "Rana"))
        client.force_login(make.team(award.place))
        step = url("step", award, "take_back_return")
        assert step not in client.get(url("case", award)).content.decode()
        proofs.book_return(award, cents=12_80, bank_on=clock.today(), by=make.team(award.place, "Zoe"))
        assert step in client.get(url("case", award)).content.decode()
        assert "12,80 € vom 20. Dezember 2026" in text(client.get(step))
        booking = award.returns[0]["bookings"][0]
        assert client.post(step, {"booking": booking, "reason": ""}).status_code == 422
        assert client.post(step, {"booking": booking, "reason": "Falsches Vorhaben."}).status_code == 302
        award.refresh_from_db()
        assert award.outstanding_cents == award.claim_cents
        assert "Rückzahlung zurückgenommen" in text(client.get(url("case", award)))  # in the story
