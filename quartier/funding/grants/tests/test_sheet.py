"""The settlement on paper: reachable by grantee and office, with what is known, on two pages."""

import datetime
import io
import re

import pytest
from pypdf import PdfReader

from quartier.funding.grants import settlement_sheet
from quartier.funding.grants.queries import links
from quartier.funding.grants.tests import factories as make
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock

pytestmark = pytest.mark.django_db


def desk(award):
    return f"/{award.place.slug}/buero/foerderungen/{award.pk}/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def test_an_empty_sheet_has_lines_for_everything(client):
    award = make.running()
    assert "abrechnung/papier/" in client.get(links.page(award, award.person)).content.decode()
    shown = text(client.get(f"{links.page(award, award.person)}abrechnung/papier/"))
    for words in ("Was ist geschehen?", "bezahlt an", "anerkannt (Büro)", "891,00 €", "Unterschrift", award.thread.file_number):
        assert words in shown
    found = settlement_sheet.sheet(award)
    assert len(found.rows) == settlement_sheet.LINES and dict(found.sums)["Summe der Belege"] == ""


def test_what_is_entered_stands_on_the_sheet(client):
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(500_00, 200_00))
        client.force_login(make.team(award.place))
        assert "Abrechnung auf Papier" in text(client.get(desk(award)))
        shown = text(client.get(f"{desk(award)}abrechnung/papier/"))
        sums = dict(settlement_sheet.sheet(award).sums)
    assert make.REPORT["what"] in shown and "Bastelladen" in shown
    assert (sums["Summe der Belege"], sums["Pauschale (10\N{NO-BREAK SPACE}%)"]) == (
        "700,00\N{NO-BREAK SPACE}€",
        "70,00\N{NO-BREAK SPACE}€",
    )
    assert len(settlement_sheet.sheet(award).rows) == 2


@pytest.mark.parametrize("is_filled", [True, False])
def test_the_pdf_has_two_pages(client, is_filled):
    with clock.at(make.AFTER):
        award = make.handed_in() if is_filled else make.running()
        answer = client.get(f"{links.page(award, award.person)}abrechnung/papier.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def test_nobody_else_sees_it(client):
    award = make.running()
    client.force_login(make_person(name="Neugierig", email="n@beispiel.de"))
    assert client.get(f"{desk(award)}abrechnung/papier/").status_code == 404
    assert client.get(f"{desk(award)}abrechnung/papier.pdf").status_code == 404
    assert client.get(f"{links.page(award, award.person)[:-3]}x/abrechnung/papier/").status_code == 404


# --- reports on a year -----------------------------------------------------------------------------------------------

NEXT_YEAR = datetime.datetime(2027, 1, 20, 10, 0, tzinfo=clock.BERLIN)


def test_the_report_on_a_year_has_its_sheet_too(client):
    award = make.project_award()
    with clock.at(NEXT_YEAR):
        base = links.page(award, award.person)
        assert "bericht/2026/papier/" in client.get(f"{base}bericht/2026/").content.decode()
        shown = text(client.get(f"{base}bericht/2026/papier/"))
        pdf = client.get(f"{base}bericht/2026/papier.pdf")
    assert "Zwischenbericht 2026" in shown and "Was ist geschehen?" in shown and "bewilligt für 2026 20.000,00 €" in shown
    assert "31. März 2027" in shown  # 90 days after the end of the year by the rules of the fund
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 2


def test_it_holds_the_receipts_of_its_year_alone(client):
    award = make.project_award()
    with clock.at(make.LATER):
        make.receipt(award, 300_00, receipt_on=make.LATER.date(), paid_on=make.LATER.date(), payee="Im ersten Jahr")
    with clock.at(NEXT_YEAR):
        make.receipt(award, 200_00, receipt_on=NEXT_YEAR.date(), paid_on=NEXT_YEAR.date(), payee="Im zweiten Jahr")
        found = settlement_sheet.sheet(award, 2026)
    payees = [row[3] for row in found.rows if row[3]]
    assert payees == ["Im ersten Jahr"] and dict(found.sums)["Summe der Belege"] == "300,00\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize("year", [2025, 2028, 1999])
def test_a_year_without_a_report_has_no_sheet(client, year):
    award = make.project_award()
    assert client.get(f"{links.page(award, award.person)}bericht/{year}/papier/").status_code == 404


# --- the short forms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "page", "words"),
    [
        ("annahme", "annehmen", ["Annahme des Bescheids", "Ich nehme die Förderung nicht an", "IBAN", "891,00 €", "Unterschrift"]),
        ("konto", "konto", ["Neues Konto", "IBAN", "Unterschrift"]),
        ("abruf", "abruf", ["Aus welchem Haushaltsjahr?", "bisher ausgegeben", "Schon erhalten"]),
        ("aenderung", "aenderung", ["Um Zustimmung bitten", "vorzeitig beenden", "Neuer letzter Tag"]),
        ("aenderung", "beenden", ["Etwas ändert sich"]),
    ],
)
def test_each_short_form_has_its_sheet_with_what_is_known(client, form, page, words):
    award = make.granted() if form == "annahme" else make.running()
    with clock.at(make.GRANTED):
        base = links.page(award, award.person)
        assert f"papier/{form}/" in client.get(f"{base}{page}/").content.decode()
        shown = text(client.get(f"{base}papier/{form}/"))
        pdf = client.get(f"{base}papier/{form}.pdf")
    for word in (*words, award.thread.file_number, award.title):
        assert word in shown, word
    assert make.IBAN not in shown
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 1


def test_the_office_prints_them_for_the_grantee(client):
    award = make.granted()
    client.force_login(make.team(award.place))
    assert "papier/annahme/" in client.get(desk(award)).content.decode()
    assert client.get(f"{desk(award)}papier/annahme/").status_code == 200
    assert client.get(f"{desk(award)}papier/annahme.pdf")["Content-Type"] == "application/pdf"
    assert client.get(f"{desk(award)}papier/irgendwas/").status_code == 404


def test_a_stranger_prints_nothing(client):
    award = make.running()
    client.force_login(make_person(name="Neugierig", email="n@beispiel.de"))
    assert client.get(f"{desk(award)}papier/abruf/").status_code == 404
    assert client.get(f"{links.page(award, award.person)[:-3]}x/papier/abruf/").status_code == 404
