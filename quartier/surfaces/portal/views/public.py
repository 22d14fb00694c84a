"""The pages that everybody sees first: the city, a district, a quarter, the map."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.community.councils import surfaces as councils
from quartier.community.events import surfaces as events
from quartier.community.participation import surfaces as participation
from quartier.funding.calls import surfaces as calls
from quartier.funding.projects import surfaces as projects
from quartier.ground.acts import clock
from quartier.ground.acts.keeping import kept
from quartier.ground.acts.marks import public
from quartier.ground.quarters import queries
from quartier.ground.quarters import surfaces as places
from quartier.surfaces.portal import agenda, ways


@kept
@public
def city(request, place):
    """Home of the city. Before the first place exists, a page that says how to begin."""
    if place is None:
        return render(request, "portal/public/empty_house.html")
    overview, coming = places.overview(), events.upcoming(place, 4)
    context = {
        "overview": overview,
        "map": places.city_map(overview.running),
        "events": agenda.rows(coming),
        "events_title": agenda.title(coming),
        "calls": calls.open_now(place)[:3],
        "actions": calls.actions_everywhere(place),
        "figures": places.published_figures(place, 4),
    }
    return render(request, "portal/public/city.html", context)


@kept
@public
def city_map(request, place):
    """The map of all quarters, past and present, with the same places as a list."""
    if place is None:
        raise Http404
    overview = places.overview()
    shown = [*overview.former, *overview.running]
    return render(request, "portal/public/map.html", {"overview": overview, "map": places.city_map(shown)})


@kept
@public(district=queries.district)
def district(request, place, district):
    """A district with the outlines of its quarters, past and present."""
    quarters = places.district_quarters(district)
    context = {
        "district": district,
        "map": places.district_map(district, quarters),
        "running": [one for one in quarters if not one.has_ended],
        "former": [one for one in quarters if one.has_ended],
        "doors": places.doors(district),
        "former_caption": _("Nur umrandet: frühere Quartiere.") if any(one.has_ended for one in quarters) else "",
        "events": agenda.rows(events.upcoming(district, 4)),
    }
    return render(request, "portal/public/district.html", context)


@kept
@public
def quarter(request, place):
    """Home of a quarter; a former one shows what it was and who is there now."""
    if not place.is_quarter:
        return redirect(place.get_absolute_url(), permanent=True)
    if place.has_ended:
        return render(request, "portal/public/archive.html", {"life": places.life(place), "neighbours": places.neighbours(place)})
    doors, plates = places.doors_and_plates(place)
    coming = councils.next_meetings(place, 20)
    meetings = [meeting for meeting in coming if meeting.body.kind == "council"][:1]
    box = calls.application_box(place, coming)
    context = {
        "doors": doors,
        "plates": plates,
        "ways": ways.of(place, doors, box),
        "events": agenda.rows(events.upcoming(place, 4)),
        "projects": projects.running(place, 3),
        "ideas": participation.latest(place, 3),
        "meeting": meetings[0] if meetings else None,
        "meeting_address": councils.meeting_address(meetings[0]) if meetings else "",
        "pot": box.pot if box and box.pot and box.pot.allotted else None,
        "today": clock.today(),
        "programme": places.programme(place),
    }
    return render(request, "portal/public/quarter.html", context)


@kept
@public
def contact(request, place):
    """The office with people, hours and the way there; a former quarter leads to its neighbours."""
    if not place.is_quarter or place.has_ended:
        return redirect(place.get_absolute_url())
    doors, plates = places.doors_and_plates(place)
    return render(request, "portal/public/contact.html", {"doors": doors, "plates": plates})
