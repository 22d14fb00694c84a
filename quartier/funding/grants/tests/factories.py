"""Awards for tests: of an application the jury said yes to, and of a chosen bid. What came before is made short, the rest by the real verbs."""

import datetime
from types import SimpleNamespace

from quartier.funding.budgets import queries as budgets
from quartier.funding.budgets.tests import factories as money
from quartier.funding.calls import models as calls
from quartier.funding.calls.actions import applications
from quartier.funding.calls.tests import application_factories
from quartier.funding.grants import models
from quartier.funding.grants.actions import awards, payments, proofs, receipts
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.acts import clock
from quartier.ground.quarters.tests.factories import make_quarter
from quartier.ground.workflow import actions as workflow

NOON = application_factories.NOON  # 24 November 2026
PARTY = application_factories.PARTY  # 12 December 2026
GRANTED = datetime.datetime(2026, 12, 2, 10, 0, tzinfo=clock.BERLIN)
AFTER = datetime.datetime(2026, 12, 20, 10, 0, tzinfo=clock.BERLIN)
IBAN = "DE02120300000000202051"
OTHER_IBAN = "DE02500105170137075030"
HOLDER = "Ivana Petrović Kontomarker"
REPORT = {"what": "Wir haben Laternen gebaut und sind gelaufen.", "summary": "80 Menschen liefen mit Laternen.", "participants": 80, "helpers": 12,
          "helper_hours": 60, "deviations": "", "income_cents": 0}  # fmt: skip


def team(place=None, name="Lea Brandt"):
    """Somebody of the team."""
    return make_staff("team_member", place or make_quarter(), name=name)


def officer(place=None, name="Olga Amt"):
    """Somebody of the granting office of the district."""
    return make_staff("granting_officer", (place or make_quarter()).parent, name=name)


def approved(place=None, *, cents=891_00, pot_cents=10_000_00, person=None, rules=None, **changes) -> calls.Application:
    """An application that the jury said yes to on 1 December 2026; its money is reserved."""
    place = place or make_quarter()
    rules = rules or budgets.rules("aktionsfonds", place, NOON.date()) or application_factories.make_rules()
    if not budgets.free_by_year("aktionsfonds", place) and pot_cents:
        application_factories.make_pot(place, pot_cents)
    person = person or make_person(name="Ivana Petrović", email=f"ivana{calls.Application.objects.count()}@beispiel.de")
    items = [{"what": "Papier und Draht", "kind": "material", "cents": cents}]
    said = {"requested_cents": cents, "wants_flat_rate": True, "may_publish": True, **changes}
    application = application_factories.make_application(place, person=person, items=items, rules=rules, **said)
    calls.Application.objects.filter(pk=application.pk).update(state="tabled")
    application.refresh_from_db()
    with clock.at(datetime.datetime(2026, 12, 1, 19, 0, tzinfo=clock.BERLIN)):
        return applications.decide(application, _yes(application), by=team(place, "Chair"))


def _yes(application):
    return SimpleNamespace(
        about_kind=application.KIND, about_id=application.pk, result="yes", is_yes=True, amount_cents=None, yes=5, no=1, abstain=0, needed=4,
        reason="", conditions="", decided_at=clock.now(), pk=1,
    )  # fmt: skip


def drafted(place=None, *, by=None, **changes) -> models.Award:
    """A drafted award of the Aktionsfonds."""
    application = approved(place, **changes)
    with clock.at(GRANTED):
        return awards.prepare(application=application, by=by or team(application.place))


def granted(place=None, *, by=None, **changes) -> models.Award:
    """An award of the Aktionsfonds whose letter is on its way."""
    award = drafted(place, **changes)
    with clock.at(GRANTED):
        return awards.grant(award, by=by or team(award.place, "Cem Arslan"))


def running(place=None, **changes) -> models.Award:
    """An accepted award; its first payment is asked for."""
    award = granted(place, **changes)
    with clock.at(GRANTED):
        return awards.accept(award, account_holder=HOLDER, iban=IBAN, by=award.person)


def paid(award, *, first=None, second=None, bank_on=None) -> models.Award:
    """All payments asked for are released by one and paid by another."""
    first, second = first or team(award.place, "Erste"), second or team(award.place, "Zweite")
    for drawdown in award.drawdowns.filter(state="requested"):
        payments.release_drawdown(drawdown, by=first)
        payments.pay_drawdown(drawdown, bank_on=bank_on or clock.today(), by=second)
    award.refresh_from_db()
    return award


def receipt(award, cents=500_00, **changes) -> models.Receipt:
    """A receipt of the day of the party."""
    said = {
        "receipt_on": PARTY,
        "paid_on": PARTY,
        "payee": "Bastelladen Karl-Marx-Straße",
        "item": "Papier",
        "gross_cents": cents,
        "by": award.person,
    }
    return receipts.add_receipt(award, **{**said, **changes})


def handed_in(place=None, *, cents=891_00, costs=(500_00,), income=0, is_paid=True, **changes) -> models.Award:
    """A proof that waits for its check, every receipt judged in full; the clock stands nowhere, call it under `clock.at(AFTER)`."""
    award = running(place, cents=cents, **changes)
    if is_paid:
        with clock.at(GRANTED):
            paid(award)
    for cost in costs:
        receipt(award, cost)
    proofs.submit_proof(award, by=award.person, is_true=True, **{**REPORT, "income_cents": income})
    award.refresh_from_db()
    receipts.judge_receipts(award, {row.pk: (row.gross_cents, "") for row in award.receipts.all()}, by=team(award.place, "Prüferin"))
    return award


# --- Projektfonds ----------------------------------------------------------------------------------------------------

BEGINS, ENDS = datetime.date(2026, 8, 1), datetime.date(2028, 12, 31)
YEARS = {2026: 20_000_00, 2027: 40_000_00, 2028: 36_000_00}
SIGNED = datetime.datetime(2026, 7, 1, 10, 0, tzinfo=clock.BERLIN)
LATER = datetime.datetime(2026, 9, 1, 10, 0, tzinfo=clock.BERLIN)


def chosen(place=None, *, years=None, name="Spielräume Nord e. V.", **rules) -> calls.Bid:
    """A bid that was chosen; the brief's money is reserved. `rules`: changes to the fund's rules."""
    from quartier.community.actors.tests import factories as actors
    from quartier.funding.budgets import actions as book

    place, years = place or make_quarter(), years or YEARS
    found = money.make_rules("projektfonds", **{"proof_due_days": 90, **rules})
    money.fill_pot(sum(years.values()) * 2, place, fund=found.fund, by_year={year: cents * 2 for year, cents in years.items()})
    organisation = actors.make_organisation(place, name=name)
    person = make_person(name="Chefin vom Träger", email=f"chefin{organisation.pk}@beispiel.de")
    actors.make_carrier(organisation, person)
    with clock.at(SIGNED):
        thread = workflow.open_thread(place, "PF", person)
        base = {"place": place, "thread": thread, "starts_on": BEGINS, "ends_on": ENDS, "title": "Spielstraße am Samstag"}
        total = sum(years.values())
        brief = calls.Brief.objects.create(
            **base, fund=found.fund, state="confirmed", situation="x", goals="x", tasks="x", target_group="x", max_cents=total,
            cents_by_year={str(y): c for y, c in years.items()}, programme_year=2026, made_at=clock.now(), made_by=person,
        )  # fmt: skip
        book.reserve(found.fund, place, years, thread=thread, about=brief, by=officer(place), programme_year=2026)
        call = calls.Call.objects.create(
            **base, brief=brief, rules=found, state="chosen", summary="Ein Träger für die Spielstraße gesucht.", situation="x", goals="x",
            tasks="x", target_group="x", where="Donaustraße", max_cents=total, procedure="x", panel_text="x", contact="x", deadline_at=clock.now(),
            made_at=clock.now(),
        )  # fmt: skip
        bid = calls.Bid.objects.create(
            place=place, thread=thread, call=call, organisation=organisation, person=person, state="chosen", received_at=clock.now(),
            commitment="0" * 64, grant_cents=total,
        )  # fmt: skip
        lines = [("costs", "staff", "Leitung", year, cents * 11 // 10) for year, cents in years.items()]
        lines += [("cover", "grant", "", year, cents) for year, cents in years.items()]
        lines += [("cover", "own_money", "", year, cents // 10) for year, cents in years.items()]
        for side, kind, label, year, cents in lines:
            calls.FinanceLine.objects.create(bid=bid, side=side, kind=kind, label=label, budget_year=year, cents=cents)
    return bid


def project_award(place=None, *, bid=None, by=None, **rules) -> models.Award:
    """A running award of the Projektfonds."""
    bid = bid or chosen(place, **rules)
    office = by or officer(bid.place)
    with clock.at(SIGNED):
        award = awards.grant(awards.prepare(bid=bid, by=office), by=office)
        return awards.accept(award, account_holder=HOLDER, iban=IBAN, by=award.person)
