"""What awards and all that hangs on them answer to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.grants import models
from quartier.funding.grants.actions import letters
from quartier.funding.grants.queries import awards
from quartier.funding.grants.queries.grantees import relations_to
from quartier.ground.access import queries as access
from quartier.ground.acts import subjects
from quartier.ground.notify import recipients
from quartier.ground.workflow import queries as workflow
from quartier.ground.workflow import stages


def address_of(award) -> str:
    """The case page at the desk."""
    return f"/{award.place.slug}/buero/foerderungen/{award.pk}/"


class AwardSubject(subjects.Subject):
    kind = models.Award.KIND
    model = models.Award
    joins = awards.WITH

    def title(self, award):
        return award.title

    def address(self, award):
        return address_of(award)

    def relations(self, award, person):
        return relations_to(award, person)

    def may_see_file(self, award, file, person):
        return "grantee" in relations_to(award, person) or access.may(person, "grants.read", award)


class OfAward(subjects.Subject):
    """Something that belongs to an award: it takes title, page, place and relations from there."""

    joins = ("award__place",)

    def title(self, thing):
        return thing.award.title

    def address(self, thing):
        return address_of(thing.award)

    def place_id(self, thing):
        return thing.award.place_id

    def relations(self, thing, person):
        return relations_to(thing.award, person)

    def may_see_file(self, thing, file, person):
        return "grantee" in relations_to(thing.award, person) or access.may(person, "grants.read", thing.award)


class DrawdownSubject(OfAward):
    kind = models.Drawdown.KIND
    model = models.Drawdown


class ChangeSubject(OfAward):
    kind = models.Change.KIND
    model = models.Change


class ReceiptSubject(OfAward):
    kind = models.Receipt.KIND
    model = models.Receipt


class ProofSubject(OfAward):
    kind = models.Proof.KIND
    model = models.Proof


for subject in (AwardSubject(), DrawdownSubject(), ChangeSubject(), ReceiptSubject(), ProofSubject()):
    subjects.register(subject)

recipients.register(models.Award.KIND, letters.lines_of)
workflow.LABELS |= {
    "grants.add_receipt": _("Beleg eingetragen"),
    "grants.change_receipt": _("Beleg geändert"),
    "grants.drop_receipt": _("Beleg herausgenommen"),
    "grants.judge_receipts": _("Belege beurteilt"),
    "grants.add_inventory": _("Sache auf die Leihliste gesetzt"),
    "grants.renew_link": _("Neuen Link verschickt, ältere gelten nicht mehr"),
    "grants.audit_file": _("Akte für die Prüfung heruntergeladen"),
    "grants.erase_grantee": _("Persönliche Angaben gelöscht"),
    "grants.remind": _("Erinnerung verschickt"),
}
stages.register(models.Award.KIND, stages.Stage(5, _("Förderung"), "grants.case", "award", "grants.read"))
