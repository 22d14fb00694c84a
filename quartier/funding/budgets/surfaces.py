"""What money shows elsewhere: the pots on public pages, what waits for the office, figures with their source."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.funding.budgets import queries, words
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ledger import queries as ledger
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

LONGEST = datetime.timedelta(days=365)  # no fund warns earlier than that


def pots(place, year=None):
    """The pots of a place for the year (this one), for its public home: [Pot], newest programme year first, without empty ones."""
    return [pot for pot in queries.pots(place, year=year or clock.today().year) if pot.allotted]


def pot(fund, place, year=None):
    """One pot for a public page: the Aktionsfonds beside its form, what a jury has left."""
    return queries.pot(fund, place, year or clock.today().year)


def rules_in_words(fund, place, on=None, known=None):
    """[(heading, sentence)] of the rules in force, for the public page of a fund; [] without rules. `known`: those rules, if read before."""
    found = known or queries.rules(fund, place, on)
    return words.for_everybody(found) if found else []


def figures(place, year=None):
    """Sums of a place over all funds of a year with their source, in cents: [(label, cents, source)]."""
    found = pots(place, year)
    parts = ((_("zugewiesen"), "allotted"), (_("bewilligt"), "awarded"), (_("ausgezahlt"), "paid"), (_("nachgewiesen"), "proven"))
    source = _("Buch des Quartiers, %(day)s") % {"day": german.day(clock.today())}
    return [(label, sum(getattr(one, part) for one in found), source) for label, part in parts]


def waiting_for(person, place=None):
    """Money that must be committed soon, for those who can do it; the last day is the due day."""
    places = [place] if place is not None else [one for one in access.places_for(person, "budgets.allot") if one.is_quarter]
    if place is not None and not access.may(person, "budgets.allot", place):
        return []
    ids = {one.pk for one in places}
    found = [pair for pair in queries.due_to_commit(None, clock.today() + LONGEST) if pair[0].place_id in ids] if ids else []
    return [_line(allocation, cents) for allocation, cents in queries.warned_of(found)]


def _line(allocation, cents):
    facts = {
        "fund": allocation.fund,
        "year": allocation.programme_year,
        "cents": german.euro(cents),
        "day": german.day(allocation.commit_by_on),
    }
    return Waiting(
        title=_("%(fund)s %(year)s: noch nicht alles bewilligt") % facts,
        address=reverse("budgets.desk", args=[allocation.place.slug]),
        due_on=allocation.commit_by_on,
        why=_("Bis %(day)s müssen noch %(cents)s bewilligt sein.") % facts,
        place=allocation.place,
    )


def personal_data(person):
    """Bookings keep the id of who acted, nothing else: the number of transfers that name the person."""
    number = ledger.count_by(person.pk)
    return {_("Buchungen"): [_("In %(n)s Buchungen stehen Sie als handelnde Person.") % {"n": number}]} if number else {}


def erase(person, *, by=None):
    """Nothing to do: the book keeps the person's row, whose name is blanked."""
