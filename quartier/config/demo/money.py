"""Sources, funds, rules and the yearly allotments, so that every story finds its pot."""

import datetime

from quartier.funding.budgets import actions as budgets
from quartier.funding.budgets import queries, templates_rules
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters

EURO = 100
AKTIONSFONDS, PROJEKTFONDS = "aktionsfonds", "projektfonds"
SHARES = {"bund": 1, "land": 2}  # of three parts; close to what was published for 1999 to 2019
ROUND = 1_000 * EURO
FIRST_YEAR = 2021
LOOKED_BACK = datetime.timedelta(days=120)  # so far back the demo tells of juries in other quarters


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
    own = {"lead_days": 10, "note": "Die Jury tagt hier alle vier Wochen; zehn Tage Vorlauf reichen."}
    fund = world.funds[AKTIONSFONDS]
    made = templates_rules.build("berlin-aktionsfonds", fund, place=world.home, valid_from=clock.today(), retention_years=5, **own)
    budgets.save_rules(made, by=world["katrin"])
    yield world.last_workday(15, 11)
    begins = datetime.date(world.today.year + 1, 1, 1)
    later = {"lead_days": 14, "note": "Zehn Tage waren für die Prüfung zu knapp."}
    made = templates_rules.build("berlin-aktionsfonds", fund, place=world.home, valid_from=begins, retention_years=5, **later)
    budgets.save_rules(made, by=world["katrin"])


def allotments(world, plans):
    """Each October the Senate says how much every quarter gets; project money goes where the demo has projects, a little more than they need."""
    first = (world.today - LOOKED_BACK).year
    for year in range(FIRST_YEAR, world.today.year + 2):
        yield world.at(year - 1, 10, 1, 9) if year > FIRST_YEAR else world.at(2021, 1, 11, 9)
        for place in quarters.active_quarters(clock.today()):
            if year >= first or (year == first - 1 and place == world.home):
                _aktionsfonds(world, place, year)
            wanted = [plan for plan in plans if plan.place == place.slug and plan.programme_year == year and plan.reaches("feasible")]
            _projektfonds(world, place, year, wanted)


def _aktionsfonds(world, place, year) -> None:
    budgets.allot(world.funds[AKTIONSFONDS], place, year, _split(10_000 * EURO), by=world["state"])


def _projektfonds(world, place, year, plans) -> None:
    """What the programme's projects need in each budget year and a tenth more, in whole thousands."""
    need = {}
    for plan in plans:
        for budget_year, cents in plan.years.items():
            need[budget_year] = need.get(budget_year, 0) + cents
    if not need:
        return
    by_year = {budget_year: -(-cents * 11 // (10 * ROUND)) * ROUND for budget_year, cents in sorted(need.items())}
    budgets.allot(
        world.funds[PROJEKTFONDS],
        place,
        year,
        _split(sum(by_year.values())),
        by_year=by_year,
        by=world["state"],
        commit_by_on=datetime.date(year + 1, 12, 31),
    )


def lapses(world):
    """What of a programme is not committed in time goes back to who gave it."""
    for year in range(FIRST_YEAR, world.today.year):
        yield world.at(year + 2, 1, 15, 9)
        fund, note = world.funds[PROJEKTFONDS], f"Das Programm {year} ist zu Ende."
        for place in (world.home, world.pank):
            for budget_year, cents in queries.free_by_year(fund, place, programme_year=year).items():
                if cents:
                    budgets.lapse(fund, place, budget_year, note=note, programme_year=year, by=world["granting"])


def _split(cents: int) -> dict[str, int]:
    first = cents * SHARES["bund"] // sum(SHARES.values())
    return {"bund": first, "land": cents - first}
