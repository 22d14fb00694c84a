"""Who may award what, and when an award stands, falls or ends."""

from django.utils.translation import gettext as _

from quartier.funding.budgets import rules as money
from quartier.funding.grants import models
from quartier.funding.grants.models.awards import FREE_AGAIN
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german

TEAM = ("team_member", "team_lead")
GRANTING = ("granting_officer",)


def office_of(award) -> tuple[str, ...]:
    """The roles that sign, pay and check: the granting office where an authority decides, else the team on site too."""
    if award.bid_id or money.decider(award.rules, award.cents) == "authority":
        return GRANTING
    return (*TEAM, *GRANTING)


def is_right_office(award, *, by) -> str | None:
    """The rules say who signs for this amount."""
    if by is None or set(office_of(award)) & access.holds(by, award.place_id):
        return None
    return _("Das macht die Förderstelle. Sie sieht den Vorgang auf ihrer Liste.")


def is_not_own(award, *, by) -> str | None:
    """Nobody decides on her own matter."""
    if by is not None and "grantee" in access.relations(by, award):
        return _("Sie sind an diesem Vorhaben beteiligt. Bitte lassen Sie das eine andere Person machen.")
    return None


def source_is_ready(award) -> str | None:
    """The jury has said yes, or the panel has chosen."""
    if award.application_id:
        if award.application.state == "lapsed":
            return _("Die Förderung war nicht zustande gekommen. Bitte den Antrag zuerst wieder aufnehmen.")
        ready = award.application.state in ("approved", "approved_changed")
        return None if ready else _("Die Jury hat diesem Antrag nicht zugestimmt.")
    chosen = award.bid.state == "chosen" and award.bid.call.state == "chosen"
    return None if chosen else _("Diese Bewerbung ist nicht ausgewählt.")


def is_the_only_one(award) -> str | None:
    """One award per application or bid, unless the earlier one came to nothing."""
    same = {"application": award.application_id} if award.application_id else {"bid": award.bid_id}
    others = models.Award.objects.filter(**same).exclude(state__in=FREE_AGAIN).exclude(pk=award.pk)
    return _("Dafür gibt es schon einen Bescheid.") if others.exists() else None


def amount_holds(award) -> str | None:
    """Not more than was decided, and within cap and floor of the fund's rules."""
    most, who = _decided(award)
    if award.cents > most:
        return _("%(who)s hat höchstens %(most)s zugesagt. Bitte kürzen Sie um %(more)s.") % {
            "who": who,
            "most": german.euro_words(most),
            "more": german.euro_words(award.cents - most),
        }
    return money.amount_problem(award.rules, award.cents)


def _decided(award) -> tuple[int, str]:
    if award.application_id:
        return award.application.approved_cents or 0, _("Die Jury")
    return min(award.bid.grant_cents or 0, award.bid.call.max_cents), _("Der Aufruf mit dieser Bewerbung")


def years_add_up(award) -> str | None:
    """The budget years together are the award, and lie in its period."""
    if sum(award.years.values()) != award.cents:
        return _("Die Jahre ergeben zusammen %(years)s, bewilligt werden %(all)s. Beides muss gleich sein.") % {
            "years": german.euro(sum(award.years.values())),
            "all": german.euro(award.cents),
        }
    outside = [year for year in award.years if not award.starts_on.year <= year <= award.ends_on.year]
    if outside:
        return _("Das Jahr %(year)s liegt nicht in der Laufzeit.") % {"year": outside[0]}
    return None


def days_hold(award) -> str | None:
    """The end lies after the beginning, the day of the proof after the end."""
    if award.ends_on < award.starts_on:
        return _("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen.")
    if award.proof_due_on < award.ends_on:
        return _("Die Abrechnung kann erst nach dem Ende fällig sein. Bitte einen Tag ab dem %(day)s wählen.") % {
            "day": german.day(award.ends_on)
        }
    return None


def bank_is_given(award, *, account_holder, iban) -> str | None:
    """Money needs an account."""
    if not account_holder.strip() or not iban:
        return _("Bitte Kontoinhaberin und IBAN eintragen.")
    return None


def consent_is_noted(award, *, by, accepted_with) -> str | None:
    """When the office accepts for somebody, it notes how she agreed."""
    if by is not None and "grantee" in access.relations(by, award):
        return None
    return None if accepted_with.strip() else _("Bitte eintragen, wie die Person zugestimmt hat, zum Beispiel: unterschrieben im Büro.")


def nothing_is_paid(award) -> str | None:
    """Before money has moved an award can be lifted; afterwards the project ends early and is settled."""
    states = {row.state for row in award.drawdowns.all()}
    if "paid" in states:
        return _("Es ist schon Geld gezahlt. Das Vorhaben kann vorzeitig enden und wird dann abgerechnet.")
    if "released" in states:
        return _("Eine Zahlung ist freigegeben. Bitte zuerst die Freigabe zurücknehmen.")
    return None


def ends_within(award, *, ends_on) -> str | None:
    """An early end lies between the beginning and the planned end."""
    if not award.starts_on <= ends_on <= award.ends_on:
        return _("Bitte einen Tag vom %(first)s bis zum %(last)s wählen.") % {
            "first": german.day(award.starts_on),
            "last": german.day(award.ends_on),
        }
    return None


def nothing_is_open(award) -> str | None:
    """A case is closed when every payment is made and every claim has come back."""
    if any(row.state in ("requested", "released") for row in award.drawdowns.all()):
        return _("Eine Zahlung ist noch offen.")
    if award.outstanding_cents:
        return _("Es fehlen noch %(cents)s Rückzahlung.") % {"cents": german.euro(award.outstanding_cents)}
    return None


def is_overdue(award, on=None) -> bool:
    """The proof should be there and is not: derived from the clock, never stored."""
    return award.state in ("running", "proof_returned") and award.proof_due_on < (on or clock.today())
