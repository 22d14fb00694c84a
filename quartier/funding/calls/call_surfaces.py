"""What briefs, calls, bids and panels show elsewhere; `surfaces` puts it together with the applications."""

import datetime
from itertools import groupby

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.calls import models, words
from quartier.funding.calls.actions import panel as actions
from quartier.funding.calls.queries import calls as queries
from quartier.funding.calls.queries import panel as panel_queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

TEAM = frozenset({"team_member", "team_lead"})
LEAD = frozenset({"team_lead", "district_coordinator"})
DISTRICT = frozenset({"district_coordinator"})
OPENERS = TEAM | frozenset({"district_coordinator", "granting_officer"})
CHECKERS = frozenset({"district_coordinator", "specialist_dept"})
FORMAL = frozenset({"district_coordinator", "granting_officer"})
STATE = frozenset({"state_coordinator"})

BRIEFS = {  # state → (roles, sentence)
    "drafted": (TEAM, gettext_lazy("Eckpunkte dem Quartiersrat vorlegen")),
    "worthy": (CHECKERS, gettext_lazy("Machbarkeit prüfen")),
    "feasible": (DISTRICT, gettext_lazy("Auf die Projektliste setzen")),
    "listed": (STATE, gettext_lazy("Geld bestätigen und vormerken")),
    "not_feasible": (TEAM, gettext_lazy("Nicht machbar: neu fassen oder beenden")),
}
CALLS = {
    "drafted": (frozenset({"district_coordinator", "state_coordinator"}), gettext_lazy("Text des Aufrufs freigeben")),
    "approved": (TEAM, gettext_lazy("Aufruf veröffentlichen")),
    "opening": (OPENERS, gettext_lazy("Bewerbungen öffnen: Die zweite Person fehlt")),
    "selecting": (LEAD, gettext_lazy("Träger auswählen")),
}
BIDS = {
    "damaged": (OPENERS, gettext_lazy("Bewerbung lässt sich nicht öffnen: noch einmal anfordern oder ausschließen")),
    "asked": (OPENERS, gettext_lazy("Noch einmal angefordert und nicht gekommen: neue Frist oder ausschließen")),
    "opened": (TEAM, gettext_lazy("Bewerbung: Ist alles da?")),
    "complete": (FORMAL, gettext_lazy("Bewerbung formal prüfen")),
}


def open_now(place) -> list[dict]:
    """Open calls at a place and below it, the nearest deadline first; one query.

    title, address, text, cents, until_on, left ("noch 17 Tage"), place.
    """
    return [_open(call) for call in queries.open_calls(place)]


def _open(call) -> dict:
    facts = {"fund": call.brief.fund.label, "max": german.euro(call.max_cents), "period": words.period(call)}
    return {
        "title": call.title,
        "address": reverse("calls.call", kwargs={"quarter": call.place.slug, "call": call.pk}),
        "text": _("%(fund)s, höchstens %(max)s, %(period)s.") % facts,
        "cents": call.max_cents,
        "until_on": german.local(call.deadline_at).date(),
        "left": words.days_left(call),
        "place": call.place,
    }


# --- what waits


def waiting_for(person, place=None) -> list[Waiting]:
    """What waits for a person: by role at the desk, as a panel member, as a carrier. At most three queries however much waits."""
    if not getattr(person, "pk", None):
        return []
    spots = {place.pk: access.holds(person, place)} if place is not None else access.roles_by_place(person)
    spots = {pk: roles for pk, roles in spots.items() if roles & (OPENERS | CHECKERS | STATE | LEAD)}
    if not spots and place is None:
        return own_waiting(person)
    at_desk = [*_briefs(spots), *_questions(spots)] if spots else []
    return [*at_desk, *_in_calls(person, spots, place)]


def own_waiting(person) -> list[Waiting]:
    """What waits for her as a carrier and as a panel member."""
    has_to_read = any(_has_to_score(seat) for seat in _own_panel(person))
    return [*_asked(person), *(_in_calls(person, {}, None) if has_to_read else [])]


def _briefs(spots) -> list[Waiting]:
    busy = models.Call.objects.exclude(state__in=("failed", "withdrawn", "no_award")).values("brief")
    rows = models.Brief.objects.filter(state__in=(*BRIEFS, "confirmed"), place__in=spots).select_related("place")
    found = []
    for brief in rows.exclude(Q(state="confirmed") & Q(pk__in=busy)).order_by("pk"):
        roles, why = BRIEFS.get(brief.state, (TEAM, _("Aufruf schreiben")))
        if roles & spots[brief.place_id]:
            found.append(Waiting(brief.title, f"/{brief.place.slug}/buero/eckpunkte/{brief.pk}/", None, str(why), brief.place))
    return found


def _in_calls(person, spots, place) -> list[Waiting]:
    """Calls, their bids one by one, and what the panel has to read: one query, a row for each bid."""
    rows = queries.with_bids(person).filter(Q(state__in=(*CALLS, "published", "opened"), place__in=spots) | Q(sits=True))
    rows = rows.select_related("place").order_by("deadline_at", "pk", "bid_pk")
    rows = rows.filter(place=place) if place is not None else rows
    found = []
    for _pk, group in groupby(rows, key=lambda row: row.pk):
        bids = list(group)
        call, roles = bids[0], spots.get(bids[0].place_id, frozenset())
        lines = [_call(call, {row.bid_state for row in bids if row.bid_pk}, roles), *(_bid(row, roles) for row in bids), _panel(call, bids)]
        found += [line for line in lines if line]
    return found


def _own_panel(person) -> list:
    """The person's seats in panels; asked once per request."""
    return access.remembered(person, "calls.own_panel", lambda: list(queries.own_panel(person)))


def _has_to_score(seat) -> bool:
    return seat.call.state == "selecting" and seat.call.is_scored and getattr(seat, "bias", None) is None


def _call(call, states, held) -> Waiting | None:
    states = states - set(queries.DEAD_BIDS)
    roles, why = CALLS.get(call.state, (TEAM, ""))
    due = german.local(call.deadline_at).date() if call.state in ("drafted", "approved") else None
    if call.state == "published":
        if clock.now() < call.deadline_at:
            return None
        roles, why = (OPENERS, _("Bewerbungen öffnen")) if states else (TEAM, _("Niemand hat sich beworben: verlängern oder beenden"))
        due = german.local(call.deadline_at).date()
    if call.state == "opened":
        if states & {"damaged", "asked", "opened", "complete"}:
            return None  # the bids wait one by one
        why = _("Auswahl beginnen")
    if not roles & held:
        return None
    return Waiting(call.title, f"/{call.place.slug}/buero/aufrufe/{call.pk}/", due, str(why), call.place)


def _bid(row, held) -> Waiting | None:
    roles, why = BIDS.get(row.bid_state, (frozenset(), ""))
    if row.state not in ("opened", "selecting") or not roles & held or _is_awaited(row):
        return None
    address = f"/{row.place.slug}/buero/bewerbungen/{row.bid_pk}/"
    return Waiting(f"{row.bid_from}: {row.title}", address, None, str(why), row.place)


def _is_awaited(row) -> bool:
    """The carrier was asked once more and still has time."""
    return row.bid_state == "asked" and row.bid_asked_until > clock.now()


def _asked(person) -> list[Waiting]:
    """A carrier's own bids that she was asked for once more."""
    rows = [bid for bid in _own_bids(person) if bid.state == "asked"]
    why = _("Ihre Bewerbung war nicht lesbar: bitte noch einmal abgeben")
    return [
        Waiting(bid.call.title, reverse("calls.my_bid", kwargs={"bid": bid.pk}), german.local(bid.asked_until).date(), why, bid.place)
        for bid in rows
    ]


def _own_bids(person) -> list:
    """The bids of her organisations; asked once per request."""
    return access.remembered(person, "calls.own_bids", lambda: list(queries.own_bids(person)))


def _panel(call, bids) -> Waiting | None:
    done = [row.is_scored_by_me for row in bids if row.bid_state in panel_queries.RANKED] if call.sits else []
    if all(done):
        return None
    why = _("Bewerbungen lesen und bewerten: %(done)s von %(all)s") % {"done": sum(done), "all": len(done)}
    return Waiting(call.title, reverse("calls.selection", kwargs={"call": call.pk}), call.presentations_on, why, call.place)


def _questions(spots) -> list[Waiting]:
    ids = [pk for pk, roles in spots.items() if roles & TEAM]
    rows = models.Question.objects.filter(answered_at=None, call__place__in=ids, call__state="published").select_related(
        "call__place", "call__rules"
    )
    return [_question(row) for row in rows]


def _question(question) -> Waiting:
    call = question.call
    due = min(
        german.local(question.asked_at).date() + datetime.timedelta(days=call.rules.answer_days), german.local(call.deadline_at).date()
    )
    address = reverse("calls.answer", kwargs={"quarter": call.place.slug, "call": call.pk, "question": question.pk})
    return Waiting(question.text[:80], address, due, _("Frage zum Aufruf „%(title)s“ beantworten") % {"title": call.title}, call.place)


# --- a person's own


def cases(person) -> list[dict]:
    """Bids of the person's organisations and her seats in panels, for "Meine Vorgänge"."""
    bids = [(bid.call, "calls.my_bid", {"bid": bid.pk}, words.own_tag(bid), bid.received_at) for bid in _own_bids(person)]
    seats = [
        (seat.call, "calls.selection", {"call": seat.call_id}, words.tag(seat.call), seat.call.deadline_at) for seat in _own_panel(person)
    ]
    return [_case(*line) for line in bids + seats]


def _case(call, name, kwargs, tag, at) -> dict:
    known = {
        "title": call.title,
        "address": reverse(name, kwargs=kwargs),
        "state": tag[0],
        "tone": tag[1],
        "number": call.thread.file_number,
    }
    return {**known, "place": call.place, "at": at}


def personal_data(person) -> dict:
    """What is stored about the person here: German label → list of lines."""
    bids = models.Bid.objects.filter(person=person).select_related("call", "organisation").order_by("pk")
    rows = _seats_with_scores(person)
    seats = {row.pk: row for row in rows}.values()
    found = {
        _("Bewerbungen, die Sie abgegeben haben"): [
            f"{bid.call.title}: {bid.organisation.name}, {german.moment(bid.received_at)}" for bid in bids
        ],
        _("Auswahlgremien"): [_told(seat) for seat in seats],
        _("Punkte, die Sie gegeben haben"): [
            _scored(row) for row in sorted((row for row in rows if row.score_id), key=lambda row: row.score_id)
        ],
    }
    return {label: lines for label, lines in found.items() if lines}


def _told(seat) -> str:
    bias = getattr(seat, "bias", None)
    out = _(", bewertet nicht mit: %(reason)s") % {"reason": bias.reason or "–"} if bias else ""
    return f"{seat.call.title}, {_('für')} {seat.speaks_for}{out}"


SCORE = {"id": "pk", "points": "points", "comment": "comment", "label": "criterion__label", "bidder": "bid__organisation__name"}


def _seats_with_scores(person) -> list[models.PanelMember]:
    """Her seats in panels, each once for every point given: `score_id`, `score_points` …; one query."""
    rows = models.PanelMember.objects.filter(person=person).select_related("call", "bias")
    return list(rows.annotate(**{f"score_{name}": F(f"scores__{path}") for name, path in SCORE.items()}).order_by("pk", "scores__pk"))


def _scored(row) -> str:
    line = f"{row.call.title}, {row.score_bidder}, {row.score_label}: {row.score_points}"
    return f"{line} ({row.score_comment})" if row.score_comment else line


def erase(person, *, by=None) -> None:
    """Reasons, remarks and contact details go; bids, points and seats stay without her name."""
    actions.forget_person(person)


def stays(person) -> list[str]:
    """What an erasure leaves, and why."""
    if not models.Bid.objects.filter(person=person).exists():
        return []
    return [_("Bewerbungen bleiben bei der Organisation, ohne Ihren Namen. Die Prüfung braucht sie.")]


def figures(place) -> dict[str, int]:
    """Numbers of today for a place: open calls, calls that found a carrier."""
    calls = models.Call.objects.filter(place__in=queries.under(place))
    return {"open_calls": len(queries.open_calls(place)), "chosen": calls.filter(state="chosen").count()}
