"""Changes while the project runs (domain §2.6, §7 row 12a, §8 row 22)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.grants import models
from quartier.funding.grants.rules import changes as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
OFFICE = (*TEAM, "granting_officer")
DECIDES = (rules.is_right_office, rules.is_not_own)
WHOLE = (rules.award_is_running, rules.text_says_something, rules.new_end_holds)

CHANGE = steps.Steps(
    models.Change,
    states={
        "noted": _("mitgeteilt"),
        "requested": _("beantragt"),
        "agreed": _("zugestimmt"),
        "refused": _("abgelehnt"),
        "withdrawn": _("zurückgezogen"),
    },
    steps=[
        steps.Step(
            "notify_change", _("Änderung mitteilen"), (), "noted", who=("grantee", *TEAM), must=WHOLE, done=_("Änderung mitgeteilt")
        ),
        steps.Step(
            "request_change", _("Änderung beantragen"), (), "requested", who=("grantee", *TEAM), must=WHOLE, done=_("Änderung beantragt")
        ),
        steps.Step(
            "withdraw_change",
            _("Antrag zurückziehen"),
            ("requested",),
            "withdrawn",
            who=("grantee",),
            done=_("Antrag auf Änderung zurückgezogen"),
            weight="hard",
        ),
        steps.Step(
            "agree_to_change",
            _("Der Änderung zustimmen"),
            ("requested",),
            "agreed",
            who=OFFICE,
            must=(*DECIDES, rules.award_is_running, rules.new_end_holds),
            done=_("Der Änderung zugestimmt"),
        ),
        steps.Step(
            "refuse_change",
            _("Die Änderung ablehnen"),
            ("requested",),
            "refused",
            who=OFFICE,
            must=DECIDES,
            needs_reason=True,
            done=_("Änderung abgelehnt"),
        ),
    ],
)
