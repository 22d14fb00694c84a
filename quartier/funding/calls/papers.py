"""The printable twins of the bidding form: sketch and finance plan of a call, to fill in by hand."""

from django.utils.translation import gettext as _

from quartier.funding.calls import models, texts, words
from quartier.ground.notify import letters, pdf
from quartier.ground.ui import german


def sketch(call) -> bytes:
    """The sketch with the headings of the form, as PDF."""
    data = {
        **letters.sender(call.place),
        **_head(call),
        "fields": [{"label": str(label), "hint": str(hint), "lines": lines} for _name, label, hint, lines in texts.SKETCH],
        "who": [_("Organisation und Rechtsform"), _("Anschrift"), _("Wer unterschreibt, als was")],
        "ticks": [
            _("Wir haben mit dem Projekt noch nicht begonnen."),
            _("Wir wissen: Es gibt keinen Anspruch auf Förderung, und Kosten der Bewerbung werden nicht erstattet."),
        ],
        "sign": [_("Ort, Tag"), _("Unterschrift")],
    }
    return pdf.render("calls/bid_sketch", data, _("Projektskizze: %(title)s") % {"title": call.title})


def plan(call) -> bytes:
    """The finance plan with a column per budget year, as PDF."""
    data = {
        **letters.sender(call.place),
        **_head(call),
        "years": [str(year) for year in words.years_of(call)],
        "costs": {"title": _("Kosten"), "rows": [str(label) for _code, label in models.FinanceLine.COSTS], "total": _("Kosten zusammen")},
        "cover": {"title": _("Deckung"), "rows": [str(label) for _code, label in models.FinanceLine.COVER], "total": _("Deckung zusammen")},
        "what": _("Was genau?"),
        "sum": _("zusammen"),
        "rules": [
            _("In jedem Jahr sind Kosten und Deckung gleich."),
            _("Sie können höchstens %(max)s bekommen.") % {"max": german.euro(call.max_cents)},
            *filter(None, [words.own_share(call.rules)]),
        ],
    }
    return pdf.render("calls/bid_plan", data, _("Kosten und Deckung: %(title)s") % {"title": call.title})


def _head(call) -> dict:
    return {
        "number": call.thread.file_number,
        "deadline": _("Bewerbungsschluss: %(at)s") % {"at": german.moment(call.deadline_at)},
        "to": call.contact,
    }
