"""Funds and sources in the office: what there is, and by which rules each fund works where."""

from django.shortcuts import render
from django.urls import reverse

from quartier.funding.budgets import queries
from quartier.ground.access import may, may_somewhere
from quartier.ground.access import queries as access


@may("budgets.read")
def funds(request, place):
    """Every fund and source, with the ways to the rules and transfers of a quarter."""
    return _page(request, place)


@may_somewhere("budgets.read")
def funds_all(request, place):
    """The same, with the ways to what holds and was booked everywhere."""
    return _page(request, None)


def _page(request, own):
    readable = [one for one in access.places_for(request.user, "budgets.read") if one.is_quarter]
    held, everywhere = queries.own_rules(), queries.rules_for_all()
    transfers = reverse("budgets.transfers", args=[own.slug]) if own else reverse("budgets.transfers_all")
    rows = [_fund(one, everywhere.get(one.pk), held.get(one.pk, ()), own, readable) for one in queries.all_funds()]
    context = {"rows": rows, "sources": queries.sources(), "transfers": transfers, "rules": _rules_page(own), "money": _money_page(own)}
    return render(request, "budgets/desk/funds.html", context)


def _fund(fund, everywhere, own_rules, own, readable):
    lines = [(row.place.name, row, _version_page(row, _through(row.place, own, readable))) for row in own_rules]
    return {"fund": fund, "everywhere": everywhere, "address": _all_page(everywhere, own) if everywhere else "", "own": lines}


def _all_page(version, own):
    return _version_page(version, own) if own else reverse("budgets.rules_version_all", args=[version.pk])


def _through(place, own, readable):
    """The quarter under whose address the person may read the rules of a place: it, or one below it; None where she may not."""
    near = [own, *readable] if own else readable
    return next((one for one in near if place.pk in (one.pk, one.parent_id)), None)


def _version_page(version, quarter):
    return reverse("budgets.rules_version", args=[quarter.slug, version.pk]) if quarter else ""


def _rules_page(own):
    return reverse("budgets.rules", args=[own.slug]) if own else reverse("budgets.rules_all")


def _money_page(own):
    return reverse("budgets.desk", args=[own.slug]) if own else reverse("budgets.desk_all")
