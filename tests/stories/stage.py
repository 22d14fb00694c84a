"""Where the stories are played: a small Berlin with two quarters, their people, bodies, funds and money."""

import datetime
from dataclasses import dataclass, field

from quartier.community.actors import actions as actors
from quartier.community.councils import actions as councils
from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import templates_rules
from quartier.ground.access import actions as access
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock
from quartier.ground.quarters import actions as quarters
from quartier.ground.quarters.models import Phase, Place

BEGAN = datetime.date(2021, 1, 1)
STAFF = {  # name → (role, where)
    "Lea Brandt": ("team_member", "quarter"),
    "Cem Arslan": ("team_lead", "quarter"),
    "Ruth Albers": ("district_coordinator", "district"),
    "Uwe Fischer": ("specialist_dept", "district"),
    "Gerd Hansen": ("granting_officer", "district"),
    "Inge Baumann": ("granting_officer", "district"),
    "Sabine Vogt": ("state_coordinator", "city"),
    "Paul Lorenz": ("auditor", "city"),
    "Nora Kühn": ("operator", "city"),
    "Olga Weiß": ("team_member", "other"),
    "Tarek Saleh": ("team_lead", "other"),
}
JURY = ("Aylin Tekin", "Bernd Krause", "Fatou Diallo", "Hanna Ziegler", "Jonas Wolf", "Maryam Sadeghi", "Viktor Lange")
COUNCIL = ("Meryem Aydın", "Ole Petersen", "Ewa Nowak", "Karim Haddad", "Anh Tran", "Duygu Kaya", "Ivan Popescu")
CARRIERS = {"Werkhof Wedding gGmbH": "Samira Rahimi", "Grüne Höfe e. V.": "Marta Lorenz"}
RESIDENTS = ("Ivana Petrović", "Yusuf Demir")


@dataclass
class Stage:
    """What a story needs to know of the place where it is played."""

    place: Place
    other: Place
    people: dict = field(default_factory=dict)

    def person(self, name: str):
        """Somebody of the cast, by name."""
        return self.people[name]


def build(on: datetime.date = BEGAN, name="Reinickendorfer Straße / Pankstraße", slug="reinickendorfer-strasse-pankstrasse") -> Stage:
    """Build the place by the real actions, as of a day."""
    with clock.at(on):
        city = quarters.make_place(kind=Place.Kind.CITY, name="Berlin", slug="berlin", region="BE")
        district = quarters.make_place(kind=Place.Kind.DISTRICT, name="Mitte", slug="mitte", parent=city)
        stage = Stage(_quarter(district, name, slug, "PK"), _quarter(district, "Badstraße", "badstrasse", "BA"))
        _people(stage, {"quarter": stage.place, "other": stage.other, "district": district, "city": city})
        _money(stage)
        _bodies(stage)
    return stage


def _quarter(district, name, slug, code) -> Place:
    place = quarters.make_place(kind=Place.Kind.QUARTER, name=name, slug=slug, parent=district, code=code)
    quarters.begin_phase(place, kind=Phase.Kind.STARTING, from_on=datetime.date(2009, 1, 1))
    quarters.begin_phase(place, kind=Phase.Kind.ACTIVE, from_on=datetime.date(2010, 1, 1))
    address = "Prinz-Eugen-Straße 1, 13347 Berlin"
    quarters.save_office(place, name=f"Quartiersbüro {name}", address=address, phone="030 23125 100", email=f"team@{slug}.example")
    return place


def _person(stage: Stage, name: str, note: str):
    word = name.lower().translate(str.maketrans({" ": ".", "ö": "oe", "ü": "ue", "ß": "ss", "ć": "c", "ı": "i"}))
    stage.people[name] = accounts.make_person(name=name, email=f"{word}@beispiel.example", is_demo=True, demo_role=note)
    return stage.people[name]


def _people(stage: Stage, where: dict) -> None:
    for name, (role, place) in STAFF.items():
        access.give_role(_person(stage, name, role), role, where[place], from_on=BEGAN)
    for name in RESIDENTS:
        _person(stage, name, "resident")
    lead = stage.person("Cem Arslan")
    for title, name in CARRIERS.items():
        carrier = actors.make_organisation(
            place=stage.place, name=title, legal_form="ggmbh", by=lead, street="Gerichtstraße 23", postcode="13347"
        )
        actors.add_contact(carrier, person=_person(stage, name, "carrier"), role="Leitung", from_on=BEGAN, by=lead)


def _bodies(stage: Stage) -> None:
    lead = stage.person("Cem Arslan")
    for kind, name, members in (("jury", "Aktionsfondsjury", JURY), ("council", "Quartiersrat", COUNCIL)):
        body = councils.make_body(place=stage.place, kind=kind, name=name, by=lead, from_on=clock.today())
        for number, member in enumerate(members):
            person = _person(stage, member, kind)
            councils.add_seat(body, person=person, kind="resident", by=lead, from_on=clock.today(), is_chair=number == 0)


def _money(stage: Stage) -> None:
    state = stage.person("Sabine Vogt")
    for order, (code, label) in enumerate((("bund", "Bund"), ("land", "Land"), ("efre", "EFRE"))):
        budgets.make_source(code, label, order=order)
    for code, label in (("aktionsfonds", "Aktionsfonds"), ("projektfonds", "Projektfonds")):
        rules = templates_rules.build(f"berlin-{code}", budgets.make_fund(code, label), valid_from=clock.today())
        budgets.save_rules(rules, by=state)


def allot(stage: Stage, year: int, **by_source) -> None:
    """The pot of the Aktionsfonds for a year: 10,000 € if nothing else is said."""
    fund = budgets.make_fund("aktionsfonds", "Aktionsfonds")
    budgets.allot(fund, stage.place, year, by_source or {"bund": 500_000, "land": 500_000}, by=stage.person("Sabine Vogt"))


def allot_project(stage: Stage, programme_year: int, by_year: dict, by_source: dict) -> None:
    """The pot of the Projektfonds of a programme year, spread over budget years."""
    fund = budgets.make_fund("projektfonds", "Projektfonds")
    budgets.allot(fund, stage.place, programme_year, by_source, by_year=by_year, by=stage.person("Sabine Vogt"))
