"""Addresses of applications of the Aktionsfonds."""

from django.urls import path

from quartier.funding.calls.views import applications, case_pages, desk_applications

quarter = [
    path("foerderung/antrag/", applications.apply, name="calls.apply"),
    path("foerderung/antrag/formular/", applications.form, name="calls.application_form"),
    path("foerderung/antrag/papier/", applications.sheet, name="calls.application_sheet"),
    path("foerderung/antrag/papier.pdf", applications.sheet_pdf, name="calls.application_pdf"),
    path("foerderung/aktionsfonds/", applications.this_year, name="calls.actions_now"),
    path("foerderung/aktionsfonds/<int:year>/", applications.year, name="calls.actions"),
    path("vorgang/<str:key>/", case_pages.case, name="calls.case"),
    path("vorgang/<str:key>/aendern/", case_pages.change, name="calls.case_change"),
    path("vorgang/<str:key>/zurueckziehen/", case_pages.withdraw, name="calls.case_withdraw"),
    path("vorgang/<str:key>/neu/", case_pages.again, name="calls.case_again"),
]
desk = [
    path("antraege/", desk_applications.applications, name="calls.applications"),
    path("antraege/neu/", desk_applications.enter, name="calls.enter_application"),
    path("antraege/<int:application>/", desk_applications.application, name="calls.application"),
    path("antraege/<int:application>/pruefen/", desk_applications.check, name="calls.check_application"),
    path("antraege/<int:application>/papiere/", desk_applications.paper, name="calls.application_papers"),
    path("antraege/<int:application>/link/", desk_applications.link, name="calls.application_link"),
    path("antraege/<int:application>/adresse/", desk_applications.address, name="calls.application_address"),
    path("antraege/<int:application>/<slug:verb>/", desk_applications.step, name="calls.application_step"),
]
