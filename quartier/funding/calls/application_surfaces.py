"""What applications of the Aktionsfonds show elsewhere: what waits, what is stored about a person, what can be applied for now."""

from itertools import groupby

from django.db.models import F, Q
from django.utils.translation import gettext as _

from quartier.funding.budgets import rules as money
from quartier.funding.calls import application_pages as pages
from quartier.funding.calls import case_pages, models
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.queries import applications as queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

box = pages.box
TO_CHECK = ("submitted", "deferred")  # states in which the office has the next word


def waiting_for(person, place=None) -> list[Waiting]:
    """Applications to be checked, for the team; her own that wait for her, for the applicant. One query."""
    if not getattr(person, "pk", None):
        return []
    places = access.places_where(person, "calls.check_application")
    if not places and place is None:
        return own_waiting(person)
    waits = Q(person=person, state="needs_rework") | Q(state__in=TO_CHECK, place__in=queries.under(places))
    rows = models.Application.objects.filter(waits)
    rows = rows.filter(place=place) if place is not None else rows
    return [_line(one, person) for one in rows.select_related("place", "thread", "rules").order_by("submitted_at", "pk")]


def own_waiting(person) -> list[Waiting]:
    """Her own applications that wait for her."""
    return [_line(one, person) for one in _own(person) if one.state == "needs_rework"]


def _own(person) -> list[models.Application]:
    """The person's own applications, the newest first; asked once per request."""
    rows = models.Application.objects.filter(person=person).select_related("place", "thread", "rules").order_by("-submitted_at", "-pk")
    return access.remembered(person, "calls.own_applications", lambda: list(rows))


def _line(application, person) -> Waiting:
    if application.state in TO_CHECK:
        return _team_line(application)
    why = _("Das Team hat Fragen zu Ihrem Antrag")
    return Waiting(application.title, case_pages.address_for(application, person), None, why, application.place)


def _team_line(application) -> Waiting:
    is_new = application.state == "submitted"
    why = _("Antrag prüfen und auf die Tagesordnung setzen") if is_new else _("Vertagt: wieder auf die Tagesordnung setzen")
    address = f"/{application.place.slug}/buero/antraege/{application.pk}/"
    due_on = pages.check_by(application) if is_new else None  # what the jury has put off waits for something outside the office
    return Waiting(f"{application.title} ({german.euro(application.requested_cents)})", address, due_on, why, application.place)


def cases(person) -> list[dict]:
    """A person's own applications, the newest first, for "Meine Vorgänge": title, address, state, tone, number, place."""
    return [
        {
            "title": one.title,
            "address": case_pages.address_for(one, person),
            "state": pages.state(one),
            "tone": pages.TONES.get(one.state, ""),
            "number": one.thread.file_number,
            "place": one.place,
            "at": one.submitted_at,
        }
        for one in _own(person)
    ]


def everywhere(city):
    """The rules of the Aktionsfonds that hold in the whole city today, or None where there is no such fund."""
    found = queries.rules(city)
    return None if found is None or money.window_problem(found, clock.today()) else found


def open_now(place) -> list[dict]:
    """The Aktionsfonds as something one can apply for now: title, address, amount in cents, next day; [] where it is closed."""
    found = pages.box(place)
    if found is None or found.why_not:
        return []
    until = german.local(found.meeting.starts_at).date() if found.meeting else None
    address = f"/{place.slug}/foerderung/antrag/"
    return [{"title": _("Aktionsfonds"), "address": address, "cents": found.cap_cents, "until_on": until, "place": place}]


def figures(place, year: int) -> dict[str, int]:
    """Numbers of a year: actions funded and their sum in cents."""
    rows = queries.granted(place, year)
    return {"actions": len(rows), "cents": sum(row["approved_cents"] for row in rows)}


def personal_data(person) -> dict[str, list[str]]:
    """All that applications keep about a person, for her to read and take along."""
    rows = models.Application.objects.filter(person=person).select_related("thread", "person", "place")
    rows = rows.annotate(item_id=F("items__id"), item_what=F("items__what"), item_cents=F("items__cents"))
    ordered = rows.order_by("submitted_at", "pk", "item_id")
    return {_("Anträge an den Aktionsfonds"): [_told(list(group)) for _pk, group in groupby(ordered, key=lambda row: row.pk)]}


def _told(rows) -> str:
    """An application, which stands there once for every item of its plan."""
    application = rows[0]
    said = [f"{term}: {text}" for term, text in pages.answers(application)]
    items = [f"{row.item_what}: {german.euro(row.item_cents)}" for row in rows if row.item_id]
    return "\n".join([f"{application.thread.file_number} „{application.title}“ ({pages.state(application)})", *said, *items])


def erase(person, *, by=None) -> None:
    """Blank name, address and telephone of her applications; title, sum and decision stay without the name."""
    actions.erase(person)
