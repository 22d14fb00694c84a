"""Finding awards, and what can become one."""

from django.db.models import DateField, F, FilteredRelation, Prefetch, Q, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from quartier.funding.calls.models import Application, Bid
from quartier.funding.grants import models
from quartier.funding.grants.models.awards import CAME_TO_NOTHING, FREE_AGAIN

WITH = ("place", "fund", "rules", "thread", "person", "organisation", "application", "bid__call")


def standing(**of):
    """Awards that have not come to nothing."""
    return models.Award.objects.filter(**of).exclude(state__in=FREE_AGAIN)


def award_for(case) -> models.Award | None:
    """The award of an application or a bid that stands, or None."""
    return standing(**({"application": case} if isinstance(case, Application) else {"bid": case})).select_related(*WITH).first()


def what_follows(case) -> str | None:
    """Why an application, a bid or a call can no longer be taken back: an award was made of it."""
    made = {
        "calls.application": {"application": case.pk},
        "calls.bid": {"bid": case.pk},
        "calls.call": {"bid__call": case.pk},
    }.get(case.KIND)
    if made and standing(**made).exists():
        return _("Es gibt schon einen Bescheid. Zurücknehmen geht erst, wenn er aufgehoben ist.")
    return None


def award(place, raw) -> models.Award | None:
    """Loader: an award of this place."""
    return models.Award.objects.filter(place=place, pk=raw).select_related(*WITH).first()


def whole(award) -> models.Award:
    """The award with all that hangs on it, each kind read once: what is told of it and its rules ask nothing more."""
    drawdowns = Prefetch("drawdowns", models.Drawdown.objects.select_related("released_by", "paid_by"))
    changes = Prefetch("changes", models.Change.objects.select_related("made_by"))
    prefetch_related_objects([award], "receipts", "proofs", drawdowns, changes)
    return award


def ready_applications(place_ids):
    """Applications with the jury's yes and without an award, the oldest decision first."""
    made = standing(application__isnull=False).values("application")
    found = Application.objects.filter(state__in=("approved", "approved_changed"), place_id__in=place_ids).exclude(pk__in=made)
    return found.select_related("place", "person", "organisation", "fund").order_by("decided_on", "pk")


def ready_bids(place_ids):
    """Chosen bids that had no award yet."""
    return _awardable_bids(place_ids).exclude(pk__in=_fallen())


def fallen_bids(place_ids):
    """Chosen bids whose award was declined or lifted: another is chosen, or a new letter written."""
    return _awardable_bids(place_ids).filter(pk__in=_fallen())


def _fallen():
    return models.Award.objects.filter(bid__isnull=False, state__in=CAME_TO_NOTHING).values("bid")


def _awardable_bids(place_ids):
    made = standing(bid__isnull=False).values("bid")
    found = Bid.objects.filter(state="chosen", call__state="chosen", place_id__in=place_ids).exclude(pk__in=made)
    return found.select_related("place", "call", "organisation").order_by("pk")


def ready(place_ids) -> list[dict]:
    """What can become an award, in one query: kind (its word in the address), pk, called, place_id, on (the day of the decision).

    The kind `aufruf` is a call whose award came to nothing; its pk is the call's.
    """
    applications = ready_applications(place_ids).order_by().annotate(kind=Value("antrag"), called=F("title"), on=F("decided_on"))
    bids = ready_bids(place_ids).order_by().annotate(kind=Value("bewerbung"), called=F("call__title"), on=Cast(None, DateField()))
    fallen = fallen_bids(place_ids).order_by().annotate(kind=Value("aufruf"), called=F("call__title"), on=Cast(None, DateField()))
    rows = [found.values("kind", "pk", "called", "place_id", "on") for found in (applications, bids)]
    rows.append(fallen.values("kind", "call_id", "called", "place_id", "on"))
    return list(rows[0].union(*rows[1:], all=True).order_by("kind", "on", "pk"))


def with_payments(found):
    """Awards, each as many times as it has open payments: `pay_id`, `pay_state`, `pay_cents`, `pay_at`, `pay_released_by`, `pay_year`."""
    still_open = FilteredRelation("drawdowns", condition=Q(drawdowns__state__in=("requested", "released")))
    fields = {"id": "id", "state": "state", "cents": "cents", "at": "requested_at", "released_by": "released_by_id", "year": "budget_year"}
    return found.annotate(pays=still_open).annotate(**{f"pay_{name}": F(f"pays__{field}") for name, field in fields.items()})


def application(place, raw) -> Application | None:
    """Loader: an application of this place that can be awarded."""
    return ready_applications([place.pk]).filter(pk=raw).first()


def bid(place, raw) -> Bid | None:
    """Loader: a bid of this place that can be awarded."""
    return _awardable_bids([place.pk]).filter(pk=raw).first()
