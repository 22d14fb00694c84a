"""Forms on paper: the same questions in the same order as on the screen, as a page for printing and as PDF, with a code if wanted.

By POST a sheet carries a code that opens an empty draft; the code stands on the sheet alone, in no address. An app says with a `Twin`
what its sheet is, extends `ui/form_sheet.html` and imports `/ground/notify/typst/form.typ`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.ground import acts
from quartier.ground.acts import drafts, limits
from quartier.ground.notify import letters, pdf
from quartier.ground.quarters import queries as quarters

CODES_PER_HOUR = 20  # from one internet address; a house shares one


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on every sheet: its name, for whom, how it goes, the code, the line of the programme."""

    title: str
    subtitle: str
    how: str
    code: str = ""
    programme: str = ""


@dataclass(frozen=True)
class Twin:
    """The paper twin of a form. `make(place, code)` gives the sheet; `page` and `typst` are its two templates; `draft` is the kind of
    draft that its code opens; `home`, `here`, `as_pdf` are names of addresses of a quarter: the form, the sheet, the PDF."""

    make: Callable
    page: str
    typst: str
    draft: str
    file_name: str
    home: str
    here: str
    as_pdf: str


def where(place) -> str:
    """The quarter and its district, for the line below the title."""
    return ", ".join(filter(None, [_("Quartier %(name)s") % {"name": place.name}, place.parent.name if place.parent else ""]))


def help_of(place) -> str:
    """Who helps with the sheet, as a sentence; "" where there is no office."""
    office = quarters.offices(place).prefetch_related(None).first()
    if office is None:
        return ""
    return _("Wir helfen gern: %(ways)s.") % {"ways": ", ".join(filter(None, [office.address, office.phone]))}


def programme(place) -> str:
    """The line of the programme at the foot."""
    found = quarters.programme(place)
    return found.strip if found else ""


def answer(request, place, twin: Twin) -> HttpResponse:
    """The sheet as a page; by POST with a fresh code, or as PDF with the code that the page holds. Raises `limits.TooMany`."""
    if request.method != "POST":
        return _page(request, place, twin, "")
    if code := drafts.normal(request.POST.get("code", "")):
        return answer_pdf(place, twin, drafts.shown(code))
    limits.hit(f"{twin.draft} on paper", limits.client(request), per=timedelta(hours=1), most=CODES_PER_HOUR)
    draft = drafts.save(twin.draft, {}, place_id=place.pk)
    return acts.done(_page(request, place, twin, draft.code))


def _page(request, place, twin, code):
    context = {"sheet": twin.make(place, code), "can_have_code": not code, "home": twin.home, "here": twin.here, "as_pdf": twin.as_pdf}
    return render(request, twin.page, context)


def answer_pdf(place, twin: Twin, code: str = "") -> HttpResponse:
    """The sheet as PDF, one page of A4."""
    return as_pdf(place, twin.typst, twin.make(place, code), twin.file_name)


def as_pdf(place, template: str, sheet: Sheet, file_name: str, **more) -> HttpResponse:
    """Any sheet as PDF, shown in the browser; `more` goes to the template beside the sheet's words."""
    response = HttpResponse(
        pdf.render(template, {**letters.sender(place), **vars(sheet), **more}, sheet.title), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response
