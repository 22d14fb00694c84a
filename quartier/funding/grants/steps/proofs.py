"""The reports of an award. A yearly one (domain §8 row 23) is handed in and accepted here; the final one moves the award itself."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.grants import models
from quartier.funding.grants.rules import proofs as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
OFFICE = (*TEAM, "granting_officer")
CHECKS = (rules.is_right_office, rules.is_not_own)

PROOF = steps.Steps(
    models.Proof,
    states={
        "draft": _("angefangen"),
        "submitted": _("abgegeben"),
        "returned": _("mit Fragen zurück"),
        "accepted": _("anerkannt"),
    },
    steps=[
        steps.Step(
            "begin_report",
            _("Bericht anfangen"),
            (),
            "draft",
            who=("grantee", *TEAM),
            must=rules.is_about_something,
            done=_("Bericht angefangen"),
        ),
        steps.Step(
            "submit_interim",
            _("Zwischenbericht abgeben"),
            ("draft", "returned"),
            "submitted",
            who=("grantee", *TEAM),
            must=(rules.year_is_over, rules.report_says_something, rules.report_is_true),
            done=_("Zwischenbericht abgegeben"),
        ),
        steps.Step(
            "return_interim",
            _("Mit Fragen zurückgeben"),
            ("submitted",),
            "returned",
            who=OFFICE,
            must=CHECKS,
            needs_reason=True,
            done=_("Zwischenbericht mit Fragen zurückgegeben"),
            weight="side",
        ),
        steps.Step(
            "accept_interim",
            _("Zwischenbericht anerkennen"),
            ("submitted",),
            "accepted",
            who=OFFICE,
            must=(*CHECKS, rules.year_is_judged),
            public=_("Der Bericht für %(year)s ist da."),
            actor=_("Träger"),
        ),
        steps.Step(
            "reopen_interim",
            _("Anerkennung zurücknehmen"),
            ("accepted",),
            "submitted",
            who=OFFICE,
            must=rules.is_right_office,
            takes_back="accept_interim",
            public=_("Der Bericht für %(year)s wird noch einmal geprüft."),
            actor=_("Förderstelle"),
        ),
    ],
    main_path=("draft", "submitted", "accepted"),
)
