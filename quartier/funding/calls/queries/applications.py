"""Reads about applications of the Aktionsfonds."""

import datetime

from django.db.models import Count, Q, Sum

from quartier.community.councils import queries as councils
from quartier.funding.budgets import queries as budgets
from quartier.funding.budgets import rules as money
from quartier.funding.calls import models
from quartier.ground.acts import clock
from quartier.ground.quarters.models import Place
from quartier.ground.ui import german

FUND = "aktionsfonds"
KIND = models.Application.KIND
BODIES = {"jury": "jury", "council": "council", "panel": "panel", "steering": "steering"}  # who decides → kind of body
OPEN = ("submitted", "needs_rework", "tabled", "deferred")
GRANTED = ("approved", "approved_changed")


def rules(place, on=None):
    """The rules of the Aktionsfonds in force at the place on the day, or None where there is no such fund."""
    return budgets.rules(FUND, place, on)


def body_kind(fund_rules, cents: int = 0) -> str | None:
    """The kind of body that decides about this amount; None where the team decides."""
    return BODIES.get(money.decider(fund_rules, cents) or "jury")


def next_meeting(place, fund_rules, cents: int = 0, meetings=None):
    """The next meeting of the body that decides, or None if none is planned. One on this very day still counts until it has begun.

    `meetings`: those to come, where they are known already.
    """
    kind = body_kind(fund_rules, cents)
    coming = councils.next_meetings(place, limit=20) if meetings is None else meetings
    ahead = [one for one in coming if one.body.kind == kind and one.state in ("planned", "invited")]
    return next((one for one in ahead if one.starts_at > clock.now()), None)


def meetings(place, fund_rules, cents: int = 0) -> list:
    """Meetings to come on whose agenda an application may be put, circulations included."""
    bodies = [one for one in councils.bodies(place) if one.kind == body_kind(fund_rules, cents)]
    return [meeting for body in bodies for meeting in councils.meetings_ahead(body)]


def next_decision_on(place, fund_rules) -> datetime.date | None:
    """The day of the next meeting that decides."""
    meeting = next_meeting(place, fund_rules)
    return german.local(meeting.starts_at).date() if meeting else None


def pot(place, year: int, fund=FUND):
    """The pot of the Aktionsfonds of a place in a year, from the ledger. `fund`: its row, where it is known already."""
    return budgets.pot(fund, place, year)


def times_funded(person, organisation, fund, years: int | None) -> int:
    """How often somebody (or her organisation) got a yes from the fund in the last so many years."""
    if not years or person is None or person.pk is None:
        return 0
    since = clock.today() - datetime.timedelta(days=366 * years)
    granted = models.Application.objects.filter(fund=fund, state__in=GRANTED, decided_on__gte=since)
    return (granted.filter(organisation=organisation) if organisation else granted.filter(person=person)).count()


# --- loaders and lists -----------------------------------------------------------------------------------------------------


def _whole():
    return models.Application.objects.select_related(
        "place__parent__parent", "thread", "fund", "rules", "person", "organisation", "filled_in_by"
    )


def application(place, raw):
    """Loader of the desk: an application of the place with its items and ticks, or None."""
    return _whole().prefetch_related("items", "checks__checked_by").filter(pk=raw, place=place).first()


def whole(pk):
    """An application with all it belongs to, or None; one query."""
    return _whole().filter(pk=pk).first()


def at_desk(place):
    """All applications of a place (or of those below it), the newest first."""
    places = [place] if place.is_quarter else Place.objects.under(place)
    return models.Application.objects.filter(place__in=places).select_related("thread", "person", "place").order_by("-submitted_at", "-pk")


def under(place_ids):
    """The places with these ids and all below them."""
    return Place.objects.filter(Q(pk__in=place_ids) | Q(parent__in=place_ids) | Q(parent__parent__in=place_ids))


def count_by_state(place) -> dict[str, int]:
    """State → number of applications of a place."""
    return dict(at_desk(place).order_by().values_list("state").annotate(n=Count("pk")))


def requested_in(meeting) -> int:
    """What all applications on the agenda of a meeting ask for together, in cents; what is decided already counts no more."""
    ids = meeting.items.filter(about_kind=models.Application.KIND).order_by().values("about_id")
    tabled = models.Application.objects.filter(pk__in=ids, state="tabled")
    return tabled.aggregate(total=Sum("requested_cents"))["total"] or 0


def agenda_item(application):
    """The item under which the application waits for a body, with its meeting; None off the agenda."""
    from quartier.community.councils.models import AgendaItem

    rows = AgendaItem.objects.filter(about_kind=application.KIND, about_id=application.pk, state="waiting")
    return rows.exclude(meeting__state="cancelled").select_related("meeting__body", "meeting__place").order_by("-pk").first()


def waiting_for_jury(place, kind: str) -> list:
    """What the office has checked and what was deferred: it may go on an agenda of a body of this kind."""
    rows = _whole().filter(place=place, state__in=("submitted", "deferred")).order_by("submitted_at", "pk")
    return [one for one in rows if body_kind(one.rules, one.requested_cents) == kind]


def ticks(application) -> dict:
    """Code → tick of the formal check, with who set it."""
    return {one.code: one for one in application.checks.all()}


# --- for everybody ---------------------------------------------------------------------------------------------------------


def granted(place, year: int):
    """What everybody may know of approved applications of a year: title, amount, year (domain §7), the group where it agreed.

    Newest decision first.
    """
    places = [place] if place.is_quarter else Place.objects.under(place)
    rows = models.Application.objects.filter(place__in=places, state__in=GRANTED, budget_year=year)
    columns = ("title", "approved_cents", "budget_year", "place__name", "place__slug", "may_publish", "group_name")
    rows = rows.order_by("-decided_on", "-pk").values(*columns)
    return [{**row, "who": row["group_name"] if row["may_publish"] else ""} for row in rows]


def granted_years(place) -> list[tuple[int, int, int]]:
    """(year, number, cents) of approved applications of a place, newest year first."""
    places = [place] if place.is_quarter else Place.objects.under(place)
    rows = models.Application.objects.filter(place__in=places, state__in=GRANTED).values_list("budget_year")
    return list(rows.annotate(n=Count("pk"), cents=Sum("approved_cents")).order_by("-budget_year"))
