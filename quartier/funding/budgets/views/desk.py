"""Money in the office: pots, transfers, allotting, moving, correcting. Each number leads to the records it is made of."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.funding.budgets import actions, forms, queries, tables
from quartier.ground.access import may, may_somewhere
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.ledger import queries as ledger
from quartier.ground.ui import german

PER_PAGE = 50
SHOWN = 20  # allocations below the pots; all of them stand among the transfers


@may("budgets.read")
def desk(request, place):
    """The pots of a quarter, fund by fund and year by year."""
    funds = list(queries.all_funds())
    base, years = reverse("budgets.transfers", args=[place.slug]), queries.years_of_pots(place, funds)
    given = list(queries.allocations(place)[: SHOWN + 1])
    boxes, now = (
        [tables.PotBox(pot, base, years.get((pot.fund.code, pot.year), {})) for pot in queries.pots(place, funds=funds)],
        clock.today().year,
    )
    context = {
        "boxes": sorted((box for box in boxes if box.pot.year >= now), key=lambda box: box.pot.year),
        "earlier": _by_year(box for box in boxes if box.pot.year < now),
        "allocations": given[:SHOWN], "has_more_allocations": len(given) > SHOWN, "may_allot": access.may(request.user, "budgets.allot", place),
        "may_move": access.may(request.user, "budgets.move", place), "head": ledger.head(),
    }  # fmt: skip
    return render(request, "budgets/desk/pots.html", context)


def _by_year(boxes) -> list[tuple]:
    """(programme year, its pots), the latest first: what is over stays at hand, but out of the way."""
    found: dict[int, list] = {}
    for box in boxes:
        found.setdefault(box.pot.year, []).append(box)
    return sorted(found.items(), reverse=True)


@may_somewhere("budgets.read")
def desk_all(request, place):
    """The pots of all quarters for which the person is responsible: a line per quarter and fund, of one programme year."""
    places = _quarters(request, "budgets.read")
    sums = queries.pots_of(places)
    years = sorted({pot.year for pot in sums}, reverse=True)
    year = _chosen(request.GET.get("jahr"), years)
    lines = [pot for pot in sums if pot.year == year]
    funds = tables.by_fund(lines)
    context = {
        "lines": lines,
        "funds": funds,
        "years": years,
        "year": year,
        "head": ledger.head(),
        "may_allot": access.places_where(request.user, "budgets.allot"),
    }
    return render(request, "budgets/desk/pots_all.html", context)


def _quarters(request, act):
    return [one for one in access.places_for(request.user, act) if one.is_quarter]


def _chosen(text, years):
    return int(text) if text and text.isdecimal() and int(text) in years else (years[0] if years else None)


@may("budgets.read")
def transfers(request, place):
    """Every transfer of a quarter, newest first, narrowed by what it is for."""
    return _transfers(
        request, [place.pk], reverse("budgets.transfers", args=[place.slug]), reverse("budgets.transfers_csv", args=[place.slug])
    )


@may_somewhere("budgets.read")
def transfers_all(request, place):
    """Every transfer of all quarters for which the person is responsible."""
    ids = [one.pk for one in access.places_for(request.user, "budgets.read")]
    return _transfers(request, ids, reverse("budgets.transfers_all"), reverse("budgets.transfers_csv_all"))


def _transfers(request, place_ids, base, csv):
    names = tables.Names()
    form = _filter_form(request, names)
    found = _narrowed(form, place_ids)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "page": page,
        "rows": tables.rows(page.object_list, names),
        "base": base,
        "csv": f"{csv}?{request.GET.urlencode()}",
        "is_narrowed": bool(request.GET),
    }
    return render(request, "budgets/desk/transfers.html", context)


def _filter_form(request, names=None):
    names = names or tables.Names()
    return forms.FilterForm(request.GET or None, funds=names.funds, sources=names.sources)


def _narrowed(form, place_ids):
    narrowed = form.narrowed() if form.is_bound else {}
    file_number = form.cleaned_data.get("vorgang", "") if form.is_bound else ""
    if file_number:
        narrowed["thread_id"] = queries.thread_id(file_number.strip()) or -1
    return ledger.transfers(place_ids=place_ids, **narrowed).select_related("debit__place")


@may("budgets.read")
def transfers_csv(request, place):
    """The same list as a table file."""
    return tables.csv(_narrowed(_filter_form(request), [place.pk]), f"buchungen-{place.slug}.csv")


@may_somewhere("budgets.read")
def transfers_csv_all(request, place):
    """The same list over several quarters as a table file."""
    ids = [one.pk for one in access.places_for(request.user, "budgets.read")]
    return tables.csv(_narrowed(_filter_form(request), ids), "buchungen.csv")


@may("budgets.read", booking=queries.booking)
def booking(request, place, booking):
    """One act: its transfers, who, what about, its seals, and what was answered to it."""
    context = {
        "booking": booking,
        "rows": tables.rows(booking.transfers),
        "may_correct": access.may(request.user, "budgets.correct", place),
    }
    return render(request, "budgets/desk/booking.html", context)


@may("budgets.correct", booking=queries.booking)
def correct(request, place, booking):
    """Take a booking back, with a reason."""
    form = forms.CorrectForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.correct(booking.pk, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            refusal.onto(form)
        else:
            messages.success(request, _("Buchung %(old)s ist berichtigt durch Buchung %(new)s.") % {"old": booking.pk, "new": made})
            return redirect("budgets.booking", place.slug, made)
    context = {"form": form, "booking": booking, "rows": tables.rows(booking.transfers)}
    return render(request, "budgets/desk/correct.html", context)


@may("budgets.allot")
def allot(request, place):
    """Give a quarter money of a fund."""
    form = _allot_form(request, rules_of=lambda _slug: queries.rules_by_fund(place))
    return _allot_page(request, form, lambda: place, reverse("budgets.desk", args=[place.slug]))


@may_somewhere("budgets.allot")
def allot_all(request, place):
    """Give one of several quarters money of a fund."""
    places = _quarters(request, "budgets.allot")
    by_slug = {one.slug: one for one in places}
    form = _allot_form(request, places=places, rules_of=lambda slug: queries.rules_by_fund(by_slug.get(slug, place)))
    return _allot_page(request, form, lambda: by_slug[form.cleaned_data["place"]], reverse("budgets.desk_all"))


def _allot_form(request, **more):
    initial = {"programme_year": tables.this_year()}
    return forms.AllotForm(request.POST or None, funds=queries.funds(), sources=queries.sources(), initial=initial, **more)


def _allot_page(request, form, chosen_place, back):
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.allot(
                queries.fund(said["fund"]), chosen_place(), said["programme_year"], by=request.user, commit_by_on=said["commit_by_on"],
                note=said["note"], **form.amounts(),
            )  # fmt: skip
        except Refused as refusal:
            refusal.field = form.field_of(refusal.field)
            refusal.onto(form)
        else:
            facts = {"place": made.place, "cents": german.euro(made.cents), "fund": made.fund, "year": made.programme_year}
            messages.success(request, _("%(place)s hat %(cents)s für %(fund)s %(year)s.") % facts)
            return redirect("budgets.desk", made.place.slug)
    return render(request, "budgets/desk/allot.html", {"form": form, "back": back})


@may("budgets.read", allocation=queries.allocation)
def allocation(request, place, allocation):
    """What was given once: by whom, for when, on what ground."""
    names = tables.Names()
    by_source = [(names.of_source.get(code, code), cents) for code, cents in allocation.by_source.items()]
    rows = tables.rows(ledger.transfers(about=allocation).select_related("debit__place"), names)
    return render(request, "budgets/desk/allocation.html", {"allocation": allocation, "by_source": by_source, "rows": rows})


@may("budgets.move")
def move(request, place):
    """Carry free money over to another year, or let it lapse."""
    initial = {
        "what": "carry_over",
        **{key: request.GET[word] for key, word in (("fund", "fonds"), ("from_year", "haushalt")) if word in request.GET},
    }
    funds = list(queries.all_funds())
    form = forms.MoveForm(request.POST or None, funds=funds, initial=initial)
    if form.is_valid():
        try:
            made = _move(form.cleaned_data, place, request.user)
        except Refused as refusal:
            refusal.onto(form)
        else:
            messages.success(request, _("Gebucht: Buchung %(number)s.") % {"number": made})
            return redirect("budgets.booking", place.slug, made)
    free = queries.free_by_fund(place)
    shown = [(one, years) for one in funds if any((years := free.get(one.code, {})).values())]
    return render(request, "budgets/desk/move.html", {"form": form, "free": shown})


def _move(said, place, by):
    fund = queries.fund(said["fund"])
    if said["what"] == "lapse":
        return actions.lapse(fund, place, said["from_year"], cents=said["cents"], by=by, note=said["note"])
    return actions.carry_over(fund, place, said["from_year"], said["to_year"], said["cents"], by=by, note=said["note"])
