"""Bodies, their rules, and who sits in them."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from quartier.community.councils import models, queries, rules, templates_of_rules, words
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.quarters import actions as quarters
from quartier.ground.ui import german

RESERVED = frozenset({"sitzung", "abstimmung", "top", "neu", "sitz"})
SLUG_TAKEN = lazy("Ein Gremium mit dieser Adresse gibt es hier schon. Bitte eine andere wählen.")


def make_body(*, place, kind, name, by, slug="", purpose="", meets="", from_on=None, template="") -> models.Body:
    """Found a body with rules from a template, valid from its first day. Raises Refused if the address is taken."""
    from_on = from_on or clock.today()
    slug = slug or slugify(name.replace("ß", "ss"))[:60]
    if slug in RESERVED:
        raise Refused(SLUG_TAKEN, field="slug")
    try:
        with transaction.atomic():
            body = models.Body.objects.create(place=place, kind=kind, name=name, slug=slug, purpose=purpose, meets=meets, from_on=from_on)
            code = template or templates_of_rules.default(kind)
            _write_rules(body, templates_of_rules.values(code), valid_from=from_on, by=by, template=code)
            log.record("councils.make_body", about=body, place_id=place.pk, by=by, data={"kind": kind, "template": code})
            quarters.touch(place.pk)
    except IntegrityError:
        raise Refused(SLUG_TAKEN, field="slug") from None
    return body


def change_body(body, *, by, name, purpose, meets) -> models.Body:
    """Change how a body is called and described."""
    with transaction.atomic():
        body = _locked(body)
        body.name, body.purpose, body.meets = name, purpose, meets
        body.save(update_fields=["name", "purpose", "meets"])
        log.record("councils.change_body", about=body, place_id=body.place_id, by=by)
        quarters.touch(body.place_id)
        return body


def end_body(body, *, until_on, by, reason) -> models.Body:
    """End a body; its seats end with it. Raises Refused before its first day or while a meeting is planned after it."""
    with transaction.atomic():
        body = _locked(body)
        _must_be_endable(body, until_on)
        body.until_on = until_on
        body.save(update_fields=["until_on"])
        body.seats.on(until_on).filter(until_on=None).update(until_on=until_on, end_reason=_("Das Gremium endet."))
        log.record("councils.end_body", about=body, place_id=body.place_id, by=by, data={"until_on": until_on}, personal={"reason": reason})
        quarters.touch(body.place_id)
        return body


def _must_be_endable(body, until_on):
    if until_on < body.from_on:
        raise Refused(
            _("Das Gremium besteht seit %(day)s. Bitte einen späteren Tag wählen.") % {"day": german.day(body.from_on)}, field="until_on"
        )
    later = body.meetings.filter(state__in=("planned", "invited", "open"), starts_at__date__gt=until_on).order_by("starts_at").first()
    if later:
        sentence = _("Am %(day)s ist noch eine Sitzung geplant. Bitte erst absagen.") % {"day": german.day(later.starts_at)}
        raise Refused(sentence, field="until_on")


# -- rules


def adopt_rules(body, *, values: dict, valid_from, by, note="", template="") -> models.RulesOfProcedure:
    """Write a new dated version of a body's rules. Raises Refused if it begins before the last one or before a vote."""
    with transaction.atomic():
        body = _locked(body)
        latest = body.rules.filter(withdrawn_at=None).order_by("-valid_from").values_list("valid_from", flat=True).first()
        insist(rules.starts_after(valid_from, latest, queries.latest_decision_day(body)), field="valid_from")
        version = _write_rules(body, values, valid_from=valid_from, by=by, note=note, template=template)
        facts = {"version": version.version, "valid_from_on": valid_from}
        log.record("councils.adopt_rules", about=body, place_id=body.place_id, by=by, data=facts)
        quarters.touch(body.place_id)
        return version


def withdraw_rules(version, *, by, reason) -> models.RulesOfProcedure:
    """Take back a version that does not hold yet. Raises Refused once it holds, or without a reason."""
    with transaction.atomic():
        body = _locked(version.body)
        version = models.RulesOfProcedure.objects.select_for_update().get(pk=version.pk)
        if version.withdrawn_at or version.valid_from <= clock.today() or version.votes.exists():
            raise Refused(_("Diese Fassung gilt schon. Ändern geht mit einer neuen Fassung."))
        if not reason.strip():
            raise Refused(_("Bitte einen Grund eintragen. Er steht danach im Verlauf."), field="reason")
        version.withdrawn_at = clock.now()
        version.save(update_fields=["withdrawn_at"])
        facts = {"version": version.version}
        log.record("councils.withdraw_rules", about=body, place_id=body.place_id, by=by, data=facts, personal={"reason": reason})
        quarters.touch(body.place_id)
        return version


def _write_rules(body, values, *, valid_from, by, note="", template=""):
    last = body.rules.order_by("-version").values_list("version", flat=True).first() or 0
    known = {field.name for field in models.RulesOfProcedure._meta.fields}
    fields = {name: value for name, value in values.items() if name in known}
    return models.RulesOfProcedure.objects.create(
        **{
            **fields,
            "body": body,
            "version": last + 1,
            "valid_from": valid_from,
            "note": note,
            "template": template,
            "made_at": clock.now(),
            "made_by": by,
        }
    )


# -- seats


def add_seat(
    body,
    *,
    person,
    kind,
    by,
    from_on=None,
    until_on=None,
    organisation=None,
    weight=None,
    is_chair=False,
    is_speaker=False,
    substitute_for=None,
) -> models.Seat:
    """Give a person a seat. Raises Refused if the person has one already, or belongs to the team where the team has no vote."""
    from_on = from_on or clock.today()
    with transaction.atomic():
        body = _locked(body)
        _must_be_free(body, person, from_on, until_on, substitute_for)
        seat = models.Seat.objects.create(
            body=body,
            person=person,
            kind=kind,
            organisation=organisation,
            weight=weight,
            is_chair=is_chair,
            is_speaker=is_speaker,
            substitute_for=substitute_for,
            from_on=from_on,
            until_on=until_on,
        )
        facts = {"kind": kind, "chair": is_chair, "from_on": from_on, "substitute": substitute_for is not None}
        log.record("councils.add_seat", about=seat, place_id=body.place_id, by=by, data=facts, personal={"name": person.name}, of=person)
        quarters.touch(body.place_id)
        return seat


def _must_be_free(body, person, from_on, until_on, substitute_for):
    if until_on and until_on < from_on:
        raise Refused(_("Das Ende liegt vor dem Anfang. Bitte den Tag prüfen."), field="until_on")
    if from_on < body.from_on:
        raise Refused(
            _("Das Gremium besteht seit %(day)s. Bitte einen späteren Tag wählen.") % {"day": german.day(body.from_on)}, field="from_on"
        )
    taken = body.seats.filter(person=person).exclude(until_on__lt=from_on)
    if until_on:
        taken = taken.filter(from_on__lte=until_on)
    if taken.exists():
        raise Refused(_("%(name)s hat in dieser Zeit schon einen Sitz in diesem Gremium.") % {"name": person.name})
    if substitute_for and (substitute_for.body_id != body.pk or substitute_for.substitute_for_id):
        raise Refused(_("Vertreten wird ein Sitz dieses Gremiums, nicht eine andere Vertretung."), field="substitute_for")
    team = [one.pk for role in ("team_member", "team_lead") for one in access.persons_with(role, body.place)]
    insist(rules.may_sit(person.pk, team, queries.rules(body, from_on)))


def change_seat(seat, *, by, organisation=None, weight=None, is_chair=False, is_speaker=False) -> models.Seat:
    """Change what a seat is for; the person and the first day stay."""
    with transaction.atomic():
        body = _locked(seat.body)
        seat = models.Seat.objects.select_for_update().get(pk=seat.pk)
        seat.organisation, seat.weight, seat.is_chair, seat.is_speaker = organisation, weight, is_chair, is_speaker
        seat.save(update_fields=["organisation", "weight", "is_chair", "is_speaker"])
        facts = {"chair": is_chair, "speaker": is_speaker, "weight": weight}
        log.record("councils.change_seat", about=seat, place_id=body.place_id, by=by, data=facts)
        quarters.touch(body.place_id)
        return seat


def end_seat(seat, *, until_on, by, reason="") -> models.Seat:
    """End a seat with a day, which still counts; its substitutes end with it. Raises Refused before its first day."""
    with transaction.atomic():
        body = _locked(seat.body)
        seat = models.Seat.objects.select_for_update().get(pk=seat.pk)
        if until_on < seat.from_on:
            raise Refused(
                _("Der Sitz besteht seit %(day)s. Bitte einen späteren Tag wählen.") % {"day": german.day(seat.from_on)}, field="until_on"
            )
        if seat.until_on and seat.until_on < clock.today():
            raise Refused(_("Dieser Sitz ist schon seit %(day)s zu Ende.") % {"day": german.day(seat.until_on)})
        seat.until_on, seat.end_reason = until_on, reason
        seat.save(update_fields=["until_on", "end_reason"])
        open_ended = seat.substitutes.filter(from_on__lte=until_on).exclude(until_on__lt=until_on)
        open_ended.update(until_on=until_on, end_reason=_("Der vertretene Sitz endet."))
        facts = {"until_on": until_on}
        log.record("councils.end_seat", about=seat, place_id=body.place_id, by=by, data=facts, personal={"reason": reason}, of=seat.person)
        quarters.touch(body.place_id)
        return seat


def set_name_consent(seat, *, publishes: bool, by, public_name="") -> models.Seat:
    """The person says whether, and under which name, the seat shows who sits there. Taking it back works at once."""
    with transaction.atomic():
        seat = models.Seat.objects.select_for_update(of=("self",)).select_related("body", "person").get(pk=seat.pk)
        if publishes and not public_name.strip():
            raise Refused(
                _("Bitte eintragen, wie der Name dastehen soll, zum Beispiel „%(name)s“.") % {"name": words.short_name(seat.person.name)},
                field="public_name",
            )
        seat.publishes_name, seat.public_name = publishes, public_name.strip() if publishes else ""
        seat.consent_at = clock.now() if publishes else None
        seat.save(update_fields=["publishes_name", "public_name", "consent_at"])
        log.record("councils.set_name_consent", about=seat, place_id=seat.body.place_id, by=by, data={"publishes": publishes})
        quarters.touch(seat.body.place_id)
        return seat


def _locked(body):
    return models.Body.objects.select_for_update(of=("self",)).select_related("place").get(pk=body.pk)
