"""How awards and payments are listed at the desk: words of the address → rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.translation import gettext_lazy

from quartier.funding.grants import models, story
from quartier.funding.grants.queries import parts
from quartier.funding.grants.rules import awards as rules
from quartier.funding.grants.rules import payments as payment_rules
from quartier.funding.grants.steps.drawdowns import DRAWDOWN

SIZE = 50
FILTERS = {
    "": (gettext_lazy("In Arbeit"), ("drafted", "granted", "running", "proof_submitted", "proof_returned", "recovery", "settled")),
    "pruefen": (gettext_lazy("Abrechnung prüfen"), ("proof_submitted",)),
    "rueckzahlung": (gettext_lazy("Rückzahlung offen"), ("recovery",)),
    "abgeschlossen": (gettext_lazy("Abgeschlossen"), ("closed",)),
    "aufgehoben": (gettext_lazy("Nicht angenommen oder aufgehoben"), ("declined", "cancelled")),
}


@dataclass
class Page:
    """Some awards, how many of each kind there are, and the way on."""

    rows: list[dict]
    tabs: list[dict]
    label: str
    next_address: str = ""
    previous_address: str = ""


def desk_page(place, query) -> Page:
    """The awards of a quarter, the newest first."""
    word = query.get("stand", "") if query.get("stand") in FILTERS else ""
    label, states = FILTERS[word]
    found = models.Award.objects.filter(place=place, state__in=states).select_related("thread", "person", "organisation", "place", "fund")
    before = query.get("vor", "")
    found = found.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 18 else found
    rows = list(found.order_by("-pk")[: SIZE + 1])
    made = Page([_row(award) for award in rows[:SIZE]], _tabs(place, word), str(label))
    if len(rows) > SIZE:
        made.next_address = _address(word, str(rows[SIZE - 1].pk))
    made.previous_address = (_address(word) or "?") if before else ""
    return made


def _tabs(place, wanted) -> list[dict]:
    counts = dict(models.Award.objects.filter(place=place).order_by().values_list("state").annotate(n=Count("pk")))
    return [
        {"label": label, "address": _address(word) or "?", "is_on": word == wanted, "count": sum(counts.get(state, 0) for state in states)}
        for word, (label, states) in FILTERS.items()
    ]


def _address(word, before="") -> str:
    pairs = [(name, value) for name, value in (("stand", word), ("vor", before)) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


def _row(award) -> dict:
    return {
        "title": award.title,
        "address": f"/{award.place.slug}/buero/foerderungen/{award.pk}/",
        "number": award.thread.file_number,
        "who": award.grantee,
        "cents": award.cents,
        "state": story.state(award),
        "tone": story.tone(award),
        "due_on": award.proof_due_on if award.state in ("running", "proof_returned") else None,
    }


ORDER = ("to_pay", "to_release", "later")  # of the sections, so of the pages too


def payments(person, place_ids, number=None) -> dict:
    """A page of the open payments of the person's office: to pay, to release, and noted for a year to come, each with what she can do
    now and why not."""
    mine = [row for row in parts.open_payments(place_ids) if rules.is_right_office(row.award, by=person) is None]
    page = Paginator(sorted(mine, key=lambda row: ORDER.index(_section(row))), SIZE).get_page(number)
    made = {name: [] for name in ORDER}
    for row in page.object_list:
        made[_section(row)].append(_payment(row, person))
    return {**made, "page": page}


def _section(drawdown) -> str:
    if drawdown.state == "released":
        return "to_pay"
    return "later" if payment_rules.opens_on(drawdown.budget_year) else "to_release"


def _payment(drawdown, person) -> dict:
    verb = "release_drawdown" if drawdown.state == "requested" else "pay_drawdown"
    offer = DRAWDOWN.offer(DRAWDOWN.all[verb], drawdown, person)
    address = f"/{drawdown.place.slug}/buero/foerderungen/{drawdown.award_id}/abrufe/{drawdown.pk}/{verb}/?zurueck=zahlungen"
    return {"drawdown": drawdown, "award": drawdown.award, "offer": offer, "address": address}
