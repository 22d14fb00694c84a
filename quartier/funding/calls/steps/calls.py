"""The life of a call (domain §8 rows 8–16). Open and closed follow from the clock."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import calls as rules
from quartier.funding.calls.rules import panel
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
DISTRICT = ("district_coordinator", "granting_officer")
TEAM_SAYS = _("Quartiersteam")

CALL = steps.Steps(
    models.Call,
    states={
        "drafted": _("Entwurf"),
        "approved": _("abgestimmt"),
        "published": _("veröffentlicht"),
        "opening": _("wird geöffnet"),
        "opened": _("Bewerbungen geöffnet"),
        "selecting": _("Auswahl"),
        "chosen": _("Träger gefunden"),
        "no_award": _("niemand ausgewählt"),
        "failed": _("keine Bewerbung"),
        "withdrawn": _("zurückgezogen"),
    },
    steps=[
        steps.Step(
            "draft_call",
            _("Aufruf anlegen"),
            (),
            "drafted",
            who=TEAM,
            must=(rules.brief_is_confirmed, rules.brief_is_free, rules.within_brief),
        ),
        steps.Step("change_call", _("Aufruf ändern"), ("drafted",), None, who=TEAM),
        steps.Step(
            "approve_call",
            _("Text freigeben"),
            ("drafted",),
            "approved",
            who=("district_coordinator", "state_coordinator"),
            must=rules.within_brief,
        ),
        steps.Step(
            "unapprove_call", _("Freigabe zurücknehmen"), ("approved",), "drafted", who=(*TEAM, *DISTRICT), takes_back="approve_call"
        ),
        steps.Step(
            "publish_call",
            _("Veröffentlichen"),
            ("approved",),
            "published",
            who=TEAM,
            must=(rules.brief_is_confirmed, rules.deadline_lies_ahead),
            public=_("Der Aufruf ist offen: höchstens %(amount_cents)s, Bewerbungen bis %(deadline_on)s."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "extend_call",
            _("Frist verlängern"),
            ("published",),
            None,
            who=TEAM,
            must=(rules.nobody_waits_for_opening, rules.later_deadline),
            needs_reason=True,
            public=_("Die Frist ist verlängert bis %(deadline_on)s."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "sign_opening",
            _("Öffnung unterschreiben (erste Person)"),
            ("published",),
            "opening",
            who=(*TEAM, *DISTRICT),
            must=(rules.deadline_is_over, rules.has_bids, rules.has_no_part),
        ),
        steps.Step(
            "unsign_opening", _("Unterschrift zurücknehmen"), ("opening",), "published", who=(*TEAM, *DISTRICT), takes_back="sign_opening"
        ),
        steps.Step(
            "open_bids",
            _("Bewerbungen öffnen (zweite Person)"),
            ("opening",),
            "opened",
            who=(*TEAM, *DISTRICT),
            must=(rules.deadline_is_over, rules.is_another_person, rules.has_no_part),
            public=_("Die Frist ist vorbei. Bewerbungen: %(bids)s."),
            actor=TEAM_SAYS,
        ),
        steps.Step("start_selection", _("Zur Auswahl"), ("opened",), "selecting", who=TEAM, must=rules.every_bid_is_checked),
        steps.Step(
            "choose",
            _("Träger auswählen"),
            ("selecting",),
            "chosen",
            who=("team_lead", "district_coordinator"),
            must=(rules.has_no_part, rules.every_bid_is_checked, panel.reason_is_given, panel.may_be_chosen),
            public=_("Ausgewählt: %(organisation)s"),
            actor=_("Auswahlgremium"),
        ),
        steps.Step(
            "unchoose",
            _("Auswahl zurücknehmen"),
            ("chosen",),
            "selecting",
            who=("district_coordinator",),
            must=panel.nothing_follows,
            takes_back="choose",
            public=_("Die Auswahl wird wiederholt."),
            actor=_("Auswahlgremium"),
        ),
        steps.Step(
            "choose_nobody",
            _("Niemanden auswählen"),
            ("opened", "selecting"),
            "no_award",
            who=("team_lead", "district_coordinator"),
            must=rules.has_no_part,
            needs_reason=True,
            public=_("Es wurde niemand ausgewählt."),
            actor=_("Auswahlgremium"),
        ),
        steps.Step(
            "fail_call",
            _("Ohne Bewerbung beenden"),
            ("published",),
            "failed",
            who=TEAM,
            must=(rules.deadline_is_over, rules.has_no_bids),
            public=_("Es hat sich niemand beworben."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "withdraw_call",
            _("Aufruf zurückziehen"),
            ("approved", "published"),
            "withdrawn",
            who=("team_lead", "district_coordinator"),
            needs_reason=True,
            public=_("Der Aufruf ist zurückgezogen."),
            actor=TEAM_SAYS,
        ),
    ],
    main_path=("drafted", "approved", "published", "opening", "opened", "selecting", "chosen"),
    to_come={
        "approved": "",
        "opening": "",
        "opened": _("Die Bewerbungen werden geöffnet und geprüft"),
        "selecting": "",
        "chosen": _("Ein Gremium wählt den Träger aus"),
    },
)
