"""Bodies, members and meetings for tests, made by the real actions."""

import datetime
import itertools

from django.contrib.auth import get_user_model

from quartier.community.councils import actions, models
from quartier.ground.access import models as access
from quartier.ground.acts import clock
from quartier.ground.quarters.tests import factories as places

_numbers = itertools.count(1)
EVENING = datetime.datetime(2026, 12, 1, 18, 0)
BEGAN = datetime.date(2026, 1, 1)


def make_person(name="Aylin Tekin", email=True):
    """A human with an address of her own, or none."""
    number = next(_numbers)
    return get_user_model().objects.create(name=name, email=f"person{number}@example.org" if email else None)


def make_staff(role="team_member", place=None, name="Tomas Weber"):
    """Somebody who holds a role."""
    person = make_person(name)
    access.Membership.objects.create(person=person, role=role, place=place or places.make_quarter(), from_on=BEGAN)
    return person


def make_body(kind="jury", place=None, name="Aktionsfondsjury", template="", by=None, **rules):
    """A body since New Year; `rules` change what its template says."""
    place = place or places.make_quarter()
    with clock.at(BEGAN):
        body = actions.make_body(place=place, kind=kind, name=name, by=by or make_staff(place=place), template=template)
    if rules:
        models.RulesOfProcedure.objects.filter(body=body).update(**rules)
    return body


def seat(body, name="Aylin Tekin", kind="resident", person=None, by=None, **facts):
    """A seat since New Year."""
    row = models.Seat(body=body, person=person or make_person(name), kind=kind, from_on=BEGAN, **facts)
    row.save()
    return row


NAMES = ("Aylin Tekin", "Bernd Krause", "Fatou Diallo", "Ivana Petrović", "Jonas Wolf", "Maryam Sadeghi", "Viktor Lange")


def members(body, number=7, **facts):
    """So many residents' seats; the first one is the chair."""
    return [seat(body, NAMES[i % len(NAMES)] if i < len(NAMES) else f"Person {i}", is_chair=i == 0, **facts) for i in range(number)]


def meeting(body, by, items=("Laternen für den Hof",), starts_at=EVENING, state="invited", **facts):
    """A meeting with an agenda of texts; planned, invited or open."""
    starts_at = starts_at.replace(tzinfo=clock.BERLIN)
    with clock.at(starts_at - datetime.timedelta(days=10)):
        found = actions.plan_meeting(body, starts_at=starts_at, by=by, where="Quartiersbüro", **facts)
        for title in items:
            actions.add_agenda_item(found, title=title, by=by)
        if state != "planned":
            found = actions.invite(found, by=by)
    if state == "open":
        found = actions.open_meeting(found, by=by)
    return found


def come(meeting, *seats, by):
    """These seats are there."""
    for one in seats:
        actions.arrive(meeting, one, by=by)
