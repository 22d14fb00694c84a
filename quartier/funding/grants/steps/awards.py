"""The life of an award, from the draft of the letter to the closed case (domain §7 rows 10–18, §8 rows 19–28)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.grants import models
from quartier.funding.grants.rules import awards as rules
from quartier.funding.grants.rules import proofs
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
OFFICE = (*TEAM, "granting_officer")
GRANTEE = ("grantee",)
SIGNS = (rules.is_right_office, rules.is_not_own)
WHOLE = (rules.amount_holds, rules.years_add_up, rules.days_hold)
GRANTED_BY = {"AF": _("Quartiersteam"), "": _("Förderstelle")}
GRANTED_TO = {"AF": _("Wer den Antrag gestellt hat"), "": _("Träger")}

AWARD = steps.Steps(
    models.Award,
    states={
        "drafted": _("Bescheid in Vorbereitung"),
        "discarded": _("Entwurf verworfen"),
        "granted": _("bewilligt"),
        "declined": _("nicht angenommen"),
        "cancelled": _("aufgehoben"),
        "running": _("läuft"),
        "proof_submitted": _("Abrechnung in Prüfung"),
        "proof_returned": _("Abrechnung mit Fragen zurück"),
        "recovery": _("Rückzahlung offen"),
        "settled": _("abgerechnet"),
        "closed": _("abgeschlossen"),
    },
    steps=[
        steps.Step(
            "prepare",
            _("Bescheid vorbereiten"),
            (),
            "drafted",
            who=OFFICE,
            must=(rules.source_is_ready, rules.is_the_only_one, *WHOLE),
            done=_("Bescheid vorbereitet"),
        ),
        steps.Step(
            "change_award", _("Entwurf ändern"), ("drafted",), None, who=OFFICE, must=WHOLE, done=_("Entwurf geändert"), weight="side"
        ),
        steps.Step(
            "discard", _("Entwurf verwerfen"), ("drafted",), "discarded", who=OFFICE, takes_back="prepare", done=_("Entwurf verworfen")
        ),
        steps.Step(
            "grant",
            _("Bewilligen und Bescheid verschicken"),
            ("drafted",),
            "granted",
            who=OFFICE,
            must=(*SIGNS, rules.source_is_ready, *WHOLE),
            public=_("Bewilligt: %(amount_cents)s."),
            actor=GRANTED_BY,
        ),
        steps.Step(
            "accept",
            _("Bescheid annehmen"),
            ("granted",),
            "running",
            who=(*GRANTEE, *OFFICE),
            must=(rules.bank_is_given, rules.consent_is_noted),
            done=_("Bescheid angenommen"),
        ),
        steps.Step(
            "decline",
            _("Nicht annehmen"),
            ("granted",),
            "declined",
            who=(*GRANTEE, *OFFICE),
            needs_reason=True,
            public=_("Die Förderung wird nicht in Anspruch genommen."),
            actor=GRANTED_TO,
        ),
        steps.Step(
            "take_back_award",
            _("Bewilligung zurücknehmen"),
            ("granted",),
            "drafted",
            who=OFFICE,
            must=SIGNS,
            takes_back="grant",
            public=_("Die Bewilligung wird noch einmal geprüft."),
            actor=GRANTED_BY,
        ),
        steps.Step(
            "change_bank",
            _("Bankverbindung ändern"),
            ("running", "proof_submitted", "proof_returned", "settled"),
            None,
            who=(*GRANTEE, *OFFICE),
            must=(rules.bank_is_given, rules.consent_is_noted),
            done=_("Bankverbindung geändert"),
            weight="side",
        ),
        steps.Step(
            "cancel",
            _("Bescheid aufheben"),
            ("granted", "running"),
            "cancelled",
            who=OFFICE,
            must=(*SIGNS, rules.nothing_is_paid),
            needs_reason=True,
            public=_("Die Bewilligung ist aufgehoben."),
            actor=GRANTED_BY,
        ),
        steps.Step(
            "terminate",
            _("Vorzeitig beenden"),
            ("running",),
            None,
            who=(*GRANTEE, *OFFICE),
            must=rules.ends_within,
            needs_reason=True,
            public=_("Das Vorhaben endet früher: am %(ended_on)s."),
            actor=GRANTED_TO,
        ),
        steps.Step(
            "submit_proof",
            _("Abrechnung abgeben"),
            ("running", "proof_returned"),
            "proof_submitted",
            who=(*GRANTEE, *TEAM),
            must=(proofs.has_begun, proofs.has_receipts, proofs.is_told, proofs.is_declared_true),
            done=_("Abrechnung abgegeben"),
        ),
        steps.Step(
            "return_proof",
            _("Mit Fragen zurückgeben"),
            ("proof_submitted",),
            "proof_returned",
            who=OFFICE,
            must=SIGNS,
            needs_reason=True,
            done=_("Abrechnung mit Fragen zurückgegeben"),
            weight="side",
        ),
        steps.Step(
            "settle",
            _("Abrechnung anerkennen"),
            ("proof_submitted",),
            ("settled", "recovery"),
            who=OFFICE,
            must=(*SIGNS, proofs.every_receipt_is_judged, proofs.no_payment_is_open),
            done=_("Abrechnung anerkannt"),
        ),
        steps.Step(
            "unsettle",
            _("Anerkennung zurücknehmen"),
            ("settled", "recovery"),
            "proof_submitted",
            who=OFFICE,
            must=(*SIGNS, proofs.settlement_can_be_undone),
            takes_back="settle",
            done=_("Anerkennung zurückgenommen"),
        ),
        steps.Step(
            "book_return",
            _("Rückzahlung eintragen"),
            ("recovery",),
            ("recovery", "settled"),
            who=OFFICE,
            must=(*SIGNS, proofs.return_fits),
            done=_("Rückzahlung eingetragen"),
        ),
        steps.Step(
            "take_back_return",
            _("Rückzahlung zurücknehmen"),
            ("recovery", "settled"),
            "recovery",
            who=OFFICE,
            must=(*SIGNS, proofs.has_returns, proofs.return_is_there),
            takes_back="book_return",
            done=_("Rückzahlung zurückgenommen"),
        ),
        steps.Step(
            "close",
            _("Vorgang abschließen"),
            ("settled", "recovery"),
            "closed",
            who=OFFICE,
            must=(rules.is_right_office, rules.nothing_is_open),
            public=_("Abgeschlossen. Die Fördersumme war %(amount_cents)s, %(years)s."),
            actor=GRANTED_BY,
        ),
        steps.Step(
            "reopen_award",
            _("Abschluss zurücknehmen"),
            ("closed",),
            "settled",
            who=OFFICE,
            must=rules.is_right_office,
            takes_back="close",
            public=_("Der Vorgang ist noch einmal offen."),
            actor=GRANTED_BY,
        ),
    ],
    main_path=("drafted", "granted", "running", "proof_submitted", "settled", "closed"),
    to_come={
        "granted": "",
        "running": _("Es geht los"),
        "proof_submitted": _("Abrechnung"),
        "settled": "",
        "closed": _("Alles ist abgerechnet"),
    },
)
