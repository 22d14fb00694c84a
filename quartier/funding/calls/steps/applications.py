"""The life of an Aktionsfonds application up to the jury's decision (domain §7 rows 2–9)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import applications as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
JURY = _("Jury")
SUBMITTABLE = (
    rules.window_is_open,
    rules.applicant_fits,
    rules.is_old_enough,
    rules.themes_fit,
    rules.amount_fits,
    rules.starts_late_enough,
    rules.starts_after,
    rules.within_budget_year,
    rules.has_not_begun,
)
DECIDED = ("approved", "approved_changed", "rejected", "deferred")
ALL_STATES = ("submitted", "needs_rework", "tabled", *DECIDED, "ineligible", "withdrawn", "lapsed")

# What the jury resolves is told on the timeline by the jury itself; the award tells the sum.
APPLICATION = steps.Steps(
    models.Application,
    states={
        "submitted": _("in Prüfung"),
        "needs_rework": _("zurück an Sie"),
        "tabled": _("auf der Tagesordnung der Jury"),
        "deferred": _("vertagt"),
        "approved": _("bewilligt"),
        "approved_changed": _("bewilligt mit Änderung"),
        "rejected": _("abgelehnt"),
        "ineligible": _("nicht förderfähig"),
        "withdrawn": _("zurückgezogen"),
        "lapsed": _("Förderung nicht zustande gekommen"),
    },
    steps=[
        steps.Step("submit", _("Antrag abschicken"), (), "submitted", who=steps.ANYONE, must=(*SUBMITTABLE, rules.may_apply_again)),
        steps.Step("enter", _("Antrag im Büro aufnehmen"), (), "submitted", who=TEAM, must=(*SUBMITTABLE, rules.may_apply_again)),
        steps.Step("send_back", _("Mit Fragen zurückgeben"), ("submitted",), "needs_rework", who=TEAM, needs_reason=True),
        steps.Step("resubmit", _("Wieder einreichen"), ("needs_rework",), "submitted", who=("applicant", *TEAM), must=SUBMITTABLE),
        steps.Step(
            "amend",
            _("Mit der Person ändern"),
            ("submitted", "needs_rework", "deferred"),
            "submitted",
            who=TEAM,
            must=SUBMITTABLE,
            needs_reason=True,
        ),
        steps.Step(
            "table",
            _("Auf die Tagesordnung setzen"),
            ("submitted", "deferred"),
            "tabled",
            who=TEAM,
            must=(rules.is_ticked, rules.amount_fits, rules.eligible_items_suffice, rules.has_time_left, rules.starts_after),
        ),
        steps.Step("untable", _("Von der Tagesordnung nehmen"), ("tabled",), "submitted", who=TEAM, takes_back="table"),
        steps.Step(
            "approve",
            _("Die Jury stimmt zu"),
            ("tabled",),
            "approved",
            who=steps.BODY,
        ),
        steps.Step(
            "approve_changed",
            _("Die Jury stimmt mit Änderung zu"),
            ("tabled",),
            "approved_changed",
            who=steps.BODY,
        ),
        steps.Step("reject", _("Die Jury lehnt ab"), ("tabled",), "rejected", who=steps.BODY),
        steps.Step("defer", _("Die Jury vertagt"), ("tabled",), "deferred", who=steps.BODY),
        steps.Step(
            "undo_decision",
            _("Der Beschluss der Jury gilt nicht"),
            (*DECIDED, "lapsed"),
            "tabled",
            who=steps.BODY,
            must=rules.has_no_award,
            takes_back="approve",
            public=_("Der Beschluss der Jury ist aufgehoben. Sie entscheidet noch einmal."),
            actor=JURY,
        ),
        steps.Step(
            "find_ineligible", _("Nicht förderfähig"), ("submitted", "needs_rework", "deferred"), "ineligible", who=TEAM, needs_reason=True
        ),
        steps.Step("reopen", _("Doch wieder prüfen"), ("ineligible",), "submitted", who=TEAM, takes_back="find_ineligible"),
        steps.Step(
            "withdraw",
            _("Antrag zurückziehen"),
            ("submitted", "needs_rework", "tabled", "deferred", "approved", "approved_changed"),
            "withdrawn",
            who=("applicant", *TEAM),
            must=rules.has_no_award,
        ),
        steps.Step(
            "lapse",
            _("Die Förderung kommt nicht zustande"),
            ("approved", "approved_changed"),
            "lapsed",
            who=("applicant", *TEAM, "granting_officer"),
        ),
        steps.Step(
            "take_up",
            _("Wieder aufnehmen"),
            ("lapsed",),
            ("approved", "approved_changed"),
            who=TEAM,
            must=rules.has_no_award,
            takes_back="lapse",
        ),
        steps.Step("note", _("Notiz"), ALL_STATES, None, who=TEAM, needs_reason=True),
    ],
    main_path=("submitted", "tabled", "approved"),
)
