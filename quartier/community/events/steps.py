"""The life of an event and of a series, each as one table."""

from django.utils.translation import gettext_lazy as _

from quartier.community.events import models, rules
from quartier.ground.workflow import steps

WRITERS = ("team_member", "team_lead", "editor")

EVENT = steps.Steps(
    models.Event,
    states={
        "draft": _("Entwurf"),
        "published": _("veröffentlicht"),
        "cancelled": _("abgesagt"),
        "discarded": _("verworfen"),
    },
    steps=[
        steps.Step("create", _("Termin anlegen"), (), "draft", who=WRITERS, must=rules.ends_after_it_begins),
        steps.Step("change", _("Ändern"), ("draft", "published"), None, who=WRITERS, must=rules.span_is_right),
        steps.Step(
            "publish",
            _("Veröffentlichen"),
            ("draft",),
            "published",
            who=WRITERS,
            must=(rules.stands_alone, rules.is_on, rules.lies_ahead),
            public=_("Der Termin ist veröffentlicht."),
        ),
        steps.Step(
            "cancel",
            _("Absagen"),
            ("published",),
            "cancelled",
            who=WRITERS,
            must=rules.is_not_over,
            needs_reason=True,
            public=_("Der Termin ist abgesagt."),
        ),
        steps.Step(
            "revive",
            _("Absage zurücknehmen"),
            ("cancelled",),
            "published",
            who=WRITERS,
            must=(rules.is_not_over, rules.series_goes_on),
            public=_("Der Termin findet doch statt."),
            takes_back="cancel",
        ),
        steps.Step(
            "unpublish",
            _("Zurück in den Entwurf"),
            ("published",),
            "draft",
            who=WRITERS,
            must=rules.stands_alone,
            takes_back="publish",
        ),
        steps.Step("discard", _("Entwurf verwerfen"), ("draft",), "discarded", who=WRITERS, must=rules.stands_alone),
    ],
)

SERIES = steps.Steps(
    models.Series,
    states={
        "draft": _("Entwurf"),
        "published": _("veröffentlicht"),
        "cancelled": _("abgesagt"),
        "discarded": _("verworfen"),
    },
    steps=[
        steps.Step("create", _("Reihe anlegen"), (), "draft", who=WRITERS, must=rules.has_dates),
        steps.Step(
            "change",
            _("Ändern"),
            ("draft", "published"),
            None,
            who=WRITERS,
            must=(rules.date_is_ahead, rules.change_leaves_dates),
        ),
        steps.Step(
            "publish",
            _("Veröffentlichen"),
            ("draft",),
            "published",
            who=WRITERS,
            must=rules.has_dates_ahead,
            public=_("Die Termine der Reihe sind veröffentlicht."),
        ),
        steps.Step(
            "cancel",
            _("Ganze Reihe absagen"),
            ("published",),
            "cancelled",
            who=WRITERS,
            must=rules.is_still_running,
            needs_reason=True,
            public=_("Die Reihe ist abgesagt."),
        ),
        steps.Step(
            "revive",
            _("Absage zurücknehmen"),
            ("cancelled",),
            "published",
            who=WRITERS,
            must=rules.is_still_running,
            public=_("Die Reihe findet doch statt."),
            takes_back="cancel",
        ),
        steps.Step("unpublish", _("Zurück in den Entwurf"), ("published",), "draft", who=WRITERS, takes_back="publish"),
        steps.Step("discard", _("Entwurf verwerfen"), ("draft",), "discarded", who=WRITERS),
        steps.Step("extend", _("Weitere Termine eingetragen"), ("draft", "published"), None, who=(steps.SYSTEM,)),
    ],
)
