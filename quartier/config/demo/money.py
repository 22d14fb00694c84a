"""Sources, funds, rules and the yearly allotments, so that every story finds its pot."""

from quartier.config.demo.world import HOME, PANK
from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import templates_rules
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

EURO = 100
AKTIONSFONDS, PROJEKTFONDS = "aktionsfonds", "projektfonds"
SHARES = {"bund": 1, "land": 2}  # of three parts; close to what was published for 1999 to 2019
PROJECT_SHARES = (15, 25, 25, 20, 15)  # per cent in the programme year and the four after it
FIRST_YEAR = 2021


def rules(world):
    """Funds and their rules as they hold since 2021; Donaustraße-Nord has a shorter lead since 2024."""
    yield world.at(2021, 1, 4)
    budgets.make_source("bund", "Bundesrepublik Deutschland", order=1)
    budgets.make_source("land", "Land Berlin", order=2)
    purposes = {
        AKTIONSFONDS: ("Aktionsfonds", "Kleine, schnelle Aktionen, die Freiwillige tragen: bis 1.500 Euro."),
        PROJEKTFONDS: ("Projektfonds", "Vorhaben, die ein Träger über ein bis drei Jahre durchführt."),
    }
    for order, (code, (label, purpose)) in enumerate(purposes.items()):
        fund = world.funds[code] = budgets.make_fund(code, label, purpose=purpose, order=order)
        made = templates_rules.build(f"berlin-{code}", fund, valid_from=clock.today(), retention_years=5)
        budgets.save_rules(made, by=world["state"])
    yield world.at(2024, 1, 8)
    own = {"lead_days": 10, "note": "Die Jury tagt hier alle fünf Wochen; zehn Tage Vorlauf reichen."}
    fund = world.funds[AKTIONSFONDS]
    made = templates_rules.build("berlin-aktionsfonds", fund, place=world.home, valid_from=clock.today(), retention_years=5, **own)
    budgets.save_rules(made, by=world["katrin"])


def allotments(world):
    """Each January the Senate gives every quarter its money; Donaustraße-Nord and Pankstraße get project money for years ahead."""
    for year in range(FIRST_YEAR, world.today.year + 2):
        yield world.at(year - 1, 12, 15, 9) if year > FIRST_YEAR else world.at(2021, 1, 11, 9)
        recent = year >= world.today.year - 1
        for place in quarters.active_quarters(clock.today()):
            if recent or place.slug in (HOME, PANK):
                _aktionsfonds(world, place, year)
            if place.slug in (HOME, PANK):
                _projektfonds(world, place, year)


def _aktionsfonds(world, place, year) -> None:
    budgets.allot(world.funds[AKTIONSFONDS], place, year, _split(10_000 * EURO), by=world["state"])


def _projektfonds(world, place, year) -> None:
    percents = {year + step: percent for step, percent in enumerate(PROJECT_SHARES)}
    by_source = _split(540_000 * EURO)
    budgets.allot(
        world.funds[PROJEKTFONDS],
        place,
        year,
        by_source,
        percents=percents,
        by=world["state"],
        commit_by_on=clock.today().replace(year=year, month=12, day=31),
    )


def _split(cents: int) -> dict[str, int]:
    first = cents * SHARES["bund"] // sum(SHARES.values())
    return {"bund": first, "land": cents - first}
