"""`quartier init`: an empty city of one's own instead of the demo."""

from django.core.management.base import CommandError
from django.db import transaction

from quartier.config import preparation
from quartier.config.commands import Command as QuartierCommand
from quartier.ground.access import actions as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import actions as quarters
from quartier.ground.quarters import queries
from quartier.ground.quarters.models import Place
from quartier.ground.quarters.slugs import slug_of


class Command(QuartierCommand):
    help = "Legt eine leere Stadt an und gibt einer Person die Verwaltung. Gebiete kommen danach unter /buero/gebiete/ hinzu."
    example = 'quartier init "Musterstadt" --operator anna@musterstadt.example --name "Anna Muster"'

    def add_arguments(self, parser):
        parser.add_argument("city", help="Name der Stadt")
        parser.add_argument("--operator", required=True, help="E-Mail-Adresse der Person, die die Anlage verwaltet")
        parser.add_argument("--name", default="", help="ihr Name")

    def handle(self, *, city, operator, name, **options):
        if "@" not in operator:
            raise CommandError("Bitte eine E-Mail-Adresse angeben, zum Beispiel anna@musterstadt.example.")
        preparation.prepare()
        if queries.city() is not None:
            raise CommandError("Hier gibt es schon eine Stadt. Eine neue braucht eine leere Datenbank.")
        try:
            _begin(city.strip(), operator, name)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{city} ist angelegt. {operator} kann sich unter /konto/ anmelden.")


@transaction.atomic
def _begin(city: str, operator: str, name: str) -> None:
    place = quarters.make_place(kind=Place.Kind.CITY, name=city, slug=slug_of(city))
    person = accounts.find_or_make(email=operator, name=name)
    access.give_role(person=person, role="operator", place=place, by=None)
