"""The running project: letter, money by year, receipts, yearly reports, proof, end."""

import datetime

from quartier.config.demo.stories import grant
from quartier.config.demo.world import ONE_DAY, in_office, tomorrow
from quartier.funding.grants.actions import awards, payments, proofs, receipts
from quartier.funding.projects import actions as projects
from quartier.ground.acts import clock

HALVES = ((1, 1), (7, 1))  # month and day from which each half of a year is asked for
SHARES = (("staff", "Lohn der Projektleitung", 60), ("fee", "Honorare", 20), ("materials", "Material und Raum", 20))
SLIP = 4  # days after its day on which a milestone is reached, where a plan says nothing else
ENDS_EARLY = 66  # days before the demo's day on which a project stops: its accounts are a few days late


def run(world, plan, bid):
    """From the award to the closed case."""
    yield plan.moment("award")
    award = awards.prepare(bid=bid, by=world["granting"])
    if not plan.reaches("award_drafted"):
        return
    yield plan.moment("grant")
    award = awards.grant(award, by=world["granting"])
    if not plan.reaches("granted"):
        return
    yield plan.moment("accept")
    award = awards.accept(award, account_holder=award.organisation.name, iban=grant.IBANS[0], by=award.person)
    world.cases["award", plan.key] = award
    _page(plan, award)
    if plan.until == "terminated":
        yield from _terminate(world, plan, award)
        return
    for year, cents in award.years.items():
        yield from _year(world, plan, award, year, cents)
    if plan.until == "closed_project":
        yield from _end(world, plan, award)


def _page(plan, award) -> None:
    project = award.project
    if plan.project.get("text"):
        projects.describe(project, by=award.person, text=plan.project["text"])
    if rows := _milestones(plan, award):
        projects.set_milestones(project, rows, by=award.person)


def _milestones(plan, award) -> list[dict]:
    """What the project wants to reach, and what of it is reached by now."""
    rows = []
    for label, due, *reached in plan.project.get("milestones", ()):
        reached_on = award.starts_on + (reached or [due + SLIP])[0] * ONE_DAY
        reached_on = reached_on if reached_on <= clock.today() else None
        rows.append({"label": label, "due_on": award.starts_on + due * ONE_DAY, "reached_on": reached_on})
    return rows


def milestones(world, plan):
    """The carrier notes each milestone when it is reached."""
    for _label, due, *reached in plan.project.get("milestones", ()):
        yield tomorrow(clock.in_berlin(plan.starts_on), (reached or [due + SLIP])[0], 17)
        award = world.cases.get(("award", plan.key))
        if award is not None:
            projects.set_milestones(award.project, _milestones(plan, award), by=award.person)


def _terminate(world, plan, award):
    """Some money is spent, then it cannot go on."""
    yield max(tomorrow(clock.now(), 2), clock.in_berlin(award.starts_on, datetime.time(10)))
    year = min(award.years)
    part = award.years[year] // 2
    yield from _drawdown(world, award, year, part)
    yield max(tomorrow(clock.now(), 9), world.workday(-ENDS_EARLY, 11))
    _spend(award, part * 70 // 100, min(year, clock.today().year))
    awards.terminate(award, plan.end_reason, ends_on=min(clock.today(), award.ends_on), by=award.person)


def _year(world, plan, award, year, cents):
    """Two drawdowns a year; what was bought goes on the list; in February the report on the year before."""
    for half, (month, day) in enumerate(HALVES):
        begins = max(datetime.date(year, month, day), award.starts_on, (clock.now() + datetime.timedelta(days=1)).date())
        if begins > min(datetime.date(year, 12, 20), award.ends_on):
            continue
        part = cents // 2 if not half else cents - _asked(award, year)
        yield in_office(clock.in_berlin(begins), 4, 10)
        if plan.refused_drawdown and not award.drawdowns.exists():
            yield from _refused(world, plan, award, year, cents)
        yield from _drawdown(world, award, year, part or cents)
        yield tomorrow(clock.now(), 70, 16)
        _spend(award, part * 97 // 100, year)
    if year < max(award.years):
        yield in_office(clock.in_berlin(datetime.date(year + 1, 2, 6)), 0, 10)
        yield from _interim(world, plan, award, year)


def _asked(award, year) -> int:
    return sum(award.drawdowns.filter(budget_year=year).exclude(state="refused").values_list("cents", flat=True))


def _refused(world, plan, award, year, cents):
    """The carrier asks for a whole year at once, and is told why that does not go."""
    asked = payments.request_drawdown(award, budget_year=year, cents=cents, by=award.person, purpose="Alles für dieses Jahr")
    yield in_office(clock.now(), 3, 11)
    payments.refuse_drawdown(asked, plan.refused_drawdown, by=world["granting"])
    yield in_office(clock.now(), 4, 10)


def _drawdown(world, award, year, cents):
    """Asked for by the carrier, released by one, paid by another."""
    asked = payments.request_drawdown(award, budget_year=year, cents=cents, by=award.person, purpose="Personal, Honorare und Material")
    yield in_office(clock.now(), 3, 11)
    payments.release_drawdown(asked, by=world["granting"])
    yield in_office(clock.now(), 2, 9)
    grant.pay(award, by=world["paying"])


def _spend(award, cents, year) -> None:
    for kind, item, percent in SHARES:
        day = min(clock.today(), datetime.date(year, 12, 28)) - datetime.timedelta(days=8)
        receipts.add_receipt(
            award,
            receipt_on=day,
            paid_on=day,
            payee="verschiedene, Liste liegt bei",
            item=item,
            kind=kind,
            gross_cents=cents * percent // 100,
            budget_year=year,
            by=award.person,
        )


def _interim(world, plan, award, year):
    """The report on a year, checked by the granting office; a plan may leave the last one out."""
    if year in plan.report.get("missing", ()):
        return
    words = plan.report.get("interim", "Die Treffen finden regelmäßig statt, die Nachbarschaft hilft mit.")
    proofs_of = {"what": words, "summary": words, "participants": plan.report.get("participants", 300), "helpers": 20, "helper_hours": 400}
    report = proofs.submit_interim(award, budget_year=year, by=award.person, is_true=True, deviations="", **proofs_of)
    yield in_office(clock.now(), 12, 11)
    _judge(world, award, award.receipts.filter(budget_year=year, is_dropped=False))
    proofs.accept_interim(report, by=world["granting"])


def _judge(world, award, rows) -> None:
    receipts.judge_receipts(award, {row.pk: (row.gross_cents, "") for row in rows.filter(eligible_cents=None)}, by=world["granting"])


def _end(world, plan, award):
    """Two months after the last day: proof, check, the rest goes back, closed."""
    yield clock.in_berlin(award.ends_on + datetime.timedelta(days=45), datetime.time(14))
    words = plan.report.get("final", "Das Projekt ist zu Ende, was aufgebaut wurde, geht weiter.")
    proofs.submit_proof(
        award,
        by=award.person,
        is_true=True,
        what=words,
        summary=words,
        participants=plan.report.get("participants", 300),
        helpers=40,
        helper_hours=1200,
        deviations=plan.report.get("deviations", ""),
    )
    yield in_office(clock.now(), 20, 11)
    award.refresh_from_db()
    _judge(world, award, award.receipts.filter(is_dropped=False))
    award = proofs.settle(award, income_cents=0, by=world["granting"])
    if award.state == "recovery":
        yield in_office(clock.now(), 21, 11)
        award = proofs.book_return(award, cents=award.outstanding_cents, bank_on=clock.today(), by=world["paying"])
    yield in_office(clock.now(), 10, 15)
    award.refresh_from_db()
    awards.close(award, by=world["granting"])
