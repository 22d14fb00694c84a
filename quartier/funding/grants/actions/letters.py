"""What grantees are written: letters as PDF for the file and the post, mails with the link to the grantee's own page."""

from django.db.models import F
from django.utils.translation import gettext as _

from quartier.funding.budgets import rules as money
from quartier.funding.calls.actions import application_letters
from quartier.funding.grants import models
from quartier.funding.grants.queries import links
from quartier.funding.grants.rules import payments as payment_rules
from quartier.ground.notify import actions as notify


def send(award, what: str, *, by, **context) -> None:
    """A letter as PDF, and a mail that says so where the person has an address."""
    notify.letter(
        to_person=award.person,
        address=address_lines(award),
        template=f"grants/letter/{what}",
        context={**_context(award, context), **_sums(award), "signed_by": by.name if by else award.place.name},
        about=award,
        place=award.place,
        by=by,
        info=_info(award, by),
        name=f"{NAMES[what]} {award.thread.file_number}",
    )
    if award.person.email:
        tell(award, what, **context)


NAMES = {"award": "Bescheid", "cancelled": "Aufhebung", "settled": "Abrechnung", "claim": "Rückforderung"}


def _info(award, by):
    lines = [(_("Aktenzeichen"), award.thread.file_number), (_("Bearbeitet von"), by.name if by else "")]
    return [line for line in lines if line[1]]


def _sums(award) -> dict:
    """What the letters tell in figures: the plan, the first payment, the receipts that were cut."""
    return {
        "plan": [row for row in award.plan if row.get("side", "costs") == "costs" and row["cents"]],
        "first": money.first_payment(award.rules, award.cents),
        "cut": award.receipts.filter(is_dropped=False, eligible_cents__lt=F("gross_cents")),
    }


def tell(award, what: str, **context) -> None:
    """A mail with the link; without an address it becomes a letter for the office's tray."""
    notify.mail(
        to_person=award.person, template=f"grants/mail/{what}", context=_context(award, context), about=award, place=award.place,
        address=address_lines(award),
    )  # fmt: skip


def _context(award, context) -> dict:
    return {"award": award, "link": links.page(award, award.person), "pays_from": payment_rules.first_opens_on(award), **context}


def lines_of(ids) -> dict[int, list[str]]:
    """Where letters about these awards go today: {id: lines}."""
    rows = models.Award.objects.filter(pk__in=ids).select_related("application__person", "organisation", "person")
    return {award.pk: address_lines(award) for award in rows}


def address_lines(award) -> list[str]:
    """The lines in the window of the envelope."""
    if award.application_id:
        return application_letters.address_lines(award.application)
    at = award.organisation
    lines = [at.name, award.person.name, at.street, f"{at.postcode} {at.town}".strip()] if at else award.person.postal_lines
    return [line for line in lines if line]
