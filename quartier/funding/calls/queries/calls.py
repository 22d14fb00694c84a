"""Reads about briefs, calls and bids: loaders of addresses, lists, what is open now."""

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q

from quartier.community.actors import queries as actors
from quartier.community.councils import queries as councils
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models
from quartier.ground.acts import clock, keeping
from quartier.ground.quarters.models import Place

HIDDEN = ("drafted", "approved")
DEAD_BIDS = ("withdrawn", "void")


def under(place):
    """Ids of the place and all below it."""
    return Place.objects.under(place).values("pk")


# --- loaders: (place, raw) → object or None


def brief(place, raw):
    return models.Brief.objects.filter(place=place, pk=raw).select_related("place", "thread", "fund", "idea", "made_by").first()


def call(place, raw):
    """A call at the desk of its quarter, in any state."""
    return _calls().filter(place=place, pk=raw).first()


def public_call(place, raw):
    """A call that everybody may read."""
    return _public().filter(place=place, pk=raw).first()


def call_to_bid(place, raw):
    """A published call, asked from the person's own pages of the whole city; whether it is open the action says."""
    return _public().filter(place__in=under(place), pk=raw).first()


def bid(place, raw):
    """A bid at the desk of its quarter, sealed or not."""
    return _bids().filter(place=place, pk=raw).first()


def own_bid(place, raw):
    """A bid from a carrier's own pages; the access table lets only who acts for the organisation in."""
    return _bids().filter(place__in=under(place), pk=raw).first()


def panel_call(place, raw):
    """A call from a panel member's own pages."""
    return _public().filter(place__in=under(place), pk=raw).first()


def panel_bid(place, raw):
    """A bid that the panel reads: opened and checked formally."""
    return _bids().filter(place__in=under(place), pk=raw, state__in=("formally_ok", "chosen", "not_chosen")).first()


def _calls():
    return models.Call.objects.select_related("place", "thread", "brief__fund", "rules", "first_opener", "second_opener")


def _public():
    return _calls().exclude(state__in=HIDDEN).filter(opens_at__lte=clock.now())


def _bids():
    return models.Bid.objects.select_related("call__place", "call__rules", "organisation", "person", "place", "thread")


# --- lists


def open_calls(place):
    """Calls that take bids now, at a place and below it, the nearest deadline first."""
    now = clock.now()
    found = models.Call.objects.filter(place__in=under(place), state="published", deadline_at__gt=now)
    ahead = list(found.select_related("place", "brief__fund").order_by("deadline_at", "pk"))
    keeping.until(*(call.opens_at for call in ahead), *(call.deadline_at for call in ahead))
    return [call for call in ahead if call.opens_at <= now]


def closed_calls(place):
    """Calls that were public and take no bids any more, the latest deadline first."""
    now = clock.now()
    found = models.Call.objects.filter(place__in=under(place), opens_at__lte=now).exclude(state__in=HIDDEN)
    return found.exclude(state="published", deadline_at__gt=now).select_related("place").order_by("-deadline_at", "-pk")


def winner(call) -> str:
    """The name of the chosen organisation, or ""."""
    return call.bids.filter(state="chosen").values_list("organisation__name", flat=True).first() or ""


def winners(calls) -> dict[int, str]:
    """{call id: name of the chosen organisation}; one query."""
    chosen = models.Bid.objects.filter(call__in=[one.pk for one in calls], state="chosen")
    return dict(chosen.values_list("call_id", "organisation__name"))


def desk_calls(place):
    """All calls of a quarter with the number of bids (`bids_in`), newest first."""
    counted = Count("bids", filter=~Q(bids__state__in=DEAD_BIDS))
    return models.Call.objects.filter(place=place).annotate(bids_in=counted).select_related("place", "thread").order_by("-made_at", "-pk")


def desk_briefs(place):
    """All briefs of a quarter, newest first."""
    return models.Brief.objects.filter(place=place).select_related("thread", "fund").order_by("-made_at", "-pk")


def briefs_to_call(place):
    """Briefs whose money is confirmed and which have no call that runs or was decided."""
    busy = models.Call.objects.exclude(state__in=("failed", "withdrawn", "no_award")).values("brief")
    return models.Brief.objects.filter(place=place, state="confirmed").exclude(pk__in=busy).select_related("fund", "thread").order_by("pk")


def bids_of(call):
    """The bids of a call that count, with their organisations, in the order of receipt."""
    return call.bids.exclude(state__in=DEAD_BIDS).select_related("organisation", "person").order_by("received_at", "pk")


def unseen(ids) -> set[int]:
    """Of these bids those whose call nobody has opened, a withdrawn one included: who has bid is known to the bidder alone."""
    closed = models.Bid.objects.filter(pk__in=ids, call__opened_at=None, is_on_paper=False)
    return set(closed.values_list("pk", flat=True))


def with_bids(person):
    """Calls, each as many times as it has bids: `bid_pk`, `bid_state`, `bid_from`, `bid_asked_until`, `is_scored_by_me`; `sits`: she has to score its bids."""
    seats = models.PanelMember.objects.filter(call=OuterRef("pk"), person=person, bias=None)
    scores = models.Score.objects.filter(bid=OuterRef("bid_pk"), member__person=person)
    found = models.Call.objects.annotate(bid_pk=F("bids__pk"), bid_state=F("bids__state"), bid_from=F("bids__organisation__name"))
    found = found.annotate(bid_asked_until=F("bids__asked_until"))
    sits = Q(state="selecting", is_scored=True) & Exists(seats)
    return found.annotate(is_scored_by_me=Exists(scores), sits=ExpressionWrapper(sits, BooleanField()))


def own_bids(person):
    """The bids of all organisations for which the person acts, newest first."""
    found = models.Bid.objects.filter(organisation__in=actors.organisations_of(person).order_by().values("pk"))
    return found.select_related("call__place", "call__thread", "organisation", "place").order_by("-received_at", "-pk")


def own_panel(person):
    """The calls in whose panel the person sits, with the seat; newest first."""
    seats = (
        models.PanelMember.objects.filter(person=person)
        .select_related("call__place", "call__thread", "bias")
        .order_by("-call__deadline_at", "-pk")
    )
    return seats.exclude(call__state__in=(*HIDDEN, "withdrawn", "failed"))


def council_meetings(place) -> list:
    """Meetings of the quarter's council on whose agenda a brief may be put."""
    bodies = [one for one in councils.bodies(place) if one.kind == "council"]
    ahead = [meeting for body in bodies for meeting in councils.meetings_ahead(body)]
    return [meeting for meeting in ahead if meeting.state in ("planned", "invited")]


def funds_for_projects():
    """The funds whose money goes out by calls: not the one for micro-grants."""
    return money.funds().exclude(code="aktionsfonds")


def public_questions(call):
    """Questions with their answers, as everybody reads them."""
    return call.questions.filter(answered_at__isnull=False)
