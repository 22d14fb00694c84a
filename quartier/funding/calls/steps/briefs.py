"""From the key points to the confirmed budget (domain §8 rows 3–7)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import briefs as rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
COUNCIL = _("Quartiersrat")
DISTRICT = _("Bezirksamt")

# What the council resolves is told on the timeline by the council itself, as far as its rules make results public.
BRIEF = steps.Steps(
    models.Brief,
    states={
        "drafted": _("Entwurf"),
        "tabled": _("auf der Tagesordnung"),
        "worthy": _("vom Rat befürwortet"),
        "rejected": _("vom Rat abgelehnt"),
        "feasible": _("machbar"),
        "not_feasible": _("nicht machbar"),
        "listed": _("auf der Projektliste"),
        "confirmed": _("Geld ist vorgemerkt"),
        "dropped": _("nicht weiter verfolgt"),
    },
    steps=[
        steps.Step("draft_brief", _("Eckpunkte anlegen"), (), "drafted", who=TEAM, must=(rules.years_add_up, rules.fits_the_fund)),
        steps.Step("change_brief", _("Eckpunkte ändern"), ("drafted",), None, who=TEAM),
        steps.Step("table_brief", _("Auf die Tagesordnung des Rats"), ("drafted",), "tabled", who=TEAM, must=rules.years_add_up),
        steps.Step("untable_brief", _("Von der Tagesordnung nehmen"), ("tabled",), "drafted", who=TEAM, takes_back="table_brief"),
        steps.Step(
            "find_worthy",
            _("Der Rat ist dafür"),
            ("tabled",),
            "worthy",
            who=steps.BODY,
        ),
        steps.Step(
            "find_unworthy",
            _("Der Rat ist dagegen"),
            ("tabled",),
            "rejected",
            who=steps.BODY,
        ),
        steps.Step(
            "ask_changes",
            _("Der Rat möchte Änderungen"),
            ("tabled",),
            "drafted",
            who=steps.BODY,
        ),
        steps.Step(
            "defer_brief",
            _("Der Rat vertagt"),
            ("tabled",),
            "drafted",
            who=steps.BODY,
        ),
        steps.Step(
            "undo_council",
            _("Der Beschluss des Rats gilt nicht"),
            ("worthy", "rejected", "drafted"),
            "tabled",
            who=steps.BODY,
            takes_back="find_worthy",
            public=_("Der Beschluss des Quartiersrats ist aufgehoben. Er entscheidet noch einmal."),
            actor=COUNCIL,
        ),
        steps.Step(
            "rework_brief", _("Neu fassen und wieder vorlegen"), ("rejected", "not_feasible"), "drafted", who=TEAM, needs_reason=True
        ),
        steps.Step(
            "find_feasible",
            _("Machbar"),
            ("worthy",),
            "feasible",
            who=("district_coordinator", "specialist_dept"),
            must=rules.has_every_opinion,
            public=_("Das Bezirksamt hat geprüft: Das ist möglich."),
            actor=DISTRICT,
        ),
        steps.Step(
            "find_not_feasible",
            _("Nicht machbar"),
            ("worthy",),
            "not_feasible",
            who=("district_coordinator", "specialist_dept"),
            needs_reason=True,
            public=_("Das Bezirksamt hat geprüft: Das ist so nicht möglich. %(reason)s"),
            actor=DISTRICT,
        ),
        steps.Step(
            "reopen_feasibility",
            _("Prüfung zurücknehmen"),
            ("feasible", "not_feasible"),
            "worthy",
            who=("district_coordinator",),
            takes_back="find_feasible",
            public=_("Das Bezirksamt prüft noch einmal."),
            actor=DISTRICT,
        ),
        steps.Step("list_brief", _("Auf die Projektliste setzen"), ("feasible",), "listed", who=("district_coordinator",)),
        steps.Step(
            "confirm_budget",
            _("Geld bestätigen und vormerken"),
            ("listed",),
            "confirmed",
            who=("state_coordinator",),
            public=_("Das Geld ist vorgemerkt: höchstens %(amount_cents)s."),
            actor=_("Senatsverwaltung"),
        ),
        steps.Step(
            "release_budget",
            _("Vormerkung aufheben"),
            ("confirmed",),
            "listed",
            who=("state_coordinator",),
            must=rules.has_no_call,
            takes_back="confirm_budget",
            public=_("Die Vormerkung des Geldes ist aufgehoben."),
            actor=_("Senatsverwaltung"),
        ),
        steps.Step(
            "drop_brief", _("Nicht weiter verfolgen"), ("drafted", "worthy", "feasible", "listed"), "dropped", who=TEAM, needs_reason=True
        ),
    ],
    main_path=("drafted", "tabled", "worthy", "feasible", "listed", "confirmed"),
    to_come={
        "tabled": _("Der Quartiersrat berät"),
        "worthy": "",
        "feasible": _("Das Bezirksamt prüft, ob es geht"),
        "listed": "",
        "confirmed": _("Das Geld wird vorgemerkt"),
    },
)
