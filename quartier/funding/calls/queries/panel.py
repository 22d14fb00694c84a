"""The ranking of a call."""

from dataclasses import dataclass
from fractions import Fraction

from quartier.funding.calls import models


@dataclass(frozen=True)
class Rank:
    """One bid with its result: points of the possible ones, both weighted averages over the unbiased members."""

    bid: models.Bid
    points: Fraction
    possible: int
    is_knocked_out: bool
    place: int

    @property
    def shown(self) -> str:
        """The points as people write them, with one place: "42,5"."""
        whole, tenth = divmod(round(self.points * 10), 10)
        return f"{whole},{tenth}" if tenth else str(whole)


def ranking(call) -> list[Rank]:
    """All formally checked bids, best first; equal points share a place. Biased members' scores do not count.

    A bid is knocked out when a knock-out criterion got zero points from more than half of those who scored it.
    """
    bids = list(call.bids.filter(state__in=("formally_ok", "chosen", "not_chosen")).select_related("organisation").order_by("pk"))
    criteria = list(call.criteria.all())
    members = set(call.panel.filter(bias__isnull=True).values_list("pk", flat=True))
    given: dict[tuple[int, int], list[int]] = {}
    for score in models.Score.objects.filter(bid__in=bids, member__in=members):
        given.setdefault((score.bid_id, score.criterion_id), []).append(score.points)
    possible = sum(c.weight * c.max_points for c in criteria)
    rows = [(bid, _points(bid, criteria, given), _is_out(bid, criteria, given)) for bid in bids]
    rows.sort(key=lambda row: (row[2], -row[1], row[0].pk))
    return [Rank(bid, points, possible, out, 1 + sum((r[2], -r[1]) < (out, -points) for r in rows)) for bid, points, out in rows]


def is_knocked_out(bid) -> bool:
    """Whether a criterion that must be met failed in a scored selection."""
    return bid.call.is_scored and any(rank.is_knocked_out for rank in ranking(bid.call) if rank.bid.pk == bid.pk)


def scores_given(call) -> tuple[int, int]:
    """(given, wanted): points of unbiased members for formally checked bids."""
    members = call.panel.filter(bias__isnull=True)
    bids = call.bids.filter(state="formally_ok")
    wanted = members.count() * call.criteria.count() * bids.count()
    return models.Score.objects.filter(member__in=members, bid__in=bids).count(), wanted


def _points(bid, criteria, given) -> Fraction:
    values = [(c.weight, given.get((bid.pk, c.pk), [])) for c in criteria]
    return sum((Fraction(weight * sum(v), len(v)) for weight, v in values if v), Fraction(0))


def _is_out(bid, criteria, given) -> bool:
    return any((v := given.get((bid.pk, c.pk), [])) and sum(p == 0 for p in v) * 2 > len(v) for c in criteria if c.is_knock_out)


def sits_in(call_id, person) -> bool:
    """Whether the person is in the panel of the call, biased or not."""
    return bool(call_id and getattr(person, "pk", None)) and models.PanelMember.objects.filter(call=call_id, person=person.pk).exists()
