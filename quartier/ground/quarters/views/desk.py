"""The desk's pages about places: one quarter with its office, and the lists of the whole city."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.acts.marks import may
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions, forms, imports, queries
from quartier.ground.quarters import surfaces as places
from quartier.ground.quarters.models import Imprint
from quartier.ground.ui import german

IMPORTS = {
    "places": imports.places_from_csv,
    "boundaries": imports.boundaries_from_geojson,
    "addresses": imports.addresses_from_csv,
}
OFFICE_FACTS = ("name", "address", "phone", "email", "contractor", "access_note", "is_step_free")


@may("quarters.read")
def area(request, place):
    """Everything that is set about one quarter, with the way to change it."""
    context = {
        "life": places.life(place),
        "doors": places.doors(place),
        "plates": places.plates(place),
        "boundary": queries.boundary(place),
        "imprint": places.imprint(place),
        "addresses": place.addresses.count(),
        "programme": places.programme(place),
    }
    return render(request, "quarters/desk/area.html", context)


def _filled(request, place, form, act, title, hint=""):
    """One form, one act: done leads back to the quarter's page, a refusal stands at its field."""
    if form.is_valid():
        try:
            act(form)
        except Refused as refusal:
            refusal.onto(form)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("quarters.area", quarter=place.slug)
    return render(request, "quarters/desk/form.html", {"form": form, "title": title, "hint": hint})


@may("quarters.edit")
def office(request, place):
    """Name, address and ways into the office."""
    found = queries.first_office(place)
    initial = {name: getattr(found, name) for name in OFFICE_FACTS} if found else {"name": f"{_('Quartiersbüro')} {place.name}"}
    form = forms.OfficeForm(request.POST or None, initial=initial)
    return _filled(
        request, place, form, lambda form: actions.save_office(place, office=found, by=request.user, **form.cleaned_data), _("Büro")
    )


@may("quarters.edit")
def hours(request, place):
    """Opening hours, a row per span."""
    found = queries.first_office(place)
    if not found:
        messages.info(request, _("Bitte zuerst das Büro eintragen."))
        return redirect("quarters.office_form", quarter=place.slug)
    rows = [{"weekday": row.weekday, "opens": row.opens, "closes": row.closes} for row in found.hours.all()]
    form = forms.HoursForm(request.POST or None, initial={"hours": rows})
    hint = _("An Feiertagen bleibt das Büro von selbst geschlossen. Urlaub und Umzug stehen unter „Schließtage“.")
    return _filled(request, place, form, lambda form: actions.set_hours(found, rows=form.rows, by=request.user), _("Öffnungszeiten"), hint)


@may("quarters.edit")
def closures(request, place):
    """Days on which the office stays shut."""
    found = queries.first_office(place)
    if not found:
        messages.info(request, _("Bitte zuerst das Büro eintragen."))
        return redirect("quarters.office_form", quarter=place.slug)
    form = forms.ClosureForm(request.POST or None)
    return _filled(request, place, form, lambda form: actions.close_office(found, by=request.user, **form.cleaned_data), _("Schließtage"))


@may("quarters.edit", closure=queries.closure)
def reopen(request, place, closure):
    """Take a closure back."""
    if request.method == "POST":
        actions.reopen_office(closure, by=request.user)
        messages.success(request, _("Der Schließtag ist gestrichen."))
        return redirect("quarters.area", quarter=place.slug)
    question = _("Schließtage vom %(first)s bis %(last)s streichen?") % {
        "first": german.day(closure.from_on),
        "last": german.day(closure.until_on),
    }
    return render(request, "quarters/desk/sure.html", {"question": question, "verb": _("Streichen")})


@may("quarters.edit")
def plates(request, place):
    """A new plate beside the bell."""
    form = forms.PlateForm(request.POST or None)
    return _filled(
        request, place, form, lambda form: actions.hang_plate(place, by=request.user, **form.cleaned_data), _("Neues Klingelschild")
    )


@may("quarters.edit", plate=queries.plate)
def take_down(request, place, plate):
    """Take a plate down from today on."""
    if request.method == "POST":
        actions.take_down_plate(plate, by=request.user)
        messages.success(request, _("Das Schild hängt nicht mehr."))
        return redirect("quarters.area", quarter=place.slug)
    question = _("Das Schild von %(name)s abnehmen?") % {"name": plate.name}
    return render(request, "quarters/desk/sure.html", {"question": question, "verb": _("Abnehmen")})


@may("quarters.steer")
def phase(request, place):
    """Let the next phase of the quarter begin, also one to come."""
    form = forms.PhaseForm(request.POST or None, place=place, initial={"from_on": clock.today()})
    hint = _("Die laufende Phase endet am Tag davor. Ein Ende darf in der Zukunft liegen: Es steht dann schon auf der Seite des Quartiers.")
    return _filled(request, place, form, lambda form: actions.begin_phase(place, by=request.user, **form.cleaned_data), _("Phase"), hint)


@may("quarters.steer")
def tile(request, place):
    """The quarter's tile: a pair of colour and pattern that no other running quarter has."""
    form = forms.TileForm(request.POST or None, initial={"colour": place.colour, "pattern": place.pattern or None})
    hint = _("Die Fliese zeigt, wo man ist. Sie bleibt, solange das Quartier besteht.")
    return _filled(request, place, form, lambda form: actions.set_tile(place, by=request.user, **form.cleaned_data), _("Fliese"), hint)


@may("quarters.steer")
def imprint(request, place):
    """Who answers in law for the quarter's pages; without it those of district or city count."""
    return _filled(request, place, _imprint_form(request, place), lambda form: _save_imprint(request, place, form), _("Impressum"))


@may("quarters.import")
def city_imprint(request, place):
    """Who answers in law for the whole site."""
    form = _imprint_form(request, place)
    if form.is_valid():
        _save_imprint(request, place, form)
        messages.success(request, _("Gespeichert."))
        return redirect("quarters.areas")
    return render(request, "quarters/desk/form.html", {"form": form, "title": _("Impressum der Stadt")})


def _imprint_form(request, place):
    row = Imprint.objects.filter(place=place).first()
    initial = {name: getattr(row, name) for name in forms.ImprintForm.base_fields} if row else {}
    return forms.ImprintForm(request.POST or None, initial=initial)


def _save_imprint(request, place, form) -> None:
    actions.save_imprint(place, by=request.user, is_demo=False, **form.cleaned_data)


@may("quarters.import")
def areas(request, place):
    """All places, and the door for lists from outside: first looked at, then taken whole or not at all."""
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "overview": places.overview()}
    if form.is_valid():
        try:
            return _taken(request, form, context)
        except Refused as refusal:
            refusal.onto(form)
    return render(request, "quarters/desk/areas.html", context)


def _taken(request, form, context):
    """Take the list if it was looked at before and is still good; else show what would happen."""
    text = imports.text_of(form.content)
    is_last = "einspielen" in request.POST
    kind = form.cleaned_data["kind"]
    more = {"from_on": form.cleaned_data["from_on"]} if kind == "boundaries" else {}
    report = IMPORTS[kind](text, by=request.user, dry_run=not is_last, **more)
    if report.is_done:
        messages.success(request, _("Eingespielt: %(made)d neu, %(changed)d geändert.") % {"made": report.made, "changed": report.changed})
        return redirect("quarters.areas")
    return render(request, "quarters/desk/areas.html", {**context, "report": report, "text": text, "shown": report.problems[:200]})
