"""The life of an idea as one table."""

from django.utils.translation import gettext_lazy as _

from quartier.community.participation import models, rules
from quartier.ground.workflow import steps

TEAM = ("team_member", "team_lead")
AUTHOR = ("author",)
TEAM_SAYS = _("Quartiersteam")

IDEA = steps.Steps(
    models.Idea,
    states={
        "unconfirmed": _("noch nicht bestätigt"),
        "lapsed": _("nie bestätigt"),
        "received": _("eingegangen"),
        "published": _("veröffentlicht"),
        "answered": _("beantwortet"),
        "refused": _("nicht Sache des Quartiers"),
        "held_back": _("nicht veröffentlicht"),
        "merged": _("zusammengelegt"),
        "withdrawn": _("zurückgezogen"),
    },
    steps=[
        steps.Step("submit", _("Idee abschicken"), (), "unconfirmed", who=steps.ANYONE, must=rules.place_takes_ideas),
        steps.Step(
            "hand_in",
            _("Idee abschicken, angemeldet"),
            (),
            "received",
            who=AUTHOR,
            must=rules.place_takes_ideas,
            public=_("Die Idee ist da."),
            actor=_("Nachbarschaft"),
        ),
        steps.Step(
            "enter",
            _("Idee für jemanden eintragen"),
            (),
            "received",
            who=TEAM,
            must=rules.place_takes_ideas,
            public=_("Die Idee wurde im Büro erzählt."),
            actor=_("Nachbarschaft"),
        ),
        steps.Step(
            "confirm",
            _("E-Mail bestätigen"),
            ("unconfirmed",),
            "received",
            who=steps.ANYONE,
            must=rules.came_by_open_link,
            public=_("Die Idee ist da."),
            actor=_("Nachbarschaft"),
        ),
        steps.Step("lapse", _("Ohne Bestätigung verfallen"), ("unconfirmed",), "lapsed", who=steps.SYSTEM),
        steps.Step(
            "publish",
            _("Veröffentlichen"),
            ("received",),
            "published",
            who=TEAM,
            public=_("Die Idee ist veröffentlicht."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "answer",
            _("Öffentlich antworten"),
            ("published", "answered"),
            "answered",
            who=TEAM,
            must=rules.answer_is_given,
            public=_("Das Team hat geantwortet."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "refuse",
            _("Nicht Sache des Quartiers: mit Antwort ablehnen"),
            ("received", "published"),
            "refused",
            who=TEAM,
            must=(rules.answer_is_given, rules.has_no_outcome),
            public=_("Darüber kann das Quartier nicht entscheiden. Die Antwort steht auf dieser Seite."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "merge",
            _("Mit einer anderen Idee zusammenlegen"),
            ("received", "published", "answered"),
            "merged",
            who=TEAM,
            must=rules.may_merge,
            public=_("Eine ähnliche Idee wurde mit dieser zusammengelegt."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "hold_back",
            _("Nicht veröffentlichen"),
            ("received", "published", "answered"),
            "held_back",
            who=TEAM,
            must=rules.has_no_outcome,
            needs_reason=True,
        ),
        steps.Step(
            "redact",
            _("Persönliche oder verletzende Angaben kürzen"),
            ("received", "published", "answered", "refused"),
            None,
            who=TEAM,
            needs_reason=True,
            public=_("Das Team hat Angaben gekürzt, die nicht öffentlich sein dürfen."),
            actor=TEAM_SAYS,
        ),
        steps.Step(
            "unpublish", _("Veröffentlichung zurücknehmen"), ("published",), "received", who=TEAM, must=rules.has_no_outcome, takes_back="publish"
        ),
        steps.Step("reopen", _("Ablehnung zurücknehmen"), ("refused",), "received", who=TEAM, takes_back="refuse"),
        steps.Step("release", _("Doch wieder prüfen"), ("held_back",), "received", who=TEAM, takes_back="hold_back"),
        steps.Step(
            "split",
            _("Wieder trennen"),
            ("merged",),
            "received",
            who=TEAM,
            must=rules.may_split,
            takes_back="merge",
        ),
        steps.Step(
            "withdraw",
            _("Idee zurückziehen"),
            ("received", "published"),
            "withdrawn",
            who=AUTHOR,
            must=rules.has_no_outcome,
        ),
        steps.Step(
            "hide_name",
            _("Meinen Namen entfernen"),
            ("received", "published", "answered", "refused", "merged"),
            None,
            who=AUTHOR,
            must=rules.shows_a_name,
        ),
    ],
    main_path=("received", "published"),
)
