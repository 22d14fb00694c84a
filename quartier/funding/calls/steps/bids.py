"""The life of a bid: sealed, opened by two, checked, chosen or not (domain §8 rows 9–16)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import bids as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
DISTRICT = ("district_coordinator", "granting_officer")

BID = steps.Steps(
    models.Bid,
    states={
        "sealed": _("verschlossen"),
        "withdrawn": _("zurückgezogen"),
        "opened": _("geöffnet"),
        "complete": _("vollständig"),
        "formally_ok": _("formal geprüft"),
        "excluded": _("ausgeschlossen"),
        "chosen": _("ausgewählt"),
        "not_chosen": _("nicht ausgewählt"),
    },
    steps=[
        steps.Step("hand_in_bid", _("Bewerbung abgeben"), (), "sealed", who=("carrier",), must=rules.in_time),
        steps.Step("enter_bid", _("Bewerbung auf Papier eintragen"), (), "sealed", who=TEAM),
        steps.Step("replace_bid", _("Bewerbung ersetzen"), ("sealed",), None, who=("carrier",), must=rules.in_time),
        steps.Step("withdraw_bid", _("Bewerbung zurückziehen"), ("sealed",), "withdrawn", who=("carrier",), must=rules.is_before_deadline),
        steps.Step("unseal_bid", _("Öffnen"), ("sealed",), "opened", who=(*TEAM, *DISTRICT)),
        steps.Step("find_complete", _("Vollständig"), ("opened",), "complete", who=TEAM),
        steps.Step("find_formally_ok", _("Formal in Ordnung"), ("complete",), "formally_ok", who=DISTRICT),
        steps.Step(
            "exclude_bid", _("Ausschließen"), ("opened", "complete", "formally_ok"), "excluded", who=(*TEAM, *DISTRICT), needs_reason=True
        ),
        steps.Step("readmit_bid", _("Ausschluss zurücknehmen"), ("excluded",), "opened", who=DISTRICT, takes_back="exclude_bid"),
        steps.Step("choose_bid", _("Auswählen"), ("formally_ok",), "chosen", who=("team_lead", "district_coordinator")),
        steps.Step(
            "pass_over_bid",
            _("Nicht auswählen"),
            ("formally_ok", "excluded"),
            ("not_chosen", "excluded"),
            who=("team_lead", "district_coordinator"),
        ),
        steps.Step("put_back_bid", _("Zurück in die Auswahl"), ("chosen", "not_chosen"), "formally_ok", who=("district_coordinator",)),
    ],
    main_path=("sealed", "opened", "complete", "formally_ok", "chosen"),
)
