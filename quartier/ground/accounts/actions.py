"""Verbs about people; the only writers of `Person`."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from quartier.ground.accounts import rules
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, log, refusal

ERASED_NAME = "Gelöscht"
HOUSE = 0  # people belong to no place: their acts stand in the log's chain of the house itself


def make_person(*, name: str, email: str | None = None, phone: str = "", language: str = "de", by=None, **more) -> Person:
    """Write a person down, with or without an address. Raises `Refused` if the address belongs to someone already."""
    refusal.insist(None if name.strip() else rules.NEEDS_NAME, "name")
    try:
        with transaction.atomic():
            person = Person.objects.create(name=name.strip(), email=email, phone=phone.strip(), language=language, **more)
            log.record("accounts.make_person", about=person, place_id=HOUSE, by=by, personal={"name": person.name}, of=person)
    except IntegrityError:
        raise refusal.Refused(rules.ADDRESS_TAKEN, field="email") from None
    return person


def find_or_make(*, email: str, name: str = "", phone: str = "", by=None) -> Person:
    """The person with this address; made if there is none. A name already written down stays."""
    found = Person.objects.with_email(email)
    if found:
        return found
    try:
        return make_person(name=name.strip() or email.partition("@")[0], email=email, phone=phone, by=by)
    except refusal.Refused:  # another request was quicker
        return Person.objects.get(email=email)


@transaction.atomic
def note_sign_in(person: Person) -> None:
    """A human has shown that the address is theirs: the row that the office made is claimed from now on."""
    if Person.objects.filter(pk=person.pk, claimed_at__isnull=True).update(claimed_at=clock.now()):
        log.record("accounts.claim_person", about=person, place_id=HOUSE, by=person)


@transaction.atomic
def change_details(person: Person, *, name: str, phone: str, language: str, contact_note: str, by) -> None:
    """The person's own words about herself."""
    refusal.insist(None if name.strip() else rules.NEEDS_NAME, "name")
    person.name, person.phone, person.language, person.contact_note = name.strip(), phone, language, contact_note
    person.save(update_fields=["name", "phone", "language", "contact_note"])
    log.record("accounts.change_details", about=person, place_id=HOUSE, by=by, personal={"name": person.name}, of=person)


@transaction.atomic
def set_address(person: Person, email: str | None, *, by) -> None:
    """The office writes down or corrects the address of a person who has not signed in yet. Raises `Refused`."""
    refusal.insist(rules.can_take_address(person, email), "email")
    EmailAddress.objects.filter(user=person).delete()
    person.email = email
    person.save(update_fields=["email"])
    log.record("accounts.set_address", about=person, place_id=HOUSE, by=by, personal={"email": person.email or ""}, of=person)


@transaction.atomic
def set_postal(person: Person, *, street: str, postcode: str, town: str, by) -> None:
    """The office writes down where letters to a person go; all empty: nowhere known. Raises `Refused` for a person who is erased."""
    refusal.insist(rules.IS_ERASED if person.erased_at else None)
    person.street, person.postcode, person.town = street.strip(), postcode.strip(), town.strip()
    person.save(update_fields=["street", "postcode", "town"])
    log.record("accounts.set_postal", about=person, place_id=HOUSE, by=by, personal={"lines": person.postal_lines[1:]}, of=person)


@transaction.atomic
def erase_person(person: Person, *, by) -> None:
    """Blank the row, close the sign-in, take the name out of the log. The number stays, so that books and figures still add up."""
    _drop_sign_in(person)
    blank = dict.fromkeys(("phone", "street", "postcode", "town", "contact_note", "demo_role", "demo_note"), "")
    Person.objects.filter(pk=person.pk).update(name=ERASED_NAME, email=None, is_active=False, erased_at=clock.now(), **blank)
    log.record("accounts.erase_person", about=person, place_id=HOUSE, by=by)
    log.erase_person(person.pk, by=by)
    person.refresh_from_db()


def _drop_sign_in(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
