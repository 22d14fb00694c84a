"""Loaders of what hangs on an award, each for exactly one place, and the lists of payments."""

from quartier.funding.calls.models import ApplicationItem, FinanceLine
from quartier.funding.grants import models
from quartier.ground.access import queries as access
from quartier.ground.workflow.models import Thread

WITH = (
    "place",
    "award__fund",
    "award__rules",
    "award__person",
    "award__organisation",
    "award__thread",
    "award__application",
    "award__bid__call",
)
KINDS = {**dict(ApplicationItem.KINDS), **dict(FinanceLine.COSTS)}  # lines of a plan, in words


def drawdown(place, raw):
    """Loader: a payment of this place."""
    return models.Drawdown.objects.filter(place=place, pk=raw).select_related(*WITH, "released_by", "paid_by").first()


def change(place, raw):
    """Loader: a change of this place."""
    return models.Change.objects.filter(place=place, pk=raw).select_related(*WITH).first()


def proof(place, raw):
    """Loader: a report of this place."""
    return models.Proof.objects.filter(place=place, pk=raw).select_related(*WITH).first()


def thread(place, raw):
    """Loader: a matter of this place."""
    return Thread.objects.filter(place=place, pk=raw).select_related("place").first()


def open_payments(places):
    """Payments asked for or released at these places, the oldest first."""
    found = models.Drawdown.objects.filter(state__in=("requested", "released"), place__in=places)
    return found.select_related(*WITH, "released_by").order_by("requested_at", "pk")


def paid_lately(places, since):
    """Payments made since a day, the newest first."""
    found = models.Drawdown.objects.filter(state="paid", place__in=places, bank_on__gte=since)
    return found.select_related(*WITH, "paid_by", "released_by").order_by("-bank_on", "-pk")[:50]


def same_account(award) -> list[models.Award]:
    """Other awards that name the same account but another person: worth a look before paying."""
    if not award.iban_hash:
        return []
    found = models.Award.objects.filter(iban_hash=award.iban_hash).exclude(pk=award.pk).exclude(person=award.person)
    return list(found.select_related("thread", "place")[:5])


def sees_bank(person, award) -> bool:
    """Whether the person may read the account."""
    return access.may(person, "grants.see_bank", award)
