"""Verbs about people; the only writers of `Person`."""

from django.db import IntegrityError, transaction

from quartier.ground.accounts import models
from quartier.ground.acts import clock, log


def make_person(*, name: str, email: str | None = None, phone: str = "", language: str = "de", by=None, **more) -> models.Person:
    """Write a person down, with or without an address. Raises `Refused` if the address belongs to someone already."""
    from quartier.ground.accounts import rules
    from quartier.ground.acts.refusal import Refused

    try:
        with transaction.atomic():
            person = models.Person.objects.create(name=name.strip(), email=email, phone=phone.strip(), language=language, **more)
    except IntegrityError:
        raise Refused(rules.ADDRESS_TAKEN, field="email") from None
    log.record("accounts.make_person", about=person, by=by, personal={"name": person.name})
    return person


def find_or_make(*, email: str, name: str = "", phone: str = "", by=None) -> models.Person:
    """The person with this address; made if there is none. A name already written down stays."""
    from quartier.ground.acts.refusal import Refused

    found = models.Person.objects.with_email(email)
    if found:
        return found
    try:
        return make_person(name=name or email.partition("@")[0], email=email, phone=phone, by=by)
    except Refused:  # another request was quicker
        return models.Person.objects.get(email=email.strip().lower())


def note_sign_in(person: models.Person) -> None:
    """A human has shown that the address is theirs: the row that the office made is claimed from now on."""
    changed = models.Person.objects.filter(pk=person.pk, claimed_at__isnull=True).update(claimed_at=clock.now())
    if changed:
        log.record("accounts.claim_person", about=person, by=person)


def change_details(person: models.Person, *, name: str, phone: str, language: str, contact_note: str, by) -> None:
    """The person's own words about herself."""
    person.name, person.phone, person.language, person.contact_note = name, phone, language, contact_note
    person.save(update_fields=["name", "phone", "language", "contact_note"])
    log.record("accounts.change_details", about=person, by=by, personal={"name": name})


def erase_person(person: models.Person, *, by) -> None:
    """Blank the row, close the sign-in, and take the name out of the log. The number stays, so that books still add up."""
    with transaction.atomic():
        log.record("accounts.erase_person", about=person, by=by)
        models.Person.objects.filter(pk=person.pk).update(
            name="Gelöscht", email=None, phone="", contact_note="", is_active=False, erased_at=clock.now(), demo_note="", demo_role=""
        )
        _drop_sign_in(person)
        log.erase_person(person.pk)
    person.refresh_from_db()


def _drop_sign_in(person: models.Person) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=person):
        session.end()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
