"""What people may and may not, and how they are written down."""

import pytest
from django.db import IntegrityError, transaction

from quartier.ground.accounts import rules
from quartier.ground.accounts.models import Person
from quartier.ground.accounts.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_addresses_are_kept_in_small_letters_and_found_in_any_spelling():
    person = make_person(email=" Lea.Brandt@Beispiel.DE ")
    assert person.email == "lea.brandt@beispiel.de"
    assert Person.objects.with_email("LEA.brandt@beispiel.de") == person
    assert Person.objects.get(email="Lea.Brandt@beispiel.de") == person


def test_many_people_may_have_no_address_but_none_the_same_one():
    make_person(email=None), make_person(email=""), make_person(email="a@b.de")
    assert Person.objects.filter(email=None).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(email="A@B.de")


def test_nobody_has_a_password():
    person = make_person()
    person.set_password("geheim")
    assert not person.has_usable_password()
    assert not person.check_password("geheim")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, None),
        ({"is_active": False}, "Dieser Zugang ist geschlossen."),
        ({"email": None}, "Ohne E-Mail-Adresse gibt es keine Anmeldung. Das Büro kann eine eintragen."),
    ],
)
def test_who_can_sign_in(facts, sentence):
    assert rules.can_sign_in(make_person(**facts)) == sentence
