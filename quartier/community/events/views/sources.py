"""Other calendars at the desk: which there are, a new one, taking over again, ending."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.community.events import calendar, queries
from quartier.community.events.actions import sources as actions
from quartier.community.events.exchange import incoming
from quartier.community.events.forms import sources as forms
from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.acts.marks import prepared
from quartier.ground.workflow import pages

SHOWN = 30


@may("events.read")
def list(request, place):
    """Which calendars are taken over, and how the last time went."""
    context = {"sources": queries.sources(place), "can_write": access.may(request.user, "events.write", place)}
    return render(request, "events/desk/sources.html", context)


def _understood(form_class, request, **_arguments):
    """What the sent file or address says, or the Problem; None if the form itself is wrong. Runs before the transaction."""
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return incoming.of_upload(data["file"]) if data.get("file") else incoming.of_address(data["url"])
    except incoming.Problem as problem:
        return problem


def _understood_new(request, place):
    return _understood(forms.SourceForm, request)


@prepared(_understood_new)
@may("events.write")
def new(request, place):
    """A new source, taken over at once."""
    form = forms.SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data, told = form.cleaned_data, request.prepared
        if isinstance(told, dict):
            known = {name: data[name] for name in ("label", "url", "is_public")}
            source = actions.create(place=place, by=request.user, **known)
            actions.take_in(source, told, by=request.user)
            return redirect(_address(source))
        form.add_error("file" if data.get("file") else "url", str(told))
    return render(request, "events/desk/source_form.html", {"form": form}, status=422 if form.errors else 200)


@may("events.read", source=queries.source)
def source(request, place, source):
    """One source: what came from it, what was left out and why."""
    dates = [calendar.desk_row(event) for event in queries.taken_from(source)[: SHOWN + 1]]
    context = {
        "source": source,
        "rows": dates[:SHOWN],
        "is_more": len(dates) > SHOWN,
        "left_out": [incoming.reason(one) for one in source.left_out],
        "entries": pages.log_lines(source),
        "has_drafts": any(row["is_draft"] for row in dates),
        "can_write": source.ended_at is None and access.may(request.user, "events.write", place),
    }
    return render(request, "events/desk/source.html", context)


def _understood_again(request, place, source):
    if not source.url:
        return _understood(forms.AgainForm, request)
    try:
        return incoming.of_address(source.url)
    except incoming.Problem as problem:
        return problem


@prepared(_understood_again)
@may("events.write", source=queries.source)
def again(request, place, source):
    """Take the same calendar over again: asked at its address, or from a newer file."""
    if source.ended_at:
        raise Http404
    form_class = forms.AskForm if source.url else forms.AgainForm
    form = form_class(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if isinstance(request.prepared, dict):
            actions.take_in(source, request.prepared, by=request.user)
            return redirect(_address(source))
        form.add_error(None if source.url else "file", str(request.prepared))
    told = _("Bekannte Termine werden geändert, keiner kommt doppelt.")
    context = {"form": form, "source": source, "heading": _("Neu übernehmen"), "back": _address(source), "told": told}
    return render(request, "events/desk/source_again.html", context, status=422 if form.is_bound and form.errors else 200)


@may("events.write", source=queries.source)
def end(request, place, source):
    """Ask this calendar no more."""
    told = _("Was aus diesem Kalender kam, bleibt. Änderungen dort kommen nicht mehr an.")
    return _asked(request, source, _("Nicht mehr abholen"), told, actions.end)


@may("events.write", source=queries.source)
def publish(request, place, source):
    """Everything that still is a draft into the calendar."""
    told = _("Alle Entwürfe aus diesem Kalender werden öffentlich, auch was später dazukommt.")
    return _asked(request, source, _("Alle veröffentlichen"), told, actions.publish)


def _asked(request, source, heading, told, act):
    if request.method == "POST":
        act(source, by=request.user)
        return redirect(_address(source))
    context = {"form": forms.AskForm(), "source": source, "heading": heading, "back": _address(source), "told": told}
    return render(request, "events/desk/source_again.html", context)


def _address(source) -> str:
    return reverse("events.source", kwargs={"quarter": source.place.slug, "source": source.pk})
