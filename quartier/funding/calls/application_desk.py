"""Applications as the office sees them: the list by state, and one case with checklist and money."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.councils import surfaces as councils
from quartier.funding.calls import application_pages as pages
from quartier.funding.calls import hooks
from quartier.funding.calls.forms import application_steps as forms
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.access import queries as access
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import queries as files
from quartier.ground.quarters import addresses
from quartier.ground.ui import german
from quartier.ground.workflow import stages, turns
from quartier.ground.workflow.steps import Offer

SIZE = 50
FILTERS = {  # word of the address → label, states
    "": (gettext_lazy("In Prüfung"), ("submitted", "deferred")),
    "nachfrage": (gettext_lazy("Bei den Antragstellenden"), ("needs_rework",)),
    "jury": (gettext_lazy("Bei der Jury"), ("tabled",)),
    "bewilligt": (gettext_lazy("Bewilligt"), ("approved", "approved_changed")),
    "ende": (gettext_lazy("Ohne Förderung beendet"), ("rejected", "ineligible", "withdrawn", "lapsed")),
}
NO_BUTTON = ("note", "withdraw", "resubmit")  # these have quieter places on the page


# --- the list --------------------------------------------------------------------------------------------------------------


@dataclass
class Page:
    """Some applications of one kind, and how many of each kind there are."""

    rows: list[dict]
    tabs: list[dict]
    label: str
    next_address: str = ""
    previous_address: str = ""


def page(place, query) -> Page:
    """The desk's list, the newest first; keyset paging by id."""
    word = query.get("stand", "") if query.get("stand") in FILTERS else ""
    label, states = FILTERS[word]
    found = queries.at_desk(place).filter(state__in=states).order_by("-pk")
    before = query.get("vor", "")
    if before.isdecimal() and len(before) < 18:
        found = found.filter(pk__lt=int(before))
    found = list(found[: SIZE + 1])
    made = Page([_row(one) for one in found[:SIZE]], _tabs(place, word), str(label))
    if len(found) > SIZE:
        made.next_address = _address(word, str(found[SIZE - 1].pk))
    made.previous_address = (_address(word) or "?") if before else ""
    return made


def _tabs(place, wanted) -> list[dict]:
    counts = queries.count_by_state(place)
    return [
        {"label": label, "address": _address(word) or "?", "is_on": word == wanted, "count": sum(counts.get(state, 0) for state in states)}
        for word, (label, states) in FILTERS.items()
    ]


def _row(application) -> dict:
    return {
        "title": application.title,
        "address": f"/{application.place.slug}/buero/antraege/{application.pk}/",
        "submitted_at": application.submitted_at,
        "who": pages.applicant(application),
        "number": application.thread.file_number,
        "cents": application.approved_cents or application.requested_cents,
        "starts_on": application.starts_on,
        "tag": pages.state(application),
        "tone": pages.TONES.get(application.state, ""),
    }


def _address(word, cursor="") -> str:
    pairs = [(name, value) for name, value in (("stand", word), ("vor", cursor)) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


# --- one case --------------------------------------------------------------------------------------------------------------


def check_form(application, data=None) -> forms.CheckForm:
    """The form of the formal check."""
    return forms.CheckForm(data, application=application)


@dataclass(frozen=True)
class Point:
    """One line of the checklist: met, not met, or open."""

    label: str
    is_met: bool | None
    why: str = ""


def points(application, meeting=None) -> list[Point]:
    """The checklist: what can be worked out, then what somebody has ticked."""
    ticks = queries.ticks(application)
    ticked = [
        Point(str(label), ticks[code].is_met if code in ticks else None, ticks[code].remark if code in ticks else "")
        for code, label in rules.ticks_for(application).items()
    ]
    return [*_computed(application, meeting), *ticked]


def _computed(application, meeting) -> list[Point]:
    age = application.rules.min_age
    cap = application.rules.cap_cents
    found = [
        (
            _("Aktion beginnt nach der Jury am %(day)s") % {"day": german.day(meeting.starts_at)},
            rules.starts_after(application, meeting=meeting),
        )
        if meeting and application.state != "tabled"
        else (_("Aktion liegt in der Zukunft"), rules.has_time_left(application)),
        (_("Alter bestätigt (ab %(age)s)") % {"age": age}, rules.is_old_enough(application)) if age else None,
        (_("Ziel: %(what)s") % {"what": "; ".join(application.themes) or "–"}, rules.themes_fit(application)),
        (_("Noch nicht angefangen"), rules.has_not_begun(application)),
        (_("Summe höchstens %(cap)s") % {"cap": german.euro(cap)}, rules.amount_fits(application)) if cap else None,
        (_("Förderfähige Posten decken die Summe"), rules.eligible_items_suffice(application)),
    ]
    return [Point(label, sentence is None, sentence or "") for label, sentence in filter(None, found)]


def address_hint(application) -> str:
    """What the list of house numbers says of the applicant's street; "" without a list that knows it."""
    try:
        answer = addresses.find(addresses.parse(f"{application.street}, {application.postcode}"))
    except Refused:
        return ""
    here = any(one.pk == application.place_id for one in answer.quarters)
    if here:
        return _("Laut Straßenliste liegt die Adresse im Quartier.")
    return _("Laut Straßenliste liegt die Adresse nicht im Quartier.") if answer.kind in ("inside", "outside") else ""


def case(application, person, *, sees_applicant: bool) -> dict:
    """What the case page shows besides the shared parts."""
    item = queries.agenda_item(application)
    meeting = item.meeting if item else queries.next_meeting(application.place, application.rules, application.requested_cents)
    offers = APPLICATION.offers(application, person)
    parts = stages.of_thread(application, person)
    pot = queries.pot(application.place, application.budget_year, application.fund)
    return {
        "application": application,
        "offers": [
            *(Offer.to(label, address) for address, label in hooks.ways_on(application, person)),
            *(offer for offer in offers if offer.verb not in NO_BUTTON),
        ],
        "turn": turns.of(APPLICATION, application, stages.goes_on_in(parts)),
        "stages": parts,
        "quiet": {offer.verb: offer for offer in offers if offer.verb in NO_BUTTON},
        "heading": _heading(application),
        "points": points(application, meeting) if application.state in queries.OPEN else [],
        "state": pages.state(application),
        "tone": pages.TONES.get(application.state, ""),
        "who": pages.applicant(application) if sees_applicant else application.get_applicant_kind_display(),
        "when": pages.when(application),
        "answers": pages.answers(application, private=sees_applicant),
        "papers": files.of(application) if sees_applicant else [],
        "hint": address_hint(application) if sees_applicant and application.state in queries.OPEN else "",
        "pot": pot,
        **_jury(application, meeting, pot),
        "due_on": pages.check_by(application) if application.state == "submitted" else None,
        "can_read_rules": access.may(person, "budgets.read", application),
    }


HEADINGS = {
    "submitted": gettext_lazy("Als Nächstes: prüfen und auf die Tagesordnung der Jury"),
    "deferred": gettext_lazy("Vertagt: wieder auf die Tagesordnung der Jury"),
    "needs_rework": gettext_lazy("Am Zug: wer den Antrag gestellt hat"),
    "tabled": gettext_lazy("Die Jury entscheidet"),
    "ineligible": gettext_lazy("Nicht förderfähig"),
}


def _heading(application) -> str:
    return str(HEADINGS.get(application.state, ""))


def _jury(application, meeting, pot) -> dict:
    """The meeting that decides, what is asked for there altogether, and what the pot lacks for it."""
    if meeting is None or application.state not in queries.OPEN:
        return {"meeting": None, "asked": 0, "lacking": 0}
    asked = queries.requested_in(meeting) + (application.requested_cents if application.state != "tabled" else 0)
    return {"meeting": meeting, "meeting_address": councils.meeting_address(meeting), "asked": asked, "lacking": max(0, asked - pot.free)}
