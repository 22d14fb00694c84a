"""Addresses of awards: the desk's, and the grantee's under her link."""

from django.urls import path

from quartier.funding.grants.views import desk as case
from quartier.funding.grants.views import grantee, office

LINK = "vorgang/<str:key>/"
CASE = "foerderungen/<int:award>/"

quarter = [
    path(LINK + "annehmen/", grantee.accept, name="grants.accept"),
    path(LINK + "ablehnen/", grantee.decline, name="grants.decline"),
    path(LINK + "konto/", grantee.bank, name="grants.bank"),
    path(LINK + "beenden/", grantee.terminate, name="grants.terminate"),
    path(LINK + "belege/", grantee.receipts, name="grants.receipts"),
    path(LINK + "belege/neu/", grantee.receipt_new, name="grants.receipt_new"),
    path(LINK + "belege/<int:number>/", grantee.receipt, name="grants.receipt"),
    path(LINK + "belege/<int:number>/weg/", grantee.receipt_drop, name="grants.receipt_drop"),
    path(LINK + "abrechnung/", grantee.report, name="grants.report"),
    path(LINK + "abrechnung/foto/", grantee.photo, name="grants.photo"),
    path(LINK + "abrechnung/papier/", grantee.sheet, name="grants.sheet"),
    path(LINK + "abrechnung/papier.pdf", grantee.sheet_pdf, name="grants.sheet_pdf"),
    path(LINK + "bericht/<int:year>/", grantee.report, name="grants.interim"),
    path(LINK + "bericht/<int:year>/foto/", grantee.photo, name="grants.interim_photo"),
    path(LINK + "bericht/<int:year>/papier/", grantee.sheet, name="grants.interim_sheet"),
    path(LINK + "bericht/<int:year>/papier.pdf", grantee.sheet_pdf, name="grants.interim_sheet_pdf"),
    path(LINK + "papier/<slug:form>/", grantee.request_sheet, name="grants.request_sheet"),
    path(LINK + "papier/<slug:form>.pdf", grantee.request_sheet_pdf, name="grants.request_sheet_pdf"),
    path(LINK + "abruf/", grantee.drawdown, name="grants.drawdown"),
    path(LINK + "abruf/<int:part>/weg/", grantee.drawdown_withdraw, name="grants.drawdown_withdraw"),
    path(LINK + "aenderung/", grantee.change, name="grants.change"),
    path(LINK + "aenderung/<int:change>/weg/", grantee.change_withdraw, name="grants.change_withdraw"),
    path(LINK + "datei/<int:file>/<str:name>", grantee.file, name="grants.file"),
]
desk = [
    path("foerderungen/", case.desk, name="grants.desk"),
    path("foerderungen/neu/antrag/<int:application>/", case.from_application, name="grants.from_application"),
    path("foerderungen/neu/bewerbung/<int:bid>/", case.from_bid, name="grants.from_bid"),
    path(CASE, case.case, name="grants.case"),
    path(CASE + "entwurf/", case.draft, name="grants.draft"),
    path(CASE + "pruefung/", case.check, name="grants.check"),
    path(CASE + "belege/", office.receipt_list, name="grants.office_receipts"),
    path(CASE + "belege/neu/", office.receipt_new, name="grants.office_receipt_new"),
    path(CASE + "belege/<int:number>/", office.receipt, name="grants.office_receipt"),
    path(CASE + "belege/<int:number>/weg/", office.receipt_drop, name="grants.office_receipt_drop"),
    path(CASE + "abrechnung/", office.report, name="grants.office_report"),
    path(CASE + "abrechnung/foto/", office.photo, name="grants.office_photo"),
    path(CASE + "abrechnung/papier/", office.sheet, name="grants.office_sheet"),
    path(CASE + "abrechnung/papier.pdf", office.sheet_pdf, name="grants.office_sheet_pdf"),
    path(CASE + "bericht/<int:year>/", office.report, name="grants.office_interim"),
    path(CASE + "bericht/<int:year>/foto/", office.photo, name="grants.office_interim_photo"),
    path(CASE + "bericht/<int:year>/papier/", office.sheet, name="grants.office_interim_sheet"),
    path(CASE + "bericht/<int:year>/papier.pdf", office.sheet_pdf, name="grants.office_interim_sheet_pdf"),
    path(CASE + "papier/<slug:form>/", office.request_sheet, name="grants.office_request_sheet"),
    path(CASE + "papier/<slug:form>.pdf", office.request_sheet_pdf, name="grants.office_request_sheet_pdf"),
    path(CASE + "abruf/", office.drawdown, name="grants.office_drawdown"),
    path(CASE + "aenderung/", office.change, name="grants.office_change"),
    path(CASE + "link/", office.link, name="grants.link"),
    path(CASE + "adresse/", office.address, name="grants.address"),
    path(CASE + "leihliste/", office.inventory, name="grants.inventory"),
    path("foerderungen/<int:award>/abrufe/<int:drawdown>/<slug:verb>/", case.drawdown_step, name="grants.drawdown_step"),
    path("foerderungen/<int:award>/aenderungen/<int:change>/<slug:verb>/", case.change_step, name="grants.change_step"),
    path("foerderungen/<int:award>/berichte/<int:proof>/<slug:verb>/", case.proof_step, name="grants.proof_step"),
    path(CASE + "<slug:verb>/", case.step, name="grants.step"),
    path("zahlungen/", office.payments, name="grants.payments"),
    path("akte/<int:thread>/", office.audit_file, name="grants.audit_file"),
    path("akte/<int:thread>/akte.zip", office.audit_file_zip, name="grants.audit_file_zip"),
]
desk_city = [
    path("zahlungen/", office.all_payments, name="grants.payments"),
]
