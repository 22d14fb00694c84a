"""What the grantee remarks on a receipt and what the check notes about it are two things."""

import pytest

from quartier.funding.grants import settlement_sheet
from quartier.funding.grants.actions import awards, proofs, receipts
from quartier.funding.grants.forms.desk import CheckForm
from quartier.funding.grants.tests import factories as make
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message

pytestmark = pytest.mark.django_db
SAID, FOUND = "Bon ist verblasst", "ohne Pfand"


@pytest.fixture
def handed_in():
    """(award, its receipt with a remark of the grantee, the proof waits for its check)."""
    award = make.running(cents=700_00)
    with clock.at(make.GRANTED):
        make.paid(award)
    with clock.at(make.AFTER):
        row = make.receipt(award, 600_00, note=SAID)
        proofs.submit_proof(award, by=award.person, is_true=True, **make.REPORT)
        yield award, row


def test_the_form_of_the_check_begins_empty_and_shows_what_was_said(handed_in, client):
    award, row = handed_in
    assert CheckForm(receipts=[row], initial={})[f"note_{row.pk}"].value() in (None, "")
    client.force_login(make.team(award.place))
    page = client.get(f"/{award.place.slug}/buero/foerderungen/{award.pk}/").content.decode()
    assert SAID in page and f'value="{SAID}"' not in page


def test_a_cut_needs_a_reason_of_the_check_whatever_the_grantee_said(handed_in, client):
    award, row = handed_in
    client.force_login(make.team(award.place))
    said = {f"eligible_{row.pk}": "500", f"note_{row.pk}": "", "income_cents": "0", "own_cents": "0", "note": "", "merken": "1"}
    answer = client.post(f"/{award.place.slug}/buero/foerderungen/{award.pk}/pruefung/", said)
    assert answer.status_code == 422 and "warum gekürzt wird" in answer.content.decode()


def test_both_are_kept_and_the_letter_tells_the_checks(handed_in):
    award, row = handed_in
    office = make.team(award.place, "Prüferin")
    receipts.judge_receipts(award, {row.pk: (500_00, FOUND)}, by=office)
    row.refresh_from_db()
    assert (row.note, row.check_note) == (SAID, FOUND)
    proofs.settle(award, income_cents=0, by=office)
    letter = Message.objects.filter(about_kind=award.KIND, about_id=award.pk, channel="letter").latest("pk")
    assert FOUND in letter.body and SAID not in letter.body
    assert any(SAID in cell and FOUND in cell for line in settlement_sheet.sheet(award).rows for cell in line)


def test_a_corrected_receipt_is_judged_anew(handed_in):
    award, row = handed_in
    office = make.team(award.place, "Prüferin")
    receipts.judge_receipts(award, {row.pk: (500_00, FOUND)}, by=office)
    proofs.return_proof(award, "Bitte den ganzen Bon.", by=office)
    row = receipts.change_receipt(row, by=award.person, note="Neu fotografiert")
    assert (row.note, row.check_note, row.eligible_cents) == ("Neu fotografiert", "", None)


def test_erasing_takes_both_away(handed_in):
    award, row = handed_in
    receipts.judge_receipts(award, {row.pk: (500_00, FOUND)}, by=make.team(award.place, "Prüferin"))
    type(award).objects.filter(pk=award.pk).update(state="closed")
    awards.erase_grantee(award.person)
    row.refresh_from_db()
    assert (row.note, row.check_note) == ("", "")
