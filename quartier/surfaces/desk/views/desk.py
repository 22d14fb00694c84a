"""What waits for staff, in one quarter or in all, and the list of all cases."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.ground.access import may, may_somewhere
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.surfaces.desk import cases, sources, waiting

LONGEST = 3


@may("desk.read")
def home(request, place):
    """„Was wartet auf mich" in one quarter; with `?auf=andere` what waits for others."""
    lines, others = waiting.of(request.user, place), cases.elsewhere(request.user, place)
    pot = sources.budgets.pot("aktionsfonds", place)
    context = {
        "is_elsewhere": request.GET.get("auf") == "andere",
        "rows": (rows := waiting.rows(lines, place)),
        "groups": waiting.groups(lines, rows),
        "others": others,
        "longest": others[:LONGEST],
        "today": clock.today(),
        "events": sources.events.upcoming(place, 4),
        "meetings": _meetings(request.user, place),
        "pot": pot if pot.allotted else None,
        "ways": _ways(request.user, place),
    }
    return render(request, "desk/desk/home.html", context)


def _meetings(person, place) -> list[tuple]:
    return [(meeting, sources.councils.meeting_address(meeting)) for meeting in sources.councils.next_meetings(place, 2, person)]


def _ways(person, place) -> list[tuple[str, str]]:
    """What somebody comes in for: fill in an application, write an idea down."""
    doors = [
        ("calls.check_application", "calls.enter_application", _("Antrag mit Person ausfüllen")),
        ("participation.enter", "participation.enter", _("Idee eintragen")),
        ("events.write", "events.new", _("Termin eintragen")),
    ]
    return [(reverse(name, args=[place.slug]), label) for act, name, label in doors if access.may(person, act, place)]


@may_somewhere("desk.read")
def everywhere(request, place):
    """The same over all places for which the person works, each line with its place."""
    lines = waiting.of(request.user)
    rows = waiting.rows(lines)
    context = {"rows": rows, "groups": waiting.groups(lines, rows), "today": clock.today(), "offices": _offices(request.user)}
    return render(request, "desk/desk/everywhere.html", context)


def _offices(person) -> list:
    """The quarters in which the person works, with the office of each."""
    return [one for one in access.places_for(person, "desk.read") if one.is_quarter]


@may("desk.cases")
def all_cases(request, place):
    """Every case of the quarter; filtered by the address, so that it works without JavaScript."""
    context = {
        "page": cases.page(place, request.GET, request.user),
        "choices": cases.choices(request.GET, request.user, place),
        "text": request.GET.get("q", ""),
    }
    return render(request, "desk/desk/cases.html", context)
