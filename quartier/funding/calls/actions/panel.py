"""Verbs of the selection panel."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.community.actors import queries as actors
from quartier.funding.calls import models
from quartier.funding.calls.rules import panel as rules
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused, insist

DEFAULT_CRITERIA = [  # published criteria, unweighted (domain §8.2)
    _("Passt zum Aufruf und zu den Zielen des Quartiers"),
    _("Wirkt über die Förderung hinaus"),
    _("Nutzen und Kosten passen zusammen, ersetzt keine Pflichtaufgabe"),
    _("Erfahrung und Ortskenntnis"),
    _("Arbeitet mit anderen zusammen"),
    _("Beteiligt die Nachbarschaft"),
]


def add_member(call, *, person, speaks_for: str, by) -> models.PanelMember:
    """Seat a person in the panel. Who acts for a bidder is biased from the start, once bids are open."""
    with transaction.atomic():
        _must_be_before_the_choice(call)
        member, made = models.PanelMember.objects.get_or_create(call=call, person=person, defaults={"speaks_for": speaks_for})
        if not made:
            raise Refused(_("%(name)s sitzt schon in diesem Gremium.") % {"name": person.name}, field="person")
        _record("calls.add_panel_member", call, by, person)
        exclude_carriers(call)
    return member


def exclude_carriers(call) -> None:
    """Mark members who act for a bidder of this call as biased."""
    organisations = set(call.bids.exclude(state="withdrawn").values_list("organisation_id", flat=True))
    for member in call.panel.filter(bias__isnull=True).select_related("person"):
        if any(actors.acts_for(member.person, organisation) for organisation in organisations):
            models.Bias.objects.create(member=member, reason=_("handelt für eine Bewerberin"), declared_at=clock.now())


def declare_bias(member, reason="", *, by) -> models.Bias:
    """A member keeps out of this call; what it has scored so far does not count any more."""
    with transaction.atomic():
        _must_be_before_the_choice(member.call)
        if hasattr(member, "bias"):
            raise Refused(_("Das ist schon vermerkt."))
        bias = models.Bias.objects.create(member=member, reason=reason, declared_at=clock.now())
        _record("calls.declare_bias", member.call, by, member.person)
    return bias


def set_criteria(call, rows: list[dict], *, by) -> None:
    """Replace the criteria while nobody has scored. `rows`: {label, weight, max_points, is_knock_out}."""
    with transaction.atomic():
        models.Call.objects.select_for_update().get(pk=call.pk)
        if models.Score.objects.filter(bid__call=call).exists():
            raise Refused(_("Es gibt schon Bewertungen. Die Kriterien stehen damit fest."))
        call.criteria.all().delete()
        models.Criterion.objects.bulk_create([models.Criterion(call=call, order=n, **row) for n, row in enumerate(rows)])
        log.record("calls.set_criteria", about=call, place_id=call.place_id, thread_id=call.thread_id, by=by, data={"count": len(rows)})


def score(member, bid, points: dict, comments: dict | None = None, *, by) -> None:
    """One member's points for one bid: criterion id → points; scoring again replaces them. Raises Refused for a biased member."""
    insist(rules.is_unbiased(member))
    if member.person_id != by.pk or bid.call_id != member.call_id:
        raise Refused(_("Sie können nur Ihre eigene Bewertung eintragen."))
    with transaction.atomic():
        call = models.Call.objects.select_for_update().get(pk=member.call_id)
        if call.state != "selecting" or bid.state != "formally_ok":
            raise Refused(_("Bewertet wird erst, wenn die Auswahl begonnen hat, und nur bis zur Entscheidung."))
        for criterion in call.criteria.all():
            value = points.get(criterion.pk)
            if value is None:
                raise Refused(_("Bitte bei „%(what)s“ Punkte geben.") % {"what": criterion.label}, field=f"points_{criterion.pk}")
            insist(rules.points_fit(criterion, value), f"points_{criterion.pk}")
            _write(member, bid, criterion, value, (comments or {}).get(criterion.pk, ""))
        log.record("calls.score", about=bid, place_id=call.place_id, thread_id=call.thread_id, by=by)


def _write(member, bid, criterion, points, comment):
    models.Score.objects.update_or_create(member=member, bid=bid, criterion=criterion, defaults={"points": points, "comment": comment})


def _must_be_before_the_choice(call):
    if models.Call.objects.select_for_update().get(pk=call.pk).state in ("chosen", "no_award", "failed", "withdrawn"):
        raise Refused(_("Die Auswahl ist abgeschlossen."))


def _record(act, call, by, person):
    log.record(act, about=call, place_id=call.place_id, thread_id=call.thread_id, by=by, personal={"name": person.name}, of=person)
