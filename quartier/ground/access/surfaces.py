"""What this app shows elsewhere."""

from django.utils.translation import gettext as _

from quartier.ground.access import actions, queries, roles
from quartier.ground.ui import german


def personal_data(person) -> dict:
    """The person's roles, past ones included: German label → list of lines."""
    return {_("Rollen"): [_line(one) for one in sorted(queries.all_memberships(person), key=lambda one: (one.from_on, one.pk))]}


def _line(membership) -> str:
    until = membership.ended_on or membership.until_on
    span = _("seit %(day)s") % {"day": german.day(membership.from_on)}
    if until:
        span = _("%(first)s bis %(last)s") % {"first": german.day(membership.from_on), "last": german.day(until)}
    return f"{roles.label(membership.role)}, {membership.place.name}, {span}"


def erase(person, *, by=None) -> None:
    """End all roles before the person is erased. Raises `Refused` for the last operator and the like."""
    for membership in queries.open_memberships_of(person):
        actions.end_role(membership, by=by or person)
