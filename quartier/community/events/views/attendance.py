"""Who comes, at the desk: the list on the screen, on paper and as a table; entering, taking off, counting afterwards."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from quartier.community.events import attendance, calendar, queries, rules
from quartier.community.events.actions import bookings as actions
from quartier.community.events.forms import bookings as forms
from quartier.ground.access import may
from quartier.ground.acts.refusal import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@may("events.bookings", event=queries.desk_event)
def list(request, place, event):
    """Everybody who has a seat or waits for one."""
    context = {
        "event": event,
        "when": calendar.when(event),
        "rows": queries.registered(event),
        "can_enter": rules.can_book(event) is None,
        "can_count": rules.has_begun(event) is None,
    }
    return render(request, "events/desk/bookings.html", context)


@may("events.bookings", event=queries.desk_event)
def enter(request, place, event):
    """Register somebody who asked in person or by phone."""
    return _asked(request, event, forms.EnterForm, _("Jemanden anmelden"), lambda data: actions.enter(event, by=request.user, **data))


@may("events.bookings", event=queries.desk_event)
def count(request, place, event):
    """How many came."""
    return _asked(
        request,
        event,
        forms.ParticipantsForm,
        _("Wie viele waren da?"),
        lambda data: actions.say_participants(event, data["count"], by=request.user),
    )


def _asked(request, event, form_class, heading, act):
    form = form_class(request.POST if request.method == "POST" else None, initial={"count": event.participants, "seats": 1})
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect(_address(event))
        except Refused as refusal:
            refusal.onto(form)
    context = {"event": event, "form": form, "heading": heading, "back": _address(event)}
    return render(request, "events/desk/booking_form.html", context, status=422 if form.errors else 200)


@may("events.bookings", booking=queries.desk_booking)
def remove(request, place, booking):
    """Take somebody off the list who said so."""
    if booking.state not in ("booked", "waiting"):
        raise Http404
    if request.method == "POST":
        actions.remove(booking, by=request.user)
        return redirect(_address(booking.event))
    return render(request, "events/desk/booking_remove.html", {"booking": booking, "event": booking.event, "back": _address(booking.event)})


@may("events.bookings", event=queries.desk_event)
def as_pdf(request, place, event):
    """The list to tick off, on paper."""
    return _file(attendance.pdf_of(event), event, "pdf", "application/pdf")


@may("events.bookings", event=queries.desk_event)
def as_xlsx(request, place, event):
    """The list as a table."""
    return _file(attendance.xlsx_of(event), event, "xlsx", XLSX)


def _file(content: bytes, event, ending: str, content_type: str) -> HttpResponse:
    name = f"anmeldungen-{slugify(event.title)[:40] or 'termin'}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _address(event) -> str:
    return reverse("events.bookings", kwargs={"quarter": event.place.slug, "event": event.pk})
