"""What the grantee does by her link and the office for her: receipts, report, photos, payments, changes. One form, one action each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.funding.budgets import queries as budgets
from quartier.funding.grants import request_sheets, settlement_sheet, story
from quartier.funding.grants.actions import changes, payments, proofs, receipts
from quartier.funding.grants.forms import grantee as forms
from quartier.funding.grants.models import Proof
from quartier.funding.grants.rules import payments as payment_rules
from quartier.funding.grants.rules import proofs as rules
from quartier.ground.acts import clock, drafts
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import queries as files
from quartier.ground.notify import sheets


@dataclass(frozen=True)
class Entry:
    """Who enters something into which award, and where the pages lie: `address("belege")`."""

    award: object
    by: object
    address: Callable[[str], str]
    base: str  # "ui/page.html" for the grantee, "ui/desk.html" for the office

    @property
    def home(self) -> str:
        return self.address("")

    @property
    def is_office(self) -> bool:
        return self.base == "ui/desk.html"


def page(request, entry, template, form, **context):
    """The page with its form; 422 if it was refused."""
    facts = {"entry": entry, "award": entry.award, "form": form, "back": entry.home, "base": entry.base, **context}
    return render(request, template, facts, status=422 if form is not None and form.is_bound and form.errors else 200)


def act(form, action, **values) -> bool:
    """Do it, or put the sentence beside its field."""
    try:
        action(**values)
        return True
    except Refused as refused:
        refused.onto(form)
        return False


def bound(request) -> tuple:
    """Data and files of a POST, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def receipt_of(entry, number):
    """The receipt of this number, or 404."""
    found = entry.award.receipts.filter(number=number, is_dropped=False).select_related("award__place").first()
    if found is None:
        raise Http404
    return found


def receipt(request, entry, row=None):
    """One receipt on one page, new or to be corrected; afterwards the next one or the list."""
    initial = (
        {name: getattr(row, name) for name in ("gross_cents", "payee", "item", "kind", "receipt_on", "paid_on", "note")} if row else None
    )
    form = forms.ReceiptForm(*bound(request), award=entry.award, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "by": entry.by}
        if act(
            form, receipts.change_receipt if row else receipts.add_receipt, **{"receipt" if row else "award": row or entry.award}, **values
        ):
            return redirect(entry.address("belege/neu") if "noch" in request.POST else entry.address("belege"))
    kept = files.of(row) if row else ()
    return page(request, entry, "grants/public/receipt.html", form, row=row, kept=kept, why_not=rules.is_editable(entry.award))


def drop(request, entry, row):
    """Take a receipt out."""
    form = forms.ui.Form(*bound(request))
    if request.method == "POST" and act(form, receipts.drop_receipt, receipt=row, by=entry.by):
        return redirect(entry.address("belege"))
    return page(request, entry, "grants/public/receipt_drop.html", form, row=row)


def receipt_list(request, entry):
    """All receipts with their sum."""
    rows = story.receipts(entry.award)
    total = sum(row.gross_cents for row in rows)
    missing = [row.number for row in rows if not row.files]
    return page(
        request,
        entry,
        "grants/public/receipts.html",
        None,
        rows=rows,
        total=total,
        missing=missing,
        is_editable=rules.is_editable(entry.award) is None,
    )


def report(request, entry, year=None):
    """The report, final or of a year: kept with "Später weitermachen", handed in with the other button."""
    proof = Proof.objects.filter(award=entry.award, is_interim=year is not None, budget_year=year).first()
    form = forms.ReportForm(*bound(request), award=entry.award, initial=_initial(proof, entry.award))
    if drafts.is_save(request):
        return _keep(request, entry, form, year)
    if request.method == "POST" and form.is_valid():
        values = {**form.content, "is_true": form.cleaned_data["is_true"], "by": entry.by, "award": entry.award}
        done = act(form, proofs.submit_interim, budget_year=year, **values) if year else act(form, proofs.submit_proof, **values)
        if done:
            return redirect(entry.home)
    rows = [row for row in story.receipts(entry.award) if year is None or row.budget_year == year]
    context = {
        "year": year, "proof": proof, "rows": rows, "total": sum(row.gross_cents for row in rows), "missing": [row.number for row in rows if not row.files],
        "photos": files.of(proof, "photo") if proof else (), "draft_address": drafts.ADDRESS, "saved_at": proof.saved_at if proof else None,
        "why_not": _why_not(entry.award, proof, year), "photo_address": entry.address(f"bericht/{year}/foto" if year else "abrechnung/foto"),
    }  # fmt: skip
    return page(request, entry, "grants/public/report.html", form, **context)


def _why_not(award, proof, year):
    if year is None:
        return rules.is_editable(award) or rules.has_begun(award)
    if year not in rules.interim_years(award):
        return _("Für %(year)s ist kein Zwischenbericht nötig.") % {"year": year}
    return _("Der Bericht ist schon abgegeben.") if proof and proof.state not in ("draft", "returned") else None


def _initial(proof, award):
    names = [name for name in forms.ReportForm.base_fields if name != "is_true"]
    return {name: getattr(proof, name) for name in names} if proof else None


def _keep(request, entry, form, year):
    """Keep what can be read of the form; what cannot stays on the page. The answer is a small box, or the page of the award."""
    form.is_valid()
    kept = {name: value for name, value in form.cleaned_data.items() if name != "is_true" and value not in (None, "")}
    request.after(lambda: proofs.keep_report(entry.award, by=entry.by, budget_year=year, **kept))
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "grants/public/part_saved.html", {"at": clock.now()})
    return render(
        request,
        "grants/public/saved.html",
        {"entry": entry, "base": entry.base, "at": clock.now(), "again": request.path, "wrong": set(form.errors) - {"what", "is_true"}},
    )


def photo(request, entry, year=None):
    """One photo for the report."""
    form = forms.PhotoForm(*bound(request))
    back = entry.address(f"bericht/{year}" if year else "abrechnung")
    if (
        request.method == "POST"
        and form.is_valid()
        and act(form, proofs.add_photo, award=entry.award, budget_year=year, by=entry.by, **form.cleaned_data)
    ):
        return redirect(request.path if "noch" in request.POST else back)
    return page(request, entry, "grants/public/photo.html", form, back=back)


def sheet(request, entry, year=None):
    """The settlement on paper, or the report on a year."""
    found, pdf = _settlement(entry, year), entry.home + (f"bericht/{year}/papier.pdf" if year else "abrechnung/papier.pdf")
    return render(request, "grants/print/settlement_sheet.html", {"sheet": found, "back": entry.home, "pdf": pdf})


def sheet_pdf(request, entry, year=None):
    """The same as PDF."""
    name = f"Zwischenbericht-{year}" if year else "Abrechnung"
    found = _settlement(entry, year)
    return sheets.as_pdf(entry.award.place, "grants/settlement_sheet", found, f"{name}-{entry.award.thread.file_number}.pdf")


def _settlement(entry, year):
    if year is not None and year not in rules.interim_years(entry.award):
        raise Http404
    return settlement_sheet.sheet(entry.award, year)


def request_sheet(request, entry, form):
    """One of the short forms on paper."""
    context = {"sheet": _request(entry, form), "back": entry.home, "form": form}
    return render(request, "grants/print/request_sheet.html", context)


def request_sheet_pdf(request, entry, form):
    """The same as PDF."""
    found = _request(entry, form)
    return sheets.as_pdf(entry.award.place, "grants/request_sheet", found, f"{form.capitalize()}-{entry.award.thread.file_number}.pdf")


def _request(entry, form):
    if form not in request_sheets.FORMS:
        raise Http404
    return request_sheets.sheet(entry.award, form)


def drawdown(request, entry):
    """Ask for money of a budget year."""
    prefetch_related_objects([entry.award], "drawdowns")
    held = budgets.thread_money(entry.award.thread_id)
    left = payment_rules.may_ask(entry.award, held)
    form = forms.DrawdownForm(*bound(request), left=left)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(form, payments.request_drawdown, award=entry.award, by=entry.by, **form.cleaned_data)
    ):
        return redirect(entry.home)
    days = entry.award.rules.prompt_use_days
    return page(
        request, entry, "grants/public/drawdown.html", form, left=left, days=days, all_left=payment_rules.left_to_ask(entry.award, held)
    )


def change(request, entry):
    """Tell or ask for a change."""
    form = forms.ChangeForm(*bound(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {"award": entry.award, "text": data["text"], "by": entry.by}
        if data["kind"] == "notice":
            done = act(form, changes.notify_change, **values)
        else:
            done = act(form, changes.request_change, new_ends_on=data["new_ends_on"], **values)
        if done:
            return redirect(entry.home)
    return page(request, entry, "grants/public/change.html", form)
