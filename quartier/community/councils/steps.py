"""How meetings, votes and resolutions move. Who takes a step stands here and nowhere else."""

from django.utils.translation import gettext_lazy as _

from quartier.community.councils import models, rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
LEADS = (*TEAM, "chair")

MEETING = steps.Steps(
    models.Meeting,
    states={
        "planned": _("geplant"),
        "invited": _("eingeladen"),
        "open": _("läuft"),
        "closed": _("beendet"),
        "minutes_draft": _("Protokoll im Entwurf"),
        "minutes_approved": _("Protokoll bestätigt"),
        "cancelled": _("abgesagt"),
    },
    main_path=("planned", "invited", "open", "closed", "minutes_draft", "minutes_approved"),
    steps=[
        steps.Step("plan_meeting", _("Sitzung planen"), (), "planned", who=TEAM, done=_("Sitzung geplant")),
        steps.Step(
            "change_meeting", _("Sitzung ändern"), ("planned", "invited"), None, who=TEAM, done=_("Sitzung geändert"), weight="side"
        ),
        steps.Step(
            "invite",
            _("Einladen"),
            ("planned",),
            "invited",
            who=TEAM,
            must=(rules.has_agenda, rules.has_members),
            done=_("Einladung verschickt"),
        ),
        steps.Step(
            "open_meeting", _("Sitzung eröffnen"), ("invited",), "open", who=LEADS, must=(rules.is_the_day,), done=_("Sitzung eröffnet")
        ),
        steps.Step(
            "close_meeting",
            _("Sitzung schließen"),
            ("open",),
            "closed",
            who=LEADS,
            must=(rules.no_vote_is_open,),
            done=_("Sitzung geschlossen"),
        ),
        steps.Step(
            "reopen_meeting",
            _("Wieder eröffnen"),
            ("closed",),
            "open",
            who=LEADS,
            takes_back="close_meeting",
            done=_("Sitzung wieder eröffnet"),
        ),
        steps.Step(
            "draft_minutes",
            _("Protokoll schreiben"),
            ("closed", "minutes_draft"),
            "minutes_draft",
            who=LEADS,
            done=_("Protokoll geschrieben"),
        ),
        steps.Step(
            "approve_minutes", _("Protokoll bestätigen"), ("minutes_draft",), "minutes_approved", who=LEADS, done=_("Protokoll bestätigt")
        ),
        steps.Step(
            "return_minutes",
            _("Bestätigung zurücknehmen"),
            ("minutes_approved",),
            "minutes_draft",
            who=LEADS,
            takes_back="approve_minutes",
            done=_("Bestätigung des Protokolls zurückgenommen"),
        ),
        steps.Step(
            "cancel_meeting",
            _("Sitzung absagen"),
            ("planned", "invited"),
            "cancelled",
            who=TEAM,
            needs_reason=True,
            done=_("Sitzung abgesagt"),
        ),
    ],
)

VOTE = steps.Steps(
    models.Vote,
    states={"open": _("läuft"), "closed": _("geschlossen"), "cancelled": _("abgebrochen")},
    main_path=("open", "closed"),
    steps=[
        steps.Step(
            "open_vote",
            _("Abstimmung öffnen"),
            (),
            "open",
            who=LEADS,
            must=(rules.meeting_runs, rules.item_is_waiting, rules.only_one_vote, rules.is_quorate, rules.is_presented),
            done=_("Abstimmung geöffnet"),
        ),
        steps.Step(
            "close_vote",
            _("Abstimmung schließen"),
            ("open",),
            "closed",
            who=LEADS,
            must=(rules.somebody_voted, rules.circulation_is_over, rules.is_still_quorate),
            done=_("Abstimmung geschlossen"),
        ),
        steps.Step(
            "cancel_vote", _("Abstimmung abbrechen"), ("open",), "cancelled", who=LEADS, needs_reason=True, done=_("Abstimmung abgebrochen")
        ),
    ],
)

RESOLUTION = steps.Steps(
    models.Resolution,
    states={"in_force": _("gilt"), "annulled": _("aufgehoben")},
    steps=[
        steps.Step("resolve", _("Beschluss"), (), "in_force", who=LEADS, done=_("Beschluss gefasst")),
        steps.Step(
            "resolve_publicly",
            _("Beschluss"),
            (),
            "in_force",
            who=LEADS,
            public=_("%(body)s: %(line)s"),
            actor=_("Abstimmung in der Sitzung"),
        ),
        steps.Step(
            "annul",
            _("Beschluss aufheben"),
            ("in_force",),
            "annulled",
            who=LEADS,
            public=_("%(body)s: Der Beschluss ist aufgehoben."),
            actor=_("Gremium"),
            takes_back="resolve_publicly",
        ),
    ],
)
