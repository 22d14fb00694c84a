"""What a bid must hold: its finance plan, its time (domain §8, §11.5)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from quartier.funding.budgets import rules as money
from quartier.funding.calls.rules import calls
from quartier.ground.ui import german


def in_time(bid) -> str | None:
    """Online a late bid is refused; on paper it is entered and marked late."""
    if bid.is_on_paper or calls.is_open(bid.call):
        return None
    return _("Der Aufruf ist geschlossen. Der Bewerbungsschluss war am %(at)s.") % {"at": german.moment(bid.call.deadline_at)}


def is_before_deadline(bid) -> str | None:
    """Withdrawing is possible until the deadline."""
    if not calls.is_open(bid.call):
        return _("Der Bewerbungsschluss ist vorbei. Eine Bewerbung kann jetzt nicht mehr zurückgezogen werden.")
    return None


def plan_problems(call, lines: list[dict]) -> list[str]:
    """All sentences about a finance plan; [] when it holds.

    `lines`: rows {side: costs|cover, kind, label, budget_year, cents}.
    """
    checks = (_years_in_period, _something_asked, _costs_equal_cover, _within_maximum, _own_share)
    return [sentence for check in checks if (sentence := check(call, lines))]


def total(lines: list[dict], side: str | None = None, kinds: tuple = (), year: int | None = None) -> int:
    """Sum in cents of the lines of a side, of some kinds, of a year."""
    return sum(
        line["cents"]
        for line in lines
        if (side is None or line["side"] == side)
        and (not kinds or line["kind"] in kinds)
        and (year is None or int(line["budget_year"]) == year)
    )


def grant_by_year(lines: list[dict]) -> dict[int, int]:
    """The grant asked for, budget year → cents."""
    years: dict[int, int] = defaultdict(int)
    for line in lines:
        if line["kind"] == "grant" and line["cents"]:
            years[int(line["budget_year"])] += line["cents"]
    return dict(sorted(years.items()))


def _years_in_period(call, lines) -> str | None:
    outside = {int(line["budget_year"]) for line in lines} - set(range(call.starts_on.year, call.ends_on.year + 1))
    if outside:
        return _("Das Jahr %(year)s liegt nicht in der Laufzeit (%(first)s bis %(last)s).") % {
            "year": min(outside),
            "first": call.starts_on.year,
            "last": call.ends_on.year,
        }
    return None


def _something_asked(call, lines) -> str | None:
    if not total(lines, "costs"):
        return _("Bitte tragen Sie die Kosten ein.")
    if not total(lines, "cover", ("grant",)):
        return _("Bitte tragen Sie ein, wie viel Förderung Sie brauchen.")
    return None


def _costs_equal_cover(call, lines) -> str | None:
    for year in sorted({int(line["budget_year"]) for line in lines}):
        costs, cover = total(lines, "costs", year=year), total(lines, "cover", year=year)
        if costs != cover:
            return _("%(year)s gehen die Zahlen nicht auf: Kosten %(costs)s, Deckung %(cover)s. Es fehlen oder sind zu viel %(gap)s.") % {
                "year": year,
                "costs": german.euro(costs),
                "cover": german.euro(cover),
                "gap": german.euro(abs(costs - cover)),
            }
    return None


def _within_maximum(call, lines) -> str | None:
    grant = total(lines, "cover", ("grant",))
    if grant > call.max_cents:
        return _("Sie können höchstens %(max)s bekommen. Bitte kürzen Sie um %(more)s oder decken Sie diesen Teil anders.") % {
            "max": german.euro(call.max_cents),
            "more": german.euro(grant - call.max_cents),
        }
    return None


def _own_share(call, lines) -> str | None:
    return money.own_share_problem(
        call.rules,
        total(lines, "cover", ("grant",)),
        total(lines, "cover", ("own_money",)),
        work_cents=total(lines, "cover", ("own_work",)),
        costs_cents=total(lines, "costs"),
    )
