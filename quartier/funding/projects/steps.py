"""The life of a project as everybody sees it; it follows its award (domain §8 rows 20–28)."""

from django.utils.translation import gettext_lazy as _

from quartier.funding.projects import models, rules
from quartier.ground.workflow import steps

OFFICE = ("team_member", "team_lead", "granting_officer")
ALL = ("grantee", *OFFICE)  # whoever moves the award moves the project with it
CARRIER = {"AF": _("Wer den Antrag gestellt hat"), "": _("Träger")}

PROJECT = steps.Steps(
    models.Project,
    states={
        "running": _("läuft"),
        "terminated": _("vorzeitig beendet"),
        "ended": _("abgeschlossen"),
        "dropped": _("nicht begonnen"),
    },
    steps=[
        steps.Step("start", _("Projekt beginnen"), (), "running", who=ALL, public=_("Es geht los."), actor=CARRIER),
        steps.Step(
            "describe",
            _("Projektseite ändern"),
            ("running", "terminated", "ended"),
            None,
            who=ALL,
            must=rules.may_be_public,
            done=_("Projektseite geändert"),
            weight="side",
        ),
        steps.Step("stop", _("Vorzeitig beenden"), ("running",), "terminated", who=ALL, done=_("Projekt vorzeitig beendet"), weight="hard"),
        steps.Step("drop", _("Nicht begonnen"), ("running",), "dropped", who=ALL, done=_("Projekt nicht begonnen"), weight="hard"),
        steps.Step("end", _("Projekt abschließen"), ("running", "terminated"), "ended", who=ALL, done=_("Projekt abgeschlossen")),
        steps.Step(
            "resume",
            _("Wieder öffnen"),
            ("ended",),
            ("running", "terminated"),
            who=ALL,
            takes_back="end",
            done=_("Projekt wieder geöffnet"),
        ),
    ],
    main_path=("running", "ended"),
    to_come={"ended": _("Abrechnung und Abschluss")},
)
