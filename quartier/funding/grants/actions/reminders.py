"""Reminders: found by the clock, each sent once and written down in the same transaction."""

import datetime

from django.db import transaction

from quartier.funding.grants import models
from quartier.funding.grants.actions import letters
from quartier.funding.grants.actions.payments import locked
from quartier.funding.grants.rules import proofs as rules
from quartier.ground.acts import clock, log

LONGEST = datetime.timedelta(days=365)  # no fund's rules remind earlier than that


def remind(award, kind: str, about_on, **context) -> bool:
    """Send one reminder unless it was sent already; True if it was sent now."""
    with transaction.atomic():
        award = models.Award.objects.select_related("place", "person", "organisation", "application", "thread", "rules").get(
            pk=locked(award).pk
        )
        _row, is_new = models.Reminder.objects.get_or_create(award=award, kind=kind, about_on=about_on, defaults={"sent_at": clock.now()})
        if is_new:
            letters.tell(award, TEMPLATES[kind], about_on=about_on, days=(about_on - clock.today()).days, **context)
            log.record(
                "grants.remind",
                about=award,
                place_id=award.place_id,
                thread_id=award.thread_id,
                data={"kind": kind, "about_on": about_on.isoformat()},
            )
    return is_new


TEMPLATES = {
    "accept": "remind_accept", "proof": "remind_proof", "overdue": "remind_overdue", "overdue_again": "remind_overdue", "spend": "remind_spend",
    "interim": "remind_interim", "interim_overdue": "remind_interim", "claim": "remind_claim",
}  # fmt: skip


def due() -> list[tuple]:
    """(award, kind, day, context) of every reminder that should have been sent by today; those sent already are among them."""
    return [*_unaccepted(), *_proofs(), *_spending(), *_claims(), *_interims()]


def _awards(*states, **more):
    return models.Award.objects.filter(state__in=states, **more).select_related("rules").order_by("pk")


def _is_near(award, day) -> bool:
    """Whether the fund's rules say by today that the day is coming; on the day itself and after it they need not."""
    before = award.rules.remind_before_days
    return before is not None and day <= clock.today() + datetime.timedelta(days=before)


def _unaccepted():
    for award in _awards("granted"):
        days = award.rules.accept_remind_days
        if days is not None and award.granted_on + datetime.timedelta(days=days) <= clock.today():
            yield award, "accept", award.granted_on, {}


def _proofs():
    today = clock.today()
    for award in _awards("running", "proof_returned", proof_due_on__lte=today + LONGEST):
        if award.proof_due_on < today:
            yield award, _overdue_kind(award), award.proof_due_on, {}
        elif _is_near(award, award.proof_due_on):
            yield award, "proof", award.proof_due_on, {}


def _overdue_kind(award) -> str:
    again = award.rules.remind_again_days
    is_again = again is not None and clock.today() >= award.proof_due_on + datetime.timedelta(days=again)
    return "overdue_again" if is_again else "overdue"


def _spending():
    today = clock.today()
    rows = models.Drawdown.objects.filter(state="paid", spend_until_on__range=(today, today + LONGEST), award__state="running")
    for row in rows.select_related("award__rules").order_by("pk"):
        if _is_near(row.award, row.spend_until_on):
            yield row.award, "spend", row.spend_until_on, {}


def _claims():
    for award in _awards("recovery", claim_due_on__lt=clock.today()):
        yield award, "claim", award.claim_due_on, {}


def _interims():
    today = clock.today()
    for award in _awards("running", bid__isnull=False, rules__proof_kind="statement"):
        for year in rules.missing_interims(award):
            day = rules.interim_due_on(award, year)
            if day is not None and day < today:
                yield award, "interim_overdue", day, {"year": year}
            elif day is not None and _is_near(award, day):
                yield award, "interim", day, {"year": year}
