"""The office does it for the grantee, or for the house: receipts, report, payment requests, changes, inventory, payments, the file."""

import datetime

from django.core import signing
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.funding.grants import file, lists
from quartier.funding.grants.actions import audit, awards, receipts
from quartier.funding.grants.forms import desk as forms
from quartier.funding.grants.queries import awards as queries
from quartier.funding.grants.queries import parts
from quartier.funding.grants.views import entry as shared
from quartier.ground.access import may, may_somewhere
from quartier.ground.access import queries as access
from quartier.ground.accounts import office as accounts
from quartier.ground.acts import clock
from quartier.ground.workflow import stages

TICKET = "grants.audit_file"


def _entry(request, award) -> shared.Entry:
    base = reverse("grants.case", args=[award.place.slug, award.pk])
    return shared.Entry(award, request.user, lambda word="": f"{base}{word + '/' if word else ''}", "ui/desk.html")


@may("grants.prepare", award=queries.award)
def receipt_list(request, place, award):
    """The receipts of an award."""
    return shared.receipt_list(request, _entry(request, award))


@may("grants.prepare", award=queries.award)
def receipt_new(request, place, award):
    """Enter a receipt that somebody brought."""
    return shared.receipt(request, _entry(request, award))


@may("grants.prepare", award=queries.award)
def receipt(request, place, award, number):
    """Correct a receipt."""
    entry = _entry(request, award)
    return shared.receipt(request, entry, shared.receipt_of(entry, number))


@may("grants.prepare", award=queries.award)
def receipt_drop(request, place, award, number):
    """Take a receipt out."""
    entry = _entry(request, award)
    return shared.drop(request, entry, shared.receipt_of(entry, number))


@may("grants.prepare", award=queries.award)
def report(request, place, award, year=None):
    """Write the report with the grantee."""
    return shared.report(request, _entry(request, award), year)


@may("grants.prepare", award=queries.award)
def photo(request, place, award, year=None):
    """Add a photo to a report."""
    return shared.photo(request, _entry(request, award), year)


@may("grants.read", award=queries.award)
def sheet(request, place, award, year=None):
    """The settlement on paper, or the report on a year, to be given along or to be signed."""
    return shared.sheet(request, _entry(request, award), year)


@may("grants.read", award=queries.award)
def sheet_pdf(request, place, award, year=None):
    """The same as PDF."""
    return shared.sheet_pdf(request, _entry(request, award), year)


@may("grants.prepare", award=queries.award)
def request_sheet(request, place, award, form):
    """Accepting, the account, asking for money or a change on paper, to be given along or to be signed."""
    return shared.request_sheet(request, _entry(request, award), form)


@may("grants.prepare", award=queries.award)
def request_sheet_pdf(request, place, award, form):
    """The same as PDF."""
    return shared.request_sheet_pdf(request, _entry(request, award), form)


@may("grants.prepare", award=queries.award)
def drawdown(request, place, award):
    """Ask for money for the grantee."""
    return shared.drawdown(request, _entry(request, award))


@may("grants.prepare", award=queries.award)
def change(request, place, award):
    """Note a change that the grantee told."""
    return shared.change(request, _entry(request, award))


@may("grants.prepare", award=queries.award)
def inventory(request, place, award):
    """Something bought that stays."""
    form = forms.InventoryForm(*shared.bound(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and shared.act(form, receipts.add_inventory, award=award, by=request.user, **form.cleaned_data)
    ):
        return redirect(_entry(request, award).home)
    return shared.page(request, _entry(request, award), "grants/desk/inventory.html", form)


@may("grants.prepare", award=queries.award)
def link(request, place, award):
    """Send the grantee a new link; older ones are void from then on."""
    entry = _entry(request, award)
    if request.method == "POST":
        awards.renew_link(award, by=request.user)
        return redirect(entry.home)
    return shared.page(request, entry, "grants/desk/link.html", None)


@may("grants.prepare", award=queries.award)
def address(request, place, award):
    """Where the grantee can be reached."""
    return accounts.address_view(request, award.person, back=_entry(request, award).home, about=award.title)


# --- payments --------------------------------------------------------------------------------------------------------


@may("grants.pay")
def payments(request, place):
    """What is to be released and what is to be paid, at one quarter."""
    return _payments(request, place, [place.pk])


@may_somewhere("grants.pay")
def all_payments(request, place):
    """The same over all quarters of the person."""
    return _payments(request, place, [one.pk for one in access.places_for(request.user, "grants.pay")])


def _payments(request, place, ids):
    lately = clock.today() - datetime.timedelta(days=30)
    transfers = reverse("budgets.transfers", args=[place.slug]) if place.is_quarter else reverse("budgets.transfers_all")
    context = {
        **lists.payments(request.user, ids, request.GET.get("seite")),
        "lately": parts.paid_lately(ids, lately),
        "all_paid": f"{transfers}?grund=pay",
        "may_read_book": access.may(request.user, "budgets.read", place) if place.is_quarter else True,
    }
    return render(request, "grants/desk/payments.html", context)


# --- the file --------------------------------------------------------------------------------------------------------


@may("grants.audit_file", thread=parts.thread)
def audit_file(request, place, thread):
    """The page before the download: what is in it. The download itself is written down, so it is an act."""
    if request.method == "POST":
        audit.note(thread, by=request.user)
        ticket = signing.dumps([thread.pk, request.user.pk], salt=TICKET)
        return redirect(reverse("grants.audit_file_zip", args=[place.slug, thread.pk]) + f"?schein={ticket}")
    return render(
        request, "grants/desk/audit_file.html", {"thread": thread, "parts": file.counted(thread), **_way_back(thread, request.user)}
    )


def _way_back(thread, person) -> dict:
    """The last stage of the matter that the person may open."""
    last = stages.last_of(thread, person)
    return {"back": last.address, "back_title": last.label} if last else {}


@may("grants.audit_file", thread=parts.thread)
def audit_file_zip(request, place, thread):
    """One ZIP of a matter, written while it is sent; only right after it was written down that it is taken."""
    if not _is_noted(request, thread):
        return redirect(reverse("grants.audit_file", args=[place.slug, thread.pk]))
    response = StreamingHttpResponse(file.stream(thread, request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="Akte-{thread.file_number}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _is_noted(request, thread) -> bool:
    try:
        return signing.loads(request.GET.get("schein", ""), salt=TICKET, max_age=600) == [thread.pk, request.user.pk]
    except signing.BadSignature:
        return False
