"""What a bid must hold: its finance plan, its time (domain §8, §11.5)."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.budgets import rules as money
from quartier.funding.calls.rules import calls
from quartier.ground.acts import clock
from quartier.ground.ui import german


def in_time(bid) -> str | None:
    """Online a late bid is refused; on paper it is entered and marked late."""
    return call_is_open(bid.call)


def call_is_open(call) -> str | None:
    """Whether bids are taken now, with the sentence that says since when not."""
    if calls.is_open(call):
        return None
    if call.state == "published" and clock.now() < call.opens_at:
        return _("Der Aufruf beginnt am %(at)s.") % {"at": german.moment(call.opens_at)}
    if call.state == "withdrawn":
        return _("Der Aufruf ist zurückgezogen. Bewerbungen sind nicht mehr möglich.")
    return _("Der Aufruf ist geschlossen. Der Bewerbungsschluss war am %(at)s.") % {"at": german.moment(call.deadline_at)}


def is_shut(bid) -> str | None:
    """A bid on paper is entered while the call is open or its bids are still sealed."""
    if bid.call.state in ("drafted", "approved"):
        return _("Der Aufruf ist noch nicht veröffentlicht. Briefe werden eingetragen, sobald er offen ist.")
    if bid.call.state in ("withdrawn", "failed"):
        return call_is_open(bid.call)
    if bid.call.state not in ("published", "opening"):
        return _("Die Bewerbungen sind schon geöffnet. Was danach kommt, wird als verspätet eingetragen.")
    if bid.received_at > clock.now():
        return _("Der Eingang liegt in der Zukunft. Bitte Tag und Uhrzeit prüfen.")
    if bid.call.opens_at and bid.received_at < bid.call.opens_at:
        return _("Der Eingang liegt vor dem Beginn des Aufrufs. Bitte Tag und Uhrzeit prüfen.")
    return None


def is_really_late(bid) -> str | None:
    """After the opening only what came after the deadline can be entered."""
    if bid.call.state not in ("opened", "selecting"):
        return _("Die Bewerbungen sind noch nicht geöffnet. Bitte den Brief ungeöffnet eintragen.")
    if bid.received_at < bid.call.deadline_at:
        return _("Dieser Brief war pünktlich, aber die Bewerbungen sind schon geöffnet. Bitte das Bezirksamt anrufen.")
    if bid.received_at > clock.now():
        return _("Der Eingang liegt in der Zukunft. Bitte Tag und Uhrzeit prüfen.")
    return None


TROUBLES = {  # why a bid could not be opened
    "key": gettext_lazy("Der Schlüssel dieses Aufrufs fehlt oder ist beschädigt. Die Technik kann ihn aus der Sicherung holen."),
    "content": gettext_lazy("Der verschlossene Inhalt ist beschädigt. Die Technik kann ihn aus einer Sicherung holen."),
    "changed": gettext_lazy("Der Inhalt ist nicht der, der abgegeben wurde."),
}


def trouble_in_words(trouble: str) -> str:
    """Why a bid cannot be opened, as a sentence; "" where nothing is wrong."""
    return str(TROUBLES.get(trouble, ""))


def leaves_time(bid, *, until) -> str | None:
    """Who is asked once more gets time to answer."""
    return _("Bitte einen Zeitpunkt in der Zukunft wählen.") if until <= clock.now() else None


def says_why(bid, *, why) -> str | None:
    """The carrier reads what happened."""
    return None if why.strip() else _("Bitte schreiben, warum die Bewerbung noch einmal gebraucht wird.")


def is_still_asked(bid) -> str | None:
    """The carrier answers in the time that was given."""
    if bid.asked_until is None or clock.now() >= bid.asked_until:
        return _("Die Frist war am %(at)s. Bitte rufen Sie das Team an.") % {"at": german.moment(bid.asked_until)}
    return None


def came_on_paper(bid) -> str | None:
    """Only what came on paper is typed in by the office."""
    return None if bid.is_on_paper else _("Diese Bewerbung kam online. Ihr Inhalt wird nicht geändert.")


def is_typed_in(bid) -> str | None:
    """A bid on paper is checked once its content stands here."""
    if bid.is_on_paper and not bid.lines.exists():
        return _("Der Inhalt steht noch nicht hier. Bitte zuerst vom Papier eintragen.")
    return None


def was_in_time(bid) -> str | None:
    """A late bid is excluded, whatever it says."""
    return _("Diese Bewerbung kam nach dem Schluss. Sie kann nur ausgeschlossen werden.") if bid.is_late else None


def plan_holds(bid) -> str | None:
    """The formal check cannot say yes to a plan that does not add up."""
    lines = list(bid.lines.values("side", "kind", "label", "budget_year", "cents"))
    return next(iter(plan_problems(bid.call, lines)), None)


def selection_goes_on(bid) -> str | None:
    """After the choice the letters are out."""
    if bid.call.state not in ("opened", "selecting"):
        return _("Die Auswahl ist abgeschlossen.")
    return None


def selection_has_not_begun(bid) -> str | None:
    """Once the panel scores, a bid goes only by an exclusion with its reason."""
    return None if bid.call.state == "opened" else _("Die Auswahl hat begonnen. Möglich ist nur noch ein Ausschluss mit Grund.")


def checker_has_no_part(bid, *, by=None) -> str | None:
    """Who acts for a bidder of the call checks no bid of it."""
    return calls.has_no_part(bid.call, by=by)


def is_before_deadline(bid) -> str | None:
    """Withdrawing is possible until the deadline."""
    if not calls.is_open(bid.call):
        return _("Der Bewerbungsschluss ist vorbei. Eine Bewerbung kann jetzt nicht mehr zurückgezogen werden.")
    return None


def plan_problems(call, lines: list[dict]) -> list[str]:
    """All sentences about a finance plan; [] when it holds.

    `lines`: rows {side: costs|cover, kind, label, budget_year, cents}.
    """
    return [sentence for _label, sentence in plan_checks(call, lines) if sentence]


def plan_checks(call, lines: list[dict]) -> list[tuple[str, str | None]]:
    """(what must hold, None or the sentence why it does not), in the order of the check."""
    checks = (
        (_("Kosten und Förderung stehen da"), _something_asked),
        (_("Alle Jahre liegen in der Laufzeit"), _years_in_period),
        (_("Kosten und Deckung sind in jedem Jahr gleich"), _costs_equal_cover),
        (_("Nicht mehr als die höchste Fördersumme"), _within_maximum),
        (_("Der Eigenanteil reicht"), _own_share),
    )
    return [(label, check(call, lines)) for label, check in checks]


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
