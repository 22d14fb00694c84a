"""The running project: letter, money by year, receipts, yearly reports, proof, end."""

import datetime

from quartier.config.demo.stories import grant
from quartier.config.demo.world import tomorrow
from quartier.funding.grants.actions import awards, payments, proofs, receipts
from quartier.funding.projects import actions as projects
from quartier.ground.acts import clock

HALVES = ((1, 1), (7, 1))  # month and day from which each half of a year is asked for
SHARES = (("staff", "Lohn der Projektleitung", 60), ("fee", "Honorare", 20), ("materials", "Material und Verleih", 20))


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
    for year, cents in award.years.items():
        yield from _year(world, plan, award, year, cents)
        if plan.until == "terminated":
            award = awards.terminate(award, "Das Haus ist verkauft, der Laden muss schließen.", ends_on=clock.today(), by=award.person)
            break
    if plan.until == "closed_project":
        yield from _end(world, plan, award)


def _page(plan, award) -> None:
    project = award.project
    if plan.project.get("text"):
        projects.describe(project, by=award.person, text=plan.project["text"])
    rows = [
        {"label": label, "due_on": award.starts_on + datetime.timedelta(days=days)} for label, days in plan.project.get("milestones", ())
    ]
    if rows:
        projects.set_milestones(project, rows, by=award.person)


def _year(world, plan, award, year, cents):
    """Two drawdowns a year; what was bought goes on the list; in February the report on the year before."""
    for half, (month, day) in enumerate(HALVES):
        begins = max(datetime.date(year, month, day), award.starts_on, (clock.now() + datetime.timedelta(days=1)).date())
        if begins > min(datetime.date(year, 12, 20), award.ends_on):
            continue
        part = cents // 2 if not half else cents - _asked(award, year)
        yield clock.in_berlin(begins + datetime.timedelta(days=4), datetime.time(10))
        yield from _drawdown(world, award, year, part or cents)
        yield tomorrow(clock.now(), 70, 16)
        _spend(award, part * 97 // 100, year)
    if year < max(award.years) and plan.until != "terminated":
        yield clock.in_berlin(datetime.date(year + 1, 2, 6), datetime.time(10))
        yield from _interim(world, plan, award, year)


def _asked(award, year) -> int:
    return sum(award.drawdowns.filter(budget_year=year).values_list("cents", flat=True))


def _drawdown(world, award, year, cents):
    """Asked for by the carrier, released by one, paid by another."""
    asked = payments.request_drawdown(award, budget_year=year, cents=cents, by=award.person, purpose="Personal, Honorare und Material")
    yield tomorrow(clock.now(), 3, 11)
    payments.release_drawdown(asked, by=world["granting"])
    yield tomorrow(clock.now(), 2, 9)
    grant.pay(world, award, by=world["paying"])


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
    yield tomorrow(clock.now(), 12, 11)
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
    yield tomorrow(clock.now(), 20, 11)
    award.refresh_from_db()
    _judge(world, award, award.receipts.filter(is_dropped=False))
    award = proofs.settle(award, income_cents=0, by=world["granting"])
    if award.state == "recovery":
        yield tomorrow(clock.now(), 21, 11)
        award = proofs.book_return(award, cents=award.outstanding_cents, bank_on=clock.today(), by=world["paying"])
    yield tomorrow(clock.now(), 10, 15)
    award.refresh_from_db()
    awards.close(award, by=world["granting"])
