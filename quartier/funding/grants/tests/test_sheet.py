"""The settlement on paper: reachable by grantee and office, with what is known, on two pages."""

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
