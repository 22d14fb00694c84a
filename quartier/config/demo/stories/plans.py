"""The plans of `data/projects.toml`, with their days worked out from the demo's day."""

import datetime

from quartier.config.demo import texts
from quartier.config.demo.stories.thread import DAYS, Offer, Plan
from quartier.ground.acts import clock


def all_of(world) -> list[Plan]:
    """Every project of the demo, in the order of the file."""
    return [_plan(world, row) for row in texts.rows("projects", "plan")]


def names() -> set[str]:
    """Who has ideas and sits in panels there."""
    rows = texts.rows("projects", "plan")
    return {row["who"] for row in rows} | {member["who"] for row in rows for member in row.get("panel", ())}


def _plan(world, row) -> Plan:
    idea_on = row.pop("idea_on", None) or world.day(-row.pop("ago"))
    starts_in, days = row.pop("starts_in", None), _days(world, row.pop("days", {}))
    starts_on = row.pop("starts_on", None) or _starts_on(world, idea_on, days, starts_in)
    cents = tuple(row.pop("cents"))
    ends_on = row.pop("ends_on", None) or datetime.date(starts_on.year + len(cents) - 1, 12, 31)
    offers = tuple(Offer(**offer) for offer in row.pop("offers", ()))
    panel = tuple((member["who"], member["speaks_for"]) for member in row.pop("panel", ()))
    report = _report(row.pop("report", {}), starts_on)
    row["costs"] = tuple(row.pop("costs", Plan.costs))
    return Plan(
        **row, days=days, idea_on=idea_on, starts_on=starts_on, ends_on=ends_on, cents=cents, offers=offers, panel=panel, report=report
    )


def _days(world, days) -> dict:
    """A number below zero is so many working days before the demo's day."""
    last = {
        stage: world.last_workday(-day).astimezone(clock.BERLIN).date() for stage, day in days.items() if isinstance(day, int) and day < 0
    }
    return {**days, **last}


def _starts_on(world, idea_on, days, starts_in) -> datetime.date:
    """The first of a month after everything is signed; what would begin in November or December begins at New Year."""
    accepted = {**DAYS, **days}["accept"]
    accepted = accepted if isinstance(accepted, datetime.date) else idea_on + datetime.timedelta(days=accepted)
    ready = world.day(starts_in) if starts_in else accepted + datetime.timedelta(days=5)
    year, month = (ready.year, ready.month + 1) if ready.month < 12 else (ready.year + 1, 1)
    return datetime.date(year + 1, 1, 1) if month > 10 else datetime.date(year, month, 1)


def _report(said, starts_on) -> dict:
    """Years of missing reports count from the first year."""
    return {**said, "missing": [starts_on.year + step for step in said.get("missing", ())]}
