"""The ranking of a call."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef

from quartier.funding.calls import models
from quartier.ground.access import queries as access

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


@dataclass(frozen=True)
class Progress:
    """One member: how many bids she has scored of how many; a biased one keeps out."""

    member: models.PanelMember
    done: int
    all: int
    bias: models.Bias | None


@dataclass(frozen=True)
class Average:
    """What a bid got under one criterion, on average; "–" where nobody has scored."""

    label: str
    average: str
    most: int
    weight: int


class Selection:
    """All that a panel has said so far, read in four queries however many bids, members and criteria there are."""

    def __init__(self, call):
        self.call = call
        self.bids = list(call.bids.filter(state__in=RANKED).select_related("organisation").order_by("pk"))
        self.criteria = list(call.criteria.all())
        self.seats = list(call.panel.select_related("person", "bias").order_by("pk"))
        self.scores = list(models.Score.objects.filter(bid__call=call).values_list("member_id", "bid_id", "criterion_id", "points"))
        counts = {seat.pk for seat in self.seats if not hasattr(seat, "bias")}
        self.given: dict[tuple[int, int], list[int]] = {}  # (bid, criterion) → points of those who are not biased
        for seat, bid, criterion, points in self.scores:
            if seat in counts:
                self.given.setdefault((bid, criterion), []).append(points)
        self.unbiased = len(counts)

    def ranking(self) -> list[Rank]:
        """All formally checked bids, best first; equal points share a place. Biased members' scores do not count.

        A bid is knocked out when a knock-out criterion got zero points from more than half of those who scored it.
        """
        possible, least = sum(c.weight * c.max_points for c in self.criteria), self.call.rules.select_percent
        rows = [(bid, _points(bid, self.criteria, self.given), _is_out(bid, self.criteria, self.given)) for bid in self.bids]
        rows.sort(key=lambda row: (row[2], -row[1], row[0].pk))
        return [Rank(bid, points, possible, out, 1 + sum((r[2], -r[1]) < (out, -points) for r in rows), least) for bid, points, out in rows]

    def scores_given(self) -> tuple[int, int]:
        """(given, wanted): points of unbiased members for bids that wait for the choice."""
        open_bids = {bid.pk for bid in self.bids if bid.state == "formally_ok"}
        given = sum(len(points) for (bid, _criterion), points in self.given.items() if bid in open_bids)
        return given, self.unbiased * len(self.criteria) * len(open_bids)

    def progress(self) -> list[Progress]:
        """Who has scored how much."""
        done: dict[int, set] = {}
        for seat, bid, _criterion, _points in self.scores:
            done.setdefault(seat, set()).add(bid)
        return [Progress(seat, len(done.get(seat.pk, ())), len(self.bids), getattr(seat, "bias", None)) for seat in self.seats]

    def matrix(self) -> list[tuple[models.Bid, list[Average]]]:
        """(bid, averages by criterion) in the order of the ranking."""
        return [(rank.bid, [_shown(one, self.given.get((rank.bid.pk, one.pk))) for one in self.criteria]) for rank in self.ranking()]

    def by_criterion(self) -> list[tuple[models.Criterion, list[tuple[models.Bid, Average]]]]:
        """(criterion, its averages by bid): the same figures as rows that can be compared."""
        columns = self.matrix()
        return [(one, [(bid, averages[n]) for bid, averages in columns]) for n, one in enumerate(self.criteria)]

    def rows_of(self, seat) -> list[tuple[models.Bid, bool]]:
        """(bid, has the member scored it) of what the panel reads."""
        done = {bid for member, bid, _criterion, _points in self.scores if member == seat.pk}
        return [(bid, bid.pk in done) for bid in self.bids]


def said(call) -> Selection:
    """What the panel of a call has said; a page that needs it more than once keeps it at its call (`call.said`)."""
    return getattr(call, "said", None) or Selection(call)


def ranking(call) -> list[Rank]:
    """All formally checked bids of a call, best first."""
    return said(call).ranking()


def rank_of(bid) -> Rank | None:
    """The result of a bid in a scored selection; None in one without points."""
    return next((rank for rank in ranking(bid.call) if rank.bid.pk == bid.pk), None) if bid.call.is_scored else None


def scores_given(call) -> tuple[int, int]:
    """(given, wanted): points of unbiased members for bids that wait for the choice."""
    return said(call).scores_given()


def _points(bid, criteria, given) -> Fraction:
    values = [(c.weight, given.get((bid.pk, c.pk), [])) for c in criteria]
    return sum((Fraction(weight * sum(v), len(v)) for weight, v in values if v), Fraction(0))


def _is_out(bid, criteria, given) -> bool:
    return any((v := given.get((bid.pk, c.pk), [])) and sum(p == 0 for p in v) * 2 > len(v) for c in criteria if c.is_knock_out)


def sits_in(call_id, person) -> bool:
    """Whether the person is in the panel of the call, biased or not; her panels are read once per request."""
    return bool(call_id) and call_id in _seats(person)


def member(call, person):
    """The person's seat in the panel of the call, or None; `is_biased`: she keeps out of it."""
    seat = _seats(person).get(call.pk)
    if seat is not None:
        seat.call, seat.person = call, person
    return seat


def _seats(person) -> dict[int, models.PanelMember]:
    """Call id → the person's seat in its panel; asked once per request."""
    if not getattr(person, "pk", None):
        return {}
    biased = Exists(models.Bias.objects.filter(member=OuterRef("pk")))
    rows = models.PanelMember.objects.filter(person=person.pk).order_by().annotate(is_biased=biased)
    return access.remembered(person, "calls.seats", lambda: {seat.call_id: seat for seat in rows})


def _shown(criterion, points) -> Average:
    return Average(criterion.label, _average(points), criterion.max_points, criterion.weight)


def _average(points: list[int] | None) -> str:
    if not points:
        return "–"
    whole, tenth = divmod(round(Fraction(sum(points) * 10, len(points))), 10)
    return f"{whole},{tenth}" if tenth else str(whole)
