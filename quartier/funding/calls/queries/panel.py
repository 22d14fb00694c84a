"""The ranking of a call."""

from dataclasses import dataclass
from fractions import Fraction

from quartier.funding.calls import models

RANKED = ("formally_ok", "chosen", "not_chosen")


@dataclass(frozen=True)
class Rank:
    """One bid with its result: points of the possible ones, both weighted averages over the unbiased members."""

    bid: models.Bid
    points: Fraction
    possible: int
    is_knocked_out: bool
    place: int
    least_percent: int | None = None  # by the fund's rules

    @property
    def is_below(self) -> bool:
        """Whether the bid has fewer points than the fund's rules ask for."""
        return self.least_percent is not None and self.points * 100 < self.least_percent * self.possible

    @property
    def shown(self) -> str:
        """The points as people write them, with one place: "42,5"."""
        whole, tenth = divmod(round(self.points * 10), 10)
        return f"{whole},{tenth}" if tenth else str(whole)


def ranking(call) -> list[Rank]:
    """All formally checked bids, best first; equal points share a place. Biased members' scores do not count.

    A bid is knocked out when a knock-out criterion got zero points from more than half of those who scored it.
    """
    bids = list(call.bids.filter(state__in=RANKED).select_related("organisation").order_by("pk"))
    criteria = list(call.criteria.all())
    members = set(call.panel.filter(bias__isnull=True).values_list("pk", flat=True))
    given: dict[tuple[int, int], list[int]] = {}
    for score in models.Score.objects.filter(bid__in=bids, member__in=members):
        given.setdefault((score.bid_id, score.criterion_id), []).append(score.points)
    possible = sum(c.weight * c.max_points for c in criteria)
    rows = [(bid, _points(bid, criteria, given), _is_out(bid, criteria, given)) for bid in bids]
    rows.sort(key=lambda row: (row[2], -row[1], row[0].pk))
    least = call.rules.select_percent
    return [Rank(bid, points, possible, out, 1 + sum((r[2], -r[1]) < (out, -points) for r in rows), least) for bid, points, out in rows]


def rank_of(bid) -> Rank | None:
    """The result of a bid in a scored selection; None in one without points."""
    return next((rank for rank in ranking(bid.call) if rank.bid.pk == bid.pk), None) if bid.call.is_scored else None


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


def member(call, person):
    """The person's seat in the panel of the call, or None."""
    return call.panel.select_related("person").filter(person=person).first()


@dataclass(frozen=True)
class Progress:
    """One member: how many bids she has scored of how many; a biased one keeps out."""

    member: models.PanelMember
    done: int
    all: int
    bias: models.Bias | None


def progress(call) -> list[Progress]:
    """Who has scored how much; two queries."""
    total = call.bids.filter(state__in=RANKED).count()
    done: dict[int, set] = {}
    for seat, bid in models.Score.objects.filter(bid__call=call).values_list("member_id", "bid_id"):
        done.setdefault(seat, set()).add(bid)
    seats = call.panel.select_related("person", "bias").order_by("pk")
    return [Progress(seat, len(done.get(seat.pk, ())), total, getattr(seat, "bias", None)) for seat in seats]


@dataclass(frozen=True)
class Average:
    """What a bid got under one criterion, on average; "–" where nobody has scored."""

    label: str
    average: str
    most: int
    weight: int


def matrix(call) -> list[tuple[models.Bid, list[Average]]]:
    """(bid, averages by criterion) in the order of the ranking."""
    criteria = list(call.criteria.all())
    counted = models.Score.objects.filter(bid__call=call, member__bias__isnull=True)
    sums: dict[tuple[int, int], list[int]] = {}
    for bid, criterion, points in counted.values_list("bid_id", "criterion_id", "points"):
        sums.setdefault((bid, criterion), []).append(points)
    return [(rank.bid, [_shown(one, sums.get((rank.bid.pk, one.pk))) for one in criteria]) for rank in ranking(call)]


def _shown(criterion, points) -> Average:
    return Average(criterion.label, _average(points), criterion.max_points, criterion.weight)


def _average(points: list[int] | None) -> str:
    if not points:
        return "–"
    whole, tenth = divmod(round(Fraction(sum(points) * 10, len(points))), 10)
    return f"{whole},{tenth}" if tenth else str(whole)


def own_rows(call, seat) -> list[tuple[models.Bid, bool]]:
    """(bid, has the member scored it) of what the panel reads."""
    bids = call.bids.filter(state__in=RANKED).select_related("organisation").order_by("pk")
    done = set(models.Score.objects.filter(member=seat).values_list("bid_id", flat=True))
    return [(bid, bid.pk in done) for bid in bids]
