"""The life of a payment: asked for, released by one person, paid by another (domain §8 row 21)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.grants import models
from quartier.funding.grants.rules import payments as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
OFFICE = (*TEAM, "granting_officer")
SIGNS = (rules.is_right_office, rules.is_not_own)
WHOLE = (rules.award_is_running, rules.bank_is_there)

DRAWDOWN = steps.Steps(
    models.Drawdown,
    states={
        "requested": _("angefordert"),
        "released": _("freigegeben"),
        "paid": _("gezahlt"),
        "refused": _("abgelehnt"),
        "withdrawn": _("zurückgezogen"),
    },
    steps=[
        steps.Step(
            "request_drawdown",
            _("Geld abrufen"),
            (),
            "requested",
            who=("grantee", *OFFICE),
            must=(*WHOLE, rules.year_has_begun, rules.reports_are_there, rules.fits_the_mode, rules.fits_the_year),
            done=_("Geld abgerufen"),
        ),
        steps.Step(
            "plan_drawdown",
            _("Erste Zahlung vormerken"),
            (),
            "requested",
            who=("grantee", *OFFICE),
            must=(*WHOLE, rules.fits_the_mode, rules.fits_the_year),
            done=_("Erste Zahlung vorgemerkt"),
        ),
        steps.Step(
            "withdraw_drawdown",
            _("Abruf zurückziehen"),
            ("requested",),
            "withdrawn",
            who=("grantee", *TEAM),
            done=_("Abruf zurückgezogen"),
            weight="hard",
        ),
        steps.Step(
            "release_drawdown",
            _("Zahlung freigeben"),
            ("requested",),
            "released",
            who=OFFICE,
            must=(*SIGNS, *WHOLE, rules.year_has_begun),
            done=_("Zahlung freigegeben"),
        ),
        steps.Step(
            "refuse_drawdown",
            _("Zahlung ablehnen"),
            ("requested",),
            "refused",
            who=OFFICE,
            must=SIGNS,
            needs_reason=True,
            done=_("Zahlung abgelehnt"),
        ),
        steps.Step(
            "unrelease_drawdown",
            _("Freigabe zurücknehmen"),
            ("released",),
            "requested",
            who=OFFICE,
            must=rules.is_right_office,
            takes_back="release_drawdown",
            done=_("Freigabe zurückgenommen"),
        ),
        steps.Step(
            "pay_drawdown",
            _("Als gezahlt eintragen"),
            ("requested", "released"),
            "paid",
            who=OFFICE,
            must=(*SIGNS, rules.is_released, rules.is_another_person, rules.bank_day_holds),
            done=_("Als gezahlt eingetragen"),
        ),
        steps.Step(
            "bounce_drawdown",
            _("Zahlung kam zurück"),
            ("paid",),
            "requested",
            who=OFFICE,
            must=(rules.is_right_office, rules.is_not_settled),
            takes_back="pay_drawdown",
            done=_("Die Zahlung kam zurück"),
        ),
    ],
    main_path=("requested", "released", "paid"),
)
