"""What a visitor asks of the calendar, read from the address and written into it again."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from quartier.community.events import models, queries
from quartier.ground.acts import clock

FIRST_YEAR, LAST_YEAR = 1999, 2100  # before 1999 there was no programme
VIEWS = ("woche", "monat", "liste")
NEED_LABELS = {
    "kostenlos": _("kostenlos"),
    "stufenlos": _("stufenlos"),
    "kinderbetreuung": _("Kinderbetreuung"),
    "dolmetschen": _("Dolmetschen"),
    "online": _("online"),
}


@dataclass(frozen=True)
class Wish:
    """What a visitor asked for. What makes no sense in an address is left out, never an error page."""

    span: queries.Span
    by: str  # one of VIEWS
    fit: queries.Fit = field(default_factory=queries.Fit)
    area: str = ""
    after: str = ""

    @property
    def count(self) -> int:
        """How many wishes are set."""
        return len(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filter as words of the address."""
        fit = self.fit
        known = [("fuer", word) for word in fit.audience] + [("braucht", word) for word in fit.needs]
        return known + [pair for pair in (("feld", fit.topic), ("sprache", fit.language), ("ort", fit.where)) if pair[1]]

    @property
    def filter_query(self) -> str:
        """The filter alone, for the addresses of feeds: "?feld=bildung", or ""."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def span_word(self) -> str:
        """The span as it stands in the address."""
        return word_of(self.by, self.span.first)

    def address(self, **changes) -> str:
        """The address of the same page with another span (`day`, `by`) or without the filter (`plain=True`)."""
        by, day = changes.get("by", self.by), changes.get("day", self.span.first)
        pairs = [(by, word_of(by, day))]
        if not changes.get("plain"):
            pairs += self.pairs + ([("gebiet", self.area)] if self.area else [])
        if after := changes.get("after"):
            pairs.append(("ab", after))
        return f"?{urlencode(pairs)}"


def word_of(by: str, day: date) -> str:
    """A day as the address of a view says it."""
    return f"{day:%Y-%m}" if by == "monat" else f"{day:%Y-%m-%d}"


def read(query) -> Wish:
    """Read the query of the address; a view is named by its own word, the month before the list before the week."""
    by = next((view for view in ("monat", "liste") if query.get(view)), "woche")
    day = (_month if by == "monat" else _day)(query.get(by, "")) or clock.today()
    return Wish(
        span={"monat": queries.month, "liste": queries.from_on, "woche": queries.week}[by](day),
        by=by,
        fit=fit(query),
        area=query.get("gebiet", "") if query.get("gebiet") in ("bezirk", "stadt") else "",
        after=query.get("ab", ""),
    )


def fit(query) -> queries.Fit:
    """The filter of an address; feeds understand the same words."""
    return queries.Fit(
        audience=tuple(word for word in models.Audience.values if word in query.getlist("fuer")),
        needs=tuple(word for word in queries.NEEDS if word in query.getlist("braucht")),
        topic=query.get("feld", "") if query.get("feld") in models.Topic.values else "",
        where=query.get("ort", "")[:160],
        language=query.get("sprache", "") if query.get("sprache") in models.Language.values else "",
    )


def _day(text: str) -> date | None:
    try:
        return _in_range(date.fromisoformat(text))
    except ValueError:
        return None


def _month(text: str) -> date | None:
    return _day(f"{text}-01")


def _in_range(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year < LAST_YEAR else None
