"""Verbs of the selection panel."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import queries as actors
from quartier.funding.calls import models
from quartier.funding.calls.rules import calls
from quartier.funding.calls.rules import panel as rules
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.notify import actions as notify

DEFAULT_CRITERIA = [  # published criteria, unweighted (domain §8.2)
    gettext_lazy("Passt zum Aufruf und zu den Zielen des Quartiers"),
    gettext_lazy("Wirkt über die Förderung hinaus"),
    gettext_lazy("Nutzen und Kosten passen zusammen, ersetzt keine Pflichtaufgabe"),
    gettext_lazy("Erfahrung und Ortskenntnis"),
    gettext_lazy("Arbeitet mit anderen zusammen"),
    gettext_lazy("Beteiligt die Nachbarschaft"),
]


def add_member(call, *, person, speaks_for: str, by) -> models.PanelMember:
    """Seat a person in the panel. Who acts for a bidder is out of it as soon as the bids are open (before, it would betray who bids)."""
    with transaction.atomic():
        call = _before_the_choice(call)
        member, made = models.PanelMember.objects.get_or_create(call=call, person=person, defaults={"speaks_for": speaks_for})
        if not made:
            raise Refused(_("%(name)s sitzt schon in diesem Gremium.") % {"name": person.name}, field="person")
        _record("calls.add_panel_member", call, by, person)
        if call.opened_at:
            exclude_carriers(call)
    return member


def remove_member(member, *, by) -> None:
    """Take a person out of the panel again. Raises Refused once she has scored."""
    with transaction.atomic():
        call = _before_the_choice(member.call)
        if member.scores.exists():
            raise Refused(_("%(name)s hat schon bewertet und bleibt im Gremium.") % {"name": member.person.name})
        _record("calls.remove_panel_member", call, by, member.person)
        member.delete()


def exclude_carriers(call) -> None:
    """Mark members who act for a bidder of this call as biased."""
    organisations = set(calls.bids_in(call).values_list("organisation_id", flat=True))
    for member in call.panel.filter(bias__isnull=True).select_related("person").order_by("pk"):
        if organisations & set(actors.organisations_of(member.person).values_list("pk", flat=True)):
            models.Bias.objects.create(member=member, reason=_("handelt für eine Bewerberin"), declared_at=clock.now(), is_automatic=True)


def declare_bias(member, reason="", *, by) -> models.Bias:
    """A member keeps out of this call; what it has scored so far does not count any more."""
    with transaction.atomic():
        call = _before_the_choice(member.call)
        if models.Bias.objects.filter(member=member).exists():
            raise Refused(_("Das ist schon vermerkt."))
        bias = models.Bias.objects.create(member=member, reason=reason, declared_at=clock.now())
        _record("calls.declare_bias", call, by, member.person)
    return bias


def lift_bias(member, *, by) -> None:
    """It was a mistake: the member scores after all. What follows from acting for a bidder cannot be lifted."""
    with transaction.atomic():
        call = _before_the_choice(member.call)
        bias = models.Bias.objects.filter(member=member).first()
        if bias is None or bias.is_automatic:
            raise Refused(_("Das lässt sich nicht aufheben: Die Person handelt für eine Bewerberin."))
        bias.delete()
        _record("calls.lift_bias", call, by, member.person)


def set_criteria(call, rows: list[dict], *, by) -> None:
    """Replace the criteria while nobody has scored. `rows`: {label, weight, max_points, is_knock_out}."""
    with transaction.atomic():
        call = _before_the_choice(call)
        insist(rules.criteria_can_change(call))
        call.criteria.all().delete()
        models.Criterion.objects.bulk_create([models.Criterion(call=call, order=n, **row) for n, row in enumerate(rows)])
        log.record("calls.set_criteria", about=call, place_id=call.place_id, thread_id=call.thread_id, by=by, data={"count": len(rows)})


def score(member, bid, points: dict, comments: dict | None = None, *, by) -> None:
    """One member's points for one bid: criterion id → points; scoring again replaces them. Raises Refused for a biased member."""
    if member.person_id != by.pk or bid.call_id != member.call_id:
        raise Refused(_("Sie können nur Ihre eigene Bewertung eintragen."))
    with transaction.atomic():
        call = models.Call.objects.select_for_update().get(pk=member.call_id)
        insist(rules.is_unbiased(member))
        insist(calls.has_no_part(call, by=by))
        bid = models.Bid.objects.get(pk=bid.pk)
        if call.state != "selecting" or bid.state != "formally_ok" or not call.is_scored:
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


def _before_the_choice(call) -> models.Call:
    call = models.Call.objects.select_for_update().get(pk=call.pk)
    insist(rules.selection_goes_on(call))
    return call


def _record(act, call, by, person):
    log.record(act, about=call, place_id=call.place_id, thread_id=call.thread_id, by=by, personal={"name": person.name}, of=person)


def tell_members(call) -> None:
    """The selection begins: who scores gets a mail."""
    for seat in call.panel.filter(bias=None).select_related("person").order_by("pk"):
        notify.mail(to_person=seat.person, template="calls/mail/selection_begins", context={"call": call}, about=call, place=call.place)


def forget_person(person) -> None:
    """Blank what people wrote about themselves and others in panels and sketches; points and seats stay for the audit."""
    models.Bias.objects.filter(member__person=person).update(reason="")
    models.Score.objects.filter(member__person=person).update(comment="")
    for bid in models.Bid.objects.filter(person=person).exclude(sketch={}):
        bid.sketch = {**bid.sketch, "contact": ""}
        bid.save(update_fields=["sketch"])
