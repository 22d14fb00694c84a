import pytest

from quartier.ground.access.models import Membership
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock
from quartier.ground.quarters.models import Office
from quartier.ground.quarters.tests import factories


@pytest.fixture(autouse=True)
def disk(tmp_path, settings):
    """Each test has a disk of its own, and mail goes to the page of the demo unless it says otherwise."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MAIL_URL = "outbox:"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"  # Django's test runner puts another in its place


@pytest.fixture(autouse=True)
def words(settings, tmp_path):
    """Templates for the tests' own mails and letters."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path / "words"]}]
    folder = tmp_path / "words" / "probe"
    folder.mkdir(parents=True)
    (folder / "mail.txt").write_text(
        "Ihre Idee „{{ title }}“\n\nGuten Tag {{ person.name }},\n\n\n\nlesen Sie hier: {{ base_url }}/x/?a=1&b=2\n"
    )
    (folder / "letter.txt").write_text(LETTER)
    from quartier.ground.notify import texts

    texts._compiled.clear()


LETTER = """# Ihr Antrag ist bewilligt: 1.500 Euro

Sehr geehrte Frau {{ person.name }},

die Jury hat zugestimmt. {{ remark }}

> # Das Wichtigste in einfachen Worten
> 1. Sie bekommen bis zu 1.500 Euro.
> 2. Heben Sie jeden Kassenzettel auf.

## Kosten
| Papier, Draht | 310,00 €
| Suppe | 1.190,00 €
| = bewilligt, höchstens | 1.500,00 €

## Bedingungen
{% for condition in conditions %}
1. {{ condition }}
{% endfor %}
"""


@pytest.fixture
def place(db):
    made = factories.make_quarter()
    Office.objects.create(
        place=made, name="Vor-Ort-Büro", address="Donaustraße 7, 12043 Berlin", phone="030 0000 00", email="qm@quartier.example"
    )
    return made


def make_person(name="Ivana Petrović", email="ivana@beispiel.de", role=None, place=None, **facts):
    made = Person.objects.create(name=name, email=email, **facts)
    if role:
        Membership.objects.create(person=made, role=role, place=place, from_on=clock.today())
    return made


@pytest.fixture
def ivana(db):
    return make_person(street="Donaustraße 88", postcode="12043", town="Berlin")


@pytest.fixture
def team(place):
    return make_person("Lea Brandt", "lea@quartier.example", "team_member", place)
