"""Verbs about organisations and their people; the only writers."""

from datetime import date

from django.db import IntegrityError, transaction

from quartier.community.actors import models, rules
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions as quarters

WORDS = (
    "name",
    "legal_form",
    "about",
    "street",
    "postcode",
    "town",
    "email",
    "phone",
    "website",
    "is_public",
    "shows_contact",
)


def make_organisation(*, place, name, legal_form, by, **words) -> models.Organisation:
    """Write an organisation down. Raises Refused if the place has one of this name."""
    organisation = models.Organisation(place=place, name=name.strip(), legal_form=legal_form, made_at=clock.now(), **words)
    return _save(organisation, "make_organisation", by)


def change_organisation(organisation, *, by, **words) -> models.Organisation:
    """Change what is known about it. Raises Refused if the place has another one of this name."""
    with transaction.atomic():
        organisation = models.Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=organisation.pk)
        for word in words.keys() & set(WORDS):
            setattr(organisation, word, words[word])
        return _save(organisation, "change_organisation", by)


def _save(organisation, verb, by):
    with transaction.atomic():
        _must_be(rules.name_is_free(organisation), field="name")
        try:
            with transaction.atomic():
                organisation.save()
        except IntegrityError:  # somebody else wrote the same name at this moment
            raise Refused(rules.NAME_TAKEN, field="name") from None
        _record(verb, organisation, by, {"is_public": organisation.is_public})
        quarters.touch(organisation.place_id)
    return organisation


def add_contact(organisation, *, person, role, from_on: date, until_on: date | None = None, is_public=False, by) -> models.Contact:
    """The person acts for the organisation from a day on. Raises Refused if she already does in this span."""
    with transaction.atomic():
        models.Organisation.objects.select_for_update().get(pk=organisation.pk)
        _must_be(rules.may_join(organisation, person, from_on, until_on), field="person")
        contact = models.Contact.objects.create(
            organisation=organisation, person=person, role=role, from_on=from_on, until_on=until_on, is_public=is_public
        )
        _record("add_contact", organisation, by, {"contact": contact.pk, "from_on": str(from_on)}, {"name": person.name, "role": role})
        quarters.touch(organisation.place_id)
    return contact


def end_contact(contact, *, until_on: date, by) -> models.Contact:
    """The person acts for the organisation until this day, the day included."""
    with transaction.atomic():
        contact = models.Contact.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contact.pk)
        _must_be(rules.may_end(contact, until_on), field="until_on")
        contact.until_on = until_on
        contact.save(update_fields=["until_on"])
        _record("end_contact", contact.organisation, by, {"contact": contact.pk, "until_on": str(until_on)})
        quarters.touch(contact.organisation.place_id)
    return contact


def forget_person(person) -> int:
    """Take role and public name away and end what still runs; the span stays, because awards point at it. Returns how many."""
    rows = models.Contact.objects.filter(person=person)
    today = clock.today()
    rows.filter(until_on__isnull=True, from_on__lte=today).update(until_on=today)
    return rows.update(role="", is_public=False)


def _record(verb, organisation, by, data, personal=None):
    log.record(f"actors.{verb}", about=organisation, place_id=organisation.place_id, by=by, data=data, personal=personal or {})


def _must_be(sentence, field=None):
    if sentence:
        raise Refused(sentence, field=field)
