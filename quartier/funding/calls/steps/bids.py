"""The life of a bid: sealed, opened by two, checked, chosen or not (domain §8 rows 9–16)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import bids as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
DISTRICT = ("district_coordinator", "granting_officer")
CHOOSERS = ("team_lead", "district_coordinator")
CHECKER = (rules.checker_has_no_part,)

BID = steps.Steps(
    models.Bid,
    states={
        "sealed": _("verschlossen"),
        "withdrawn": _("zurückgezogen"),
        "void": _("ungeöffnet gelöscht"),
        "damaged": _("nicht lesbar"),
        "asked": _("noch einmal angefordert"),
        "opened": _("geöffnet"),
        "complete": _("vollständig"),
        "formally_ok": _("formal geprüft"),
        "excluded": _("ausgeschlossen"),
        "chosen": _("ausgewählt"),
        "not_chosen": _("nicht ausgewählt"),
    },
    steps=[
        steps.Step("hand_in_bid", _("Bewerbung abgeben"), (), "sealed", who=("carrier",), must=rules.in_time, is_blind=True),
        steps.Step("enter_bid", _("Brief ungeöffnet eintragen"), (), "sealed", who=TEAM, must=rules.is_shut),
        steps.Step("enter_late_bid", _("Verspäteten Brief eintragen"), (), "excluded", who=TEAM, must=rules.is_really_late),
        steps.Step("replace_bid", _("Bewerbung ersetzen"), ("sealed",), None, who=("carrier",), must=rules.in_time, is_blind=True),
        steps.Step(
            "withdraw_bid",
            _("Bewerbung zurückziehen"),
            ("sealed",),
            "withdrawn",
            who=("carrier",),
            must=rules.is_before_deadline,
            is_blind=True,
        ),
        steps.Step("void_bid", _("Ungeöffnet löschen, weil der Aufruf zurückgezogen ist"), ("sealed",), "void", who=CHOOSERS),
        steps.Step("unseal_bid", _("Öffnen"), ("sealed",), ("opened", "damaged"), who=(*TEAM, *DISTRICT)),
        steps.Step(
            "ask_again",
            _("Noch einmal anfordern"),
            ("damaged", "asked"),
            "asked",
            who=(*TEAM, *DISTRICT),
            must=(rules.selection_goes_on, rules.leaves_time, *CHECKER),
            needs_reason=True,
        ),
        steps.Step("try_again", _("Noch einmal öffnen"), ("damaged", "asked"), "opened", who=(*TEAM, *DISTRICT), must=CHECKER),
        steps.Step("hand_in_again", _("Noch einmal abgeben"), ("asked",), "opened", who=("carrier",), must=rules.is_still_asked),
        steps.Step("type_in_again", _("Inhalt vom Papier eintragen"), ("asked",), "opened", who=TEAM, must=CHECKER),
        steps.Step("type_in_bid", _("Inhalt vom Papier eintragen"), ("opened",), None, who=TEAM, must=(rules.came_on_paper, *CHECKER)),
        steps.Step(
            "find_complete", _("Vollständig"), ("opened",), "complete", who=TEAM, must=(rules.is_typed_in, rules.was_in_time, *CHECKER)
        ),
        steps.Step(
            "find_formally_ok", _("Formal in Ordnung"), ("complete",), "formally_ok", who=DISTRICT, must=(rules.plan_holds, *CHECKER)
        ),
        steps.Step(
            "exclude_bid",
            _("Ausschließen"),
            ("damaged", "asked", "opened", "complete", "formally_ok"),
            "excluded",
            who=(*TEAM, *DISTRICT),
            must=(rules.selection_goes_on, *CHECKER),
            needs_reason=True,
        ),
        steps.Step(
            "readmit_bid",
            _("Ausschluss zurücknehmen"),
            ("excluded",),
            ("opened", "damaged"),
            who=DISTRICT,
            must=(rules.selection_goes_on, rules.was_in_time, *CHECKER),
            takes_back="exclude_bid",
        ),
        steps.Step(
            "recheck_bid",
            _("Formale Prüfung zurücknehmen"),
            ("formally_ok", "complete"),
            "opened",
            who=DISTRICT,
            must=(rules.selection_has_not_begun, *CHECKER),
            takes_back="find_formally_ok",
        ),
        steps.Step(
            "give_opinion", _("Fachlich Stellung nehmen"), ("complete", "formally_ok"), None, who=("specialist_dept",), must=CHECKER
        ),
        steps.Step("choose_bid", _("Auswählen"), ("formally_ok",), "chosen", who=CHOOSERS),
        steps.Step(
            "pass_over_bid",
            _("Nicht auswählen"),
            ("damaged", "asked", "opened", "complete", "formally_ok", "excluded"),
            ("not_chosen", "excluded"),
            who=CHOOSERS,
        ),
        steps.Step("put_back_bid", _("Zurück in die Auswahl"), ("chosen", "not_chosen"), "formally_ok", who=("district_coordinator",)),
    ],
    main_path=("sealed", "opened", "complete", "formally_ok", "chosen"),
)
