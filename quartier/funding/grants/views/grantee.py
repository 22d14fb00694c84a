"""The grantee's pages under her link, the same from the application on. Opening a page writes nothing; each act acts as the link's person."""

import functools

from django.http import Http404
from django.shortcuts import redirect

from quartier.funding.calls import case_pages
from quartier.funding.grants import models, story
from quartier.funding.grants.actions import awards, changes, payments
from quartier.funding.grants.forms import grantee as forms
from quartier.funding.grants.queries import links
from quartier.funding.grants.views import entry as shared
from quartier.ground.access import public
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import views as file_views
from quartier.ground.files.models import StoredFile
from quartier.ground.ui import views as ui_pages


def with_award(view):
    """Below `@public`: the link's award as an `Entry`; a void link, or one without an award, gets its page (404)."""

    @case_pages.by_link
    @functools.wraps(view)
    def opened(request, place, link, **kwargs):
        award = links.award_of(link)
        if award is None:
            raise Http404
        return view(request, shared.Entry(award, link.person, link.address, "ui/page.html"), **kwargs)

    return opened


@public
@with_award
def accept(request, entry):
    """Yes to the letter: the account, shown back with the bank's name, then the button."""
    form = forms.AcceptForm(*shared.bound(request))
    if request.method == "POST" and form.is_valid():
        if "bestaetigt" not in request.POST:
            return _show_back(request, entry, form)
        data = {name: form.cleaned_data[name] for name in ("account_holder", "iban")}
        if shared.act(form, awards.accept, award=entry.award, by=entry.by, **data):
            return redirect(entry.home)
    return shared.page(
        request,
        entry,
        "grants/public/accept.html",
        form,
        letters=_letters(entry.award),
        when=story.when(entry.award),
        why_not=_not_granted(entry),
    )


def _show_back(request, entry, form):
    bank = forms.fields.bank_name(form.cleaned_data["iban"])
    return shared.page(request, entry, "grants/public/bank_check.html", form, bank=bank, is_accept="is_agreed" in form.fields)


def _not_granted(entry) -> str | None:
    return None if entry.award.state == "granted" else story.state(entry.award)


def _letters(award):
    return StoredFile.objects.of(award).filter(purpose="letter")


@public
@with_award
def bank(request, entry):
    """Another account."""
    form = forms.BankFields(*shared.bound(request))
    if request.method == "POST" and form.is_valid():
        if "bestaetigt" not in request.POST:
            return _show_back(request, entry, form)
        if shared.act(form, awards.change_bank, award=entry.award, by=entry.by, **form.cleaned_data):
            return redirect(entry.home)
    return shared.page(request, entry, "grants/public/bank.html", form, now=story.bank_words(entry.award))


@public
@with_award
def decline(request, entry):
    """No to the letter."""
    return _with_reason(request, entry, awards.decline, "grants/public/decline.html")


def _with_reason(request, entry, action, template, form_class=forms.ReasonForm):
    form = form_class(*shared.bound(request))
    if request.method == "POST" and form.is_valid() and shared.act(form, action, award=entry.award, by=entry.by, **form.cleaned_data):
        return redirect(entry.home)
    return shared.page(request, entry, template, form)


@public
@with_award
def terminate(request, entry):
    """The project ends earlier."""
    return _with_reason(request, entry, awards.terminate, "grants/public/terminate.html", forms.TerminateForm)


@public
@with_award
def receipts(request, entry):
    """All receipts."""
    return shared.receipt_list(request, entry)


@public
@with_award
def receipt_new(request, entry):
    """One more receipt."""
    return shared.receipt(request, entry)


@public
@with_award
def receipt(request, entry, number):
    """A receipt to correct."""
    return shared.receipt(request, entry, shared.receipt_of(entry, number))


@public
@with_award
def receipt_drop(request, entry, number):
    """A receipt to take out."""
    return shared.drop(request, entry, shared.receipt_of(entry, number))


@public
@with_award
def report(request, entry, year=None):
    """The final report, or that of a year."""
    return shared.report(request, entry, year)


@public
@with_award
def photo(request, entry, year=None):
    """A photo for a report."""
    return shared.photo(request, entry, year)


@public
@with_award
def sheet(request, entry, year=None):
    """The settlement on paper, or the report on a year."""
    return shared.sheet(request, entry, year)


@public
@with_award
def sheet_pdf(request, entry, year=None):
    """The same as PDF."""
    return shared.sheet_pdf(request, entry, year)


@public
@with_award
def request_sheet(request, entry, form):
    """Accepting, the account, asking for money or a change on paper."""
    return shared.request_sheet(request, entry, form)


@public
@with_award
def request_sheet_pdf(request, entry, form):
    """The same as PDF."""
    return shared.request_sheet_pdf(request, entry, form)


@public
@with_award
def drawdown(request, entry):
    """Money of a budget year."""
    return shared.drawdown(request, entry)


@public
@with_award
def change(request, entry):
    """A change."""
    return shared.change(request, entry)


@public
@with_award
def drawdown_withdraw(request, entry, part):
    """Take a request for money back."""
    found = entry.award.drawdowns.filter(part=part).select_related("award").first()
    return _one_button(request, entry, payments.withdraw_drawdown, found, "grants/public/drawdown_withdraw.html")


@public
@with_award
def change_withdraw(request, entry, change):
    """Take a request for a change back."""
    found = entry.award.changes.filter(pk=change).select_related("award").first()
    return _one_button(request, entry, changes.withdraw_change, found, "grants/public/change_withdraw.html")


def _one_button(request, entry, action, thing, template):
    if thing is None:
        raise Http404
    if request.method == "POST":
        try:
            action(thing, by=entry.by)
            return redirect(entry.home)
        except Refused as refused:
            return ui_pages.refused(request, str(refused))
    return shared.page(request, entry, template, None, thing=thing)


@public
@with_award
def file(request, entry, file, name):
    """A letter, receipt or photo of this award."""
    found = StoredFile.objects.filter(pk=file, removed_at=None).first()
    if found is None or not _is_of(found, entry.award):
        raise Http404
    return file_views.serve(request, found)


def _is_of(file, award) -> bool:
    if file.about_kind == award.KIND:
        return file.about_id == award.pk
    model = {models.Receipt.KIND: models.Receipt, models.Proof.KIND: models.Proof}.get(file.about_kind)
    return model is not None and model.objects.filter(pk=file.about_id, award=award).exists()
