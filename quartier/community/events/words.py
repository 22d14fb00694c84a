"""A series in words: "jeden Donnerstag von 14 bis 16 Uhr, nicht am 28. Dezember 2017, am 4. Januar 2018 um 15 Uhr"."""

from datetime import date

from django.utils.translation import gettext as _

from quartier.community.events import models, recurrence
from quartier.ground.ui import german

NTH = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"}
MOST_DEVIATIONS = 6  # more would hide the rule


def series(plan: recurrence.Plan, today: date) -> str:
    """The whole: rule, time, end and what deviates from today on."""
    coming = [one for one in plan.deviations if (one.to_on or one.on) >= today or one.on >= today]
    told = [deviation(one, plan) for one in coming[:MOST_DEVIATIONS]]
    return ", ".join([" ".join(filter(None, [rule(plan.rule, plan.first_on), time(plan.times)])) + end(plan.rule), *told])


def rule(text: str, first_on: date) -> str:
    """How often: "jeden Donnerstag", "alle zwei Wochen am Donnerstag", "am zweiten Donnerstag im Monat"."""
    kind, found = recurrence.kind(text, first_on), recurrence.parts(text)
    day = german.weekday(first_on)
    match kind:
        case "daily":
            return _("jeden Tag")
        case "weekly":
            return _weekly(recurrence.weekdays(text))
        case "fortnightly":
            return _("alle zwei Wochen am %(days)s") % {"days": _days(recurrence.weekdays(text))}
        case "monthly_day":
            return _("jeden Monat am %(day)d.") % {"day": first_on.day}
        case "monthly_weekday" | "monthly_last":
            nth = int(found["BYDAY"][:-2])
            return _("jeden Monat am %(nth)s %(day)s") % {"nth": NTH[nth], "day": day}
        case "yearly":
            return _("jedes Jahr am %(day)s") % {"day": german.day_month(first_on)}
    return _("regelmäßig, ab %(day)s") % {"day": german.day(first_on)}


def _weekly(numbers: list[int]) -> str:
    if numbers == [0, 1, 2, 3, 4]:
        return _("jeden Montag bis Freitag")
    return _("jeden %(days)s") % {"days": _days(numbers)}


def _days(numbers: list[int]) -> str:
    names = [german.WEEKDAYS[number] for number in numbers]
    return names[0] if len(names) == 1 else _("%(list)s und %(last)s") % {"list": ", ".join(names[:-1]), "last": names[-1]}


def time(times: recurrence.Times) -> str:
    """When in the day: "um 14 Uhr", "von 14 bis 16 Uhr", "ganztägig"."""
    if times.begins is None:
        return _("ganztägig") if not times.days else _("an %(n)d Tagen") % {"n": times.days + 1}
    if times.ends is None:
        return _("um %(time)s") % {"time": german.clock(times.begins)}
    begins = german.clock(times.begins).removesuffix(f"{german.NBSP}Uhr")
    return _("von %(begins)s bis %(ends)s") % {"begins": begins, "ends": german.clock(times.ends)}


def end(text: str) -> str:
    """Until when, if the rule says so."""
    if last := recurrence.until(text):
        return _(", bis %(day)s") % {"day": german.day(last)}
    if count := recurrence.parts(text).get("COUNT"):
        return _(", insgesamt %(count)s-mal") % {"count": count}
    return ""


def deviation(one: recurrence.Deviation, plan: recurrence.Plan) -> str:
    """One day that is otherwise."""
    when = _(" um %(time)s") % {"time": german.clock(one.begins)} if one.begins else ""
    if one.kind == "out":
        return _("nicht am %(day)s") % {"day": german.day(one.on)}
    if one.kind == "extra":
        return _("außerdem am %(day)s%(when)s") % {"day": german.day(one.to_on or one.on), "when": when}
    if one.to_on and one.to_on != one.on:
        return _("statt am %(from)s am %(to)s%(when)s") % {"from": german.day(one.on), "to": german.day(one.to_on), "when": when}
    return _("am %(day)s%(when)s") % {"day": german.day(one.on), "when": when}


def languages(codes) -> str:
    """ "Deutsch, Türkisch"; of codes that are known."""
    labels = dict(models.Language.choices)
    return ", ".join(str(labels[code]) for code in codes if code in labels)


def ages(event) -> str:
    """ "ab 8 Jahren", "8 bis 12 Jahre", "bis 12 Jahre"; "" if it is for every age."""
    known = {"least": event.age_from, "most": event.age_to}
    if event.age_from is not None and event.age_to is not None:
        return _("%(least)d bis %(most)d Jahre") % known
    if event.age_from is not None:
        return _("ab %(least)d Jahren") % known
    return _("bis %(most)d Jahre") % known if event.age_to is not None else ""
