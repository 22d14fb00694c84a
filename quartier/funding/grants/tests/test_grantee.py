"""The grantee's pages under her link: what she sees, what each form says to bad input, and that nothing is lost or done twice."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.funding.calls import case_pages
from quartier.funding.grants.actions import awards, payments, proofs, receipts
from quartier.funding.grants.queries import links
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.files.models import StoredFile
from quartier.ground.files.tests.samples import picture
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


def text(response):
    words = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).replace("\N{NO-BREAK SPACE}", " ")


def base(award):
    return links.page(award, award.person)


def photo(name="beleg.png"):
    return SimpleUploadedFile(name, picture("PNG"), content_type="image/png")


RECEIPT = {"gross_cents": "12,90", "payee": "Bastelladen", "item": "Papier", "receipt_on": "12.12.2026"}


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_says_who_has_to_do_what(client):
    award = make.granted()
    shown = text(client.get(base(award)))
    assert "Sie sind dran: Bescheid annehmen" in shown and "Bewilligt sind 891 Euro" in shown
    assert "Bescheid annehmen" in shown and award.thread.file_number in shown


def test_a_project_without_an_application_has_its_page_too(client):
    award = make.project_award()
    with clock.at(make.LATER):
        shown = text(client.get(base(award)))
    assert "Spielstraße am Samstag" in shown and "Geld abrufen" in shown and "96.000 €" in shown


@pytest.mark.parametrize(
    "word", ["annehmen", "ablehnen", "konto", "beenden", "belege", "belege/neu", "abrechnung", "abrechnung/foto", "abruf", "aenderung"]
)
def test_every_page_opens(client, word):
    award = make.running()
    with clock.at(make.AFTER):
        assert client.get(f"{base(award)}{word}/").status_code == 200


def test_a_link_that_is_void_helps_on(client):
    award = make.granted()
    broken = base(award)[:-3] + "x/"
    response = client.get(f"{broken}annehmen/")
    assert response.status_code == 404 and "Link" in text(response)


def test_a_renewed_link_makes_the_old_one_void(client):
    award = make.project_award()
    old = base(award)
    awards.renew_link(award, by=make.officer())
    assert client.get(f"{old}belege/").status_code == 404
    award.refresh_from_db()
    assert client.get(f"{base(award)}belege/").status_code == 200


def test_a_link_of_another_quarter_is_void(client):
    award = make.granted()
    other = places.make_quarter("Pankstraße")
    assert client.get(base(award).replace(award.place.slug, other.slug) + "belege/").status_code == 404


def test_a_link_to_an_application_without_award_shows_no_award_pages(client):
    application = make.approved()
    address = case_pages.address_for(application, application.person)
    assert client.get(f"{address}annehmen/").status_code == 404
    award = awards.prepare(application=application, by=make.team())
    assert client.get(f"{address}annehmen/").status_code == 404 and award.state == "drafted"


# --- accepting -------------------------------------------------------------------------------------------------------


def test_accepting_shows_the_bank_back_before_it_counts(client):
    award = make.granted()
    said = {"account_holder": "Ivana Petrović", "iban": "DE02 1203 0000 0000 2020 51", "is_agreed": "on"}
    shown = client.post(f"{base(award)}annehmen/", said)
    assert "BYLADEM1001" in text(shown) or "Deutsche Kreditbank" in text(shown)
    award.refresh_from_db()
    assert award.state == "granted"
    response = client.post(f"{base(award)}annehmen/", {**said, "bestaetigt": "1"})
    assert response.status_code == 302
    award.refresh_from_db()
    assert award.state == "running" and award.drawdowns.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"iban": ""}, "Bitte die IBAN eintragen."),
        ({"iban": "DE02 1203 0000 0000 2020 52"}, "Eine Ziffer ist falsch oder vertauscht."),
        ({"iban": "1203 0000"}, "Eine IBAN beginnt mit zwei Buchstaben"),
        ({"account_holder": ""}, "Bitte den Namen eintragen, auf den das Konto läuft."),
        ({"is_agreed": ""}, "Bitte bestätigen Sie, dass Sie einverstanden sind."),
    ],
)
def test_what_accepting_asks_back(client, changes, sentence):
    award = make.granted()
    said = {"account_holder": "Ivana Petrović Anders", "iban": make.IBAN, "is_agreed": "on", **changes}
    response = client.post(f"{base(award)}annehmen/", said)
    assert response.status_code == 422 and sentence in text(response)
    if said["account_holder"]:
        assert "Ivana Petrović Anders" in response.content.decode()


def test_declining_needs_a_reason(client):
    award = make.granted()
    assert "Bitte kurz schreiben, warum." in text(client.post(f"{base(award)}ablehnen/", {"reason": ""}))
    assert client.post(f"{base(award)}ablehnen/", {"reason": "Ich ziehe weg."}).status_code == 302
    award.refresh_from_db()
    assert award.state == "declined"


# --- receipts --------------------------------------------------------------------------------------------------------


def test_a_receipt_with_its_photo(client):
    award = make.running()
    with clock.at(make.AFTER):
        response = client.post(f"{base(award)}belege/neu/", {**RECEIPT, "upload": photo()})
        assert response.status_code == 302 and response["Location"].endswith("/belege/")
        row = award.receipts.get()
        assert (row.gross_cents, row.paid_on, row.budget_year) == (1290, datetime.date(2026, 12, 12), 2026)
        file = StoredFile.objects.get(about_kind="grants.receipt", about_id=row.pk)
        assert not file.is_public
        assert client.get(f"{base(award)}datei/{file.pk}/{file.name}").status_code == 200
        assert client.get(f"/dateien/{file.pk}/{file.name}").status_code in (302, 404)
        assert "Papier" in text(client.get(f"{base(award)}belege/"))


def test_save_and_one_more_goes_on(client):
    award = make.running()
    with clock.at(make.AFTER):
        response = client.post(f"{base(award)}belege/neu/", {**RECEIPT, "noch": "1"})
    assert response["Location"].endswith("/belege/neu/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"gross_cents": ""}, "Bitte einen Betrag eintragen, zum Beispiel 40."),
        ({"gross_cents": "1.5000"}, "ist nicht eindeutig"),
        ({"gross_cents": "0"}, "Bitte mindestens 0,01 Euro eintragen."),
        ({"gross_cents": "-3"}, "Bitte den Betrag ohne Minus eintragen."),
        ({"payee": ""}, "Bitte eintragen, wer das Geld bekommen hat."),
        ({"item": ""}, "Bitte eintragen, was gekauft wurde"),
        ({"receipt_on": "31.2.2026"}, "gibt es nicht. Bitte das Datum prüfen."),
        ({"receipt_on": "24.12.2026"}, "Dieser Tag liegt in der Zukunft."),
        ({"receipt_on": "1.12.2026"}, "Bezahlt wird nur, was nach der Bewilligung am 2. Dezember 2026 gekauft wurde."),
        ({"paid_on": "1.1.2027"}, "Bitte den Tag eintragen, an dem Sie bezahlt haben."),
    ],
)
def test_what_a_receipt_asks_back_and_keeps(client, changes, sentence):
    award = make.running()
    with clock.at(make.AFTER):
        response = client.post(f"{base(award)}belege/neu/", {**RECEIPT, "note": "Bitte merken", "upload": photo("zettel.png"), **changes})
    assert response.status_code == 422 and sentence in text(response)
    assert "Bitte merken" in response.content.decode() and "zettel" in text(response)
    assert not award.receipts.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rechnung.docx", b"PK\x03\x04word", "rechnung.docx"),
        ("leer.png", b"", "leer"),
        ("boese.png", b"<svg onload=alert(1)>", "boese.png"),
    ],
)
def test_the_wrong_file_is_asked_back(client, name, content, sentence):
    award = make.running()
    with clock.at(make.AFTER):
        response = client.post(f"{base(award)}belege/neu/", {**RECEIPT, "upload": SimpleUploadedFile(name, content)})
    assert response.status_code == 422 and sentence in text(response)
    assert "Bastelladen" in response.content.decode()


def test_a_receipt_can_be_changed_and_taken_out_until_it_is_handed_in(client):
    award = make.running()
    with clock.at(make.AFTER):
        make.receipt(award)
        client.post(f"{base(award)}belege/1/", {**RECEIPT, "gross_cents": "99"})
        assert award.receipts.get().gross_cents == 9900
        client.post(f"{base(award)}belege/1/weg/")
        assert not award.receipts.filter(is_dropped=False).exists()
        assert client.get(f"{base(award)}belege/1/").status_code == 404
        make.receipt(award)
        proofs.submit_proof(award, by=award.person, is_true=True, **make.REPORT)
        response = client.post(f"{base(award)}belege/neu/", RECEIPT)
    assert response.status_code == 422 and "Die Abrechnung ist abgegeben." in text(response)


# --- the report ------------------------------------------------------------------------------------------------------


def test_a_report_is_kept_and_found_again(client):
    award = make.running()
    with clock.at(make.AFTER):
        kept = client.post(f"{base(award)}abrechnung/", {"what": "Wir haben angefangen zu schreiben", "participants": "80", "spaeter": "1"})
        assert "Gespeichert" in text(kept)
        by_script = client.post(
            f"{base(award)}abrechnung/?_draft=1", {"what": "Wir haben weiter geschrieben"}, HTTP_X_REQUESTED_WITH="fetch"
        )
        assert "data-saved" in by_script.content.decode()
        page = client.get(f"{base(award)}abrechnung/").content.decode()
    assert "Wir haben weiter geschrieben" in page and 'value="80"' in page


def test_handing_in_needs_receipts_a_story_and_the_truth(client):
    award = make.running()
    said = {"what": "Wir haben Laternen gebaut.", "income_cents": "0", "is_true": "on"}
    with clock.at(make.AFTER):
        assert "Bitte zuerst mindestens einen Beleg eintragen." in text(client.post(f"{base(award)}abrechnung/", said))
        make.receipt(award)
        assert "Bitte in ein paar Sätzen schreiben" in text(client.post(f"{base(award)}abrechnung/", {**said, "what": "kurz"}))
        assert "Bitte bestätigen Sie, dass die Angaben stimmen." in text(client.post(f"{base(award)}abrechnung/", {**said, "is_true": ""}))
        wrong = client.post(f"{base(award)}abrechnung/", {**said, "helpers": "viele"})
        assert "Bitte eine ganze Zahl eintragen" in text(wrong) and "Laternen gebaut" in wrong.content.decode()
        assert client.post(f"{base(award)}abrechnung/", said).status_code == 302
        again = client.post(f"{base(award)}abrechnung/", said)
    award.refresh_from_db()
    assert award.state == "proof_submitted" and again.status_code == 422


def test_a_photo_says_what_it_shows_and_who_agreed(client):
    award = make.running()
    with clock.at(make.AFTER):
        refused = client.post(f"{base(award)}abrechnung/foto/", {"upload": photo("fest.png"), "alt": "Kinder mit Laternen"})
        assert "Bitte eintragen, wer fotografiert hat." in text(refused) and "Kinder mit Laternen" in refused.content.decode()
        said = {"upload": photo("fest.png"), "alt": "Kinder mit Laternen", "rights_holder": "Foto: I. P.", "consent": "niemand zu erkennen"}
        assert client.post(f"{base(award)}abrechnung/foto/", said).status_code == 302
    file = StoredFile.objects.get(purpose="photo")
    assert (file.alt, file.consent, file.is_public) == ("Kinder mit Laternen", "niemand zu erkennen", False)


# --- money and changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cents": "20.000,01"}, "Für 2026 sind noch 20.000 € übrig."),
        ({"cents": ""}, "Bitte einen Betrag eintragen"),
        ({"budget_year": "2027"}, "Diese Möglichkeit gibt es nicht"),
        ({"purpose": ""}, "Bitte kurz schreiben, wofür das Geld ist."),
    ],
)
def test_what_a_drawdown_asks_back(client, changes, sentence):
    award = make.project_award()
    said = {"budget_year": "2026", "cents": "5.000", "spent_cents": "0", "purpose": "Löhne", **changes}
    with clock.at(make.LATER):
        response = client.post(f"{base(award)}abruf/", said)
    assert response.status_code == 422 and sentence in text(response)


def test_money_is_asked_for_and_taken_back(client):
    award = make.project_award()
    with clock.at(make.LATER):
        client.post(f"{base(award)}abruf/", {"budget_year": "2026", "cents": "5.000", "spent_cents": "0", "purpose": "Löhne"})
        assert award.drawdowns.get().cents == 5_000_00
        client.post(f"{base(award)}abruf/1/weg/")
    assert award.drawdowns.get().state == "withdrawn"


def test_a_later_end_is_asked_for_not_told(client):
    award = make.running()
    said = {"kind": "notice", "text": "Wir feiern eine Woche später.", "new_ends_on": "19.12.2026"}
    with clock.at(make.GRANTED):
        assert "Einem neuen Ende muss das Büro zustimmen." in text(client.post(f"{base(award)}aenderung/", said))
        client.post(f"{base(award)}aenderung/", {**said, "kind": "request"})
    assert award.changes.get().state == "requested"


def test_a_yearly_report_by_link(client):
    award = make.project_award()
    with clock.at(datetime.datetime(2027, 2, 1, 12, tzinfo=clock.BERLIN)):
        assert "Zwischenbericht für 2026" in text(client.get(base(award)))
        response = client.post(
            f"{base(award)}bericht/2026/", {"what": "27 Samstage sind geschafft.", "summary": "27 Samstage.", "is_true": "on"}
        )
        assert response.status_code == 302
        assert "ist noch nicht vorbei" in text(client.post(f"{base(award)}bericht/2027/", {"what": "Zu früh, zu früh.", "is_true": "on"}))
    assert award.proofs.get().state == "submitted"


def test_another_person_of_the_organisation_has_her_own_link(client):
    from quartier.community.actors.tests import factories as actors

    award = make.project_award()
    colleague = make.make_person(name="Kollegin")
    assert client.get(links.page(award, colleague) + "belege/").status_code == 404
    actors.make_carrier(award.organisation, colleague)
    assert client.get(links.page(award, colleague) + "belege/").status_code == 200


def test_the_account_is_never_shown_in_full_here(client):
    with clock.at(make.AFTER):
        award = make.handed_in()
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        shown = client.get(base(award)).content.decode()
    assert make.IBAN not in shown and "2051" in shown


def test_files_of_other_awards_stay_closed(client):
    with clock.at(make.AFTER):
        mine, other = make.running(), make.running(title="Anderes Vorhaben")
        upload = SimpleUploadedFile("beleg.png", picture("PNG"), content_type="image/png")
        row = receipts.add_receipt(
            other, receipt_on=make.PARTY, paid_on=make.PARTY, payee="X", item="Y", gross_cents=1, by=other.person, upload=upload
        )
        file = StoredFile.objects.get(about_kind="grants.receipt", about_id=row.pk)
        assert client.get(f"{base(mine)}datei/{file.pk}/{file.name}").status_code == 404
    assert payments.locked(mine).pk == mine.pk


def test_the_page_of_the_application_tells_how_its_award_stands(client):
    award = make.running()
    with clock.at(make.AFTER):
        make.receipt(award)
        client.post(f"{base(award)}abrechnung/", {"what": "Wir haben Laternen gebaut.", "income_cents": "0", "is_true": "on"})
        page = text(client.get(base(award)))
    assert "Abrechnung in Prüfung" in page and "Die Jury hat zugestimmt." not in page
