"""Addresses of the money pages."""

from django.urls import path

from quartier.funding.budgets.views import desk as money
from quartier.funding.budgets.views import funds, rules

desk = [
    path("geld/", money.desk, name="budgets.desk"),
    path("geld/zuweisen/", money.allot, name="budgets.allot"),
    path("geld/zuweisung/<int:allocation>/", money.allocation, name="budgets.allocation"),
    path("geld/umbuchen/", money.move, name="budgets.move"),
    path("geld/buchungen/", money.transfers, name="budgets.transfers"),
    path("geld/buchungen.csv", money.transfers_csv, name="budgets.transfers_csv"),
    path("geld/buchungen/<int:booking>/", money.booking, name="budgets.booking"),
    path("geld/buchungen/<int:booking>/berichtigen/", money.correct, name="budgets.correct"),
    path("geld/fonds/", funds.funds, name="budgets.funds"),
    path("geld/regeln/", rules.rules, name="budgets.rules"),
    path("geld/regeln/fassung/<int:version>/", rules.version, name="budgets.rules_version"),
    path("geld/regeln/<slug:fund>/neu/", rules.new, name="budgets.rules_new"),
    path("geld/regeln/<slug:fund>/beenden/", rules.end, name="budgets.rules_end"),
]
desk_city = [
    path("geld/", money.desk_all, name="budgets.desk_all"),
    path("geld/zuweisen/", money.allot_all, name="budgets.allot_all"),
    path("geld/buchungen/", money.transfers_all, name="budgets.transfers_all"),
    path("geld/buchungen.csv", money.transfers_csv_all, name="budgets.transfers_csv_all"),
    path("geld/fonds/", funds.funds_all, name="budgets.funds_all"),
    path("geld/regeln/", rules.rules_all, name="budgets.rules_all"),
    path("geld/regeln/fassung/<int:version>/", rules.version_all, name="budgets.rules_version_all"),
    path("geld/regeln/<slug:fund>/neu/", rules.new_all, name="budgets.rules_new_all"),
]
