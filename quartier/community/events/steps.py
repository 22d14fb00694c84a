"""The life of an event, of a series and of a registration, each as one table."""

from django.utils.translation import gettext_lazy as _

from quartier.community.events import models, rules
from quartier.ground.workflow import steps

WRITERS = ("team_member", "team_lead", "editor")
TEAM = ("team_member", "team_lead")  # who registers is told to the team alone

EVENT = steps.Steps(
    models.Event,
    states={
        "draft": _("Entwurf"),
        "handed_in": _("eingereicht"),
        "published": _("veröffentlicht"),
        "cancelled": _("abgesagt"),
        "discarded": _("verworfen"),
    },
    steps=[
        steps.Step("create", _("Termin anlegen"), (), "draft", who=WRITERS, must=rules.ends_after_it_begins, done=_("Angelegt")),
        steps.Step(
            "hand_in", _("Termin gemeldet"), (), "handed_in", who=(steps.ANYONE,), must=rules.ends_after_it_begins, done=_("Gemeldet")
        ),
        steps.Step(
            "edit",
            _("Von der Person geändert, die ihn gemeldet hat"),
            ("handed_in", "published"),
            "handed_in",
            who=(steps.ANYONE,),
            must=(rules.is_not_over, rules.span_is_right),
            done=_("Von der Person geändert, die ihn gemeldet hat"),
        ),
        steps.Step(
            "call_off",
            _("Abgesagt von der Person, die ihn gemeldet hat"),
            ("handed_in", "published"),
            "cancelled",
            who=(steps.ANYONE,),
            must=rules.is_not_over,
            needs_reason=True,
            public=_("Der Termin ist abgesagt."),
        ),
        steps.Step(
            "refuse", _("Nicht aufnehmen"), ("handed_in",), "discarded", who=WRITERS, needs_reason=True, done=_("Nicht aufgenommen")
        ),
        steps.Step(
            "change",
            _("Ändern"),
            ("draft", "handed_in", "published"),
            None,
            who=WRITERS,
            must=(rules.span_is_right, rules.seats_suffice),
            done=_("Geändert"),
            weight="side",
        ),
        steps.Step(
            "publish",
            _("Veröffentlichen"),
            ("draft", "handed_in"),
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
            done=_("Zurück in den Entwurf genommen"),
        ),
        steps.Step(
            "discard",
            _("Entwurf verwerfen"),
            ("draft",),
            "discarded",
            who=WRITERS,
            must=rules.stands_alone,
            done=_("Entwurf verworfen"),
            weight="hard",
        ),
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
        steps.Step("create", _("Reihe anlegen"), (), "draft", who=WRITERS, must=rules.has_dates, done=_("Angelegt")),
        steps.Step(
            "change",
            _("Ändern"),
            ("draft", "published"),
            None,
            who=WRITERS,
            must=(rules.date_is_ahead, rules.change_leaves_dates),
            done=_("Geändert"),
            weight="side",
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
        steps.Step(
            "unpublish",
            _("Zurück in den Entwurf"),
            ("published",),
            "draft",
            who=WRITERS,
            takes_back="publish",
            done=_("Zurück in den Entwurf genommen"),
        ),
        steps.Step("discard", _("Entwurf verwerfen"), ("draft",), "discarded", who=WRITERS, done=_("Entwurf verworfen"), weight="hard"),
        steps.Step(
            "confirm",
            _("Von der Veranstalterin bestätigt"),
            ("published",),
            None,
            who=(steps.ANYONE,),
            done=_("Von der Veranstalterin bestätigt"),
        ),
        steps.Step(
            "say_over",
            _("Von der Veranstalterin beendet"),
            ("published",),
            "cancelled",
            who=(steps.ANYONE,),
            must=rules.is_still_running,
            public=_("Die Reihe findet nicht mehr statt."),
        ),
        steps.Step(
            "extend",
            _("Weitere Termine eingetragen"),
            ("draft", "published"),
            None,
            who=(steps.SYSTEM,),
            done=_("Weitere Termine eingetragen"),
        ),
    ],
)

BOOKING = steps.Steps(
    models.Booking,
    states={
        "held": _("Plätze gehalten"),
        "asking": _("füllt aus, alles besetzt"),
        "booked": _("angemeldet"),
        "waiting": _("auf der Warteliste"),
        "left": _("abgemeldet"),
        "lapsed": _("nicht zu Ende geführt"),
    },
    steps=[
        steps.Step(
            "hold", _("Platz nehmen"), (), ("held", "asking"), who=(steps.ANYONE,), must=rules.takes_bookings, done=_("Plätze gehalten")
        ),
        steps.Step(
            "enter", _("Im Büro eingetragen"), (), ("booked", "waiting"), who=TEAM, must=rules.takes_bookings, done=_("Im Büro eingetragen")
        ),
        steps.Step(
            "book",
            _("Anmelden"),
            ("held", "asking", "lapsed"),
            ("booked", "waiting"),
            who=(steps.ANYONE,),
            must=(rules.takes_bookings, rules.is_first_of_address),
            done=_("Angemeldet"),
        ),
        steps.Step("move_up", _("Nachgerückt"), ("waiting",), "booked", who=(steps.SYSTEM,), done=_("Nachgerückt")),
        steps.Step(
            "leave",
            _("Abmelden"),
            ("held", "asking", "booked", "waiting"),
            "left",
            who=(steps.ANYONE,),
            must=rules.is_still_ahead,
            done=_("Abgemeldet"),
            weight="hard",
        ),
        steps.Step(
            "remove",
            _("Abmelden für die Person"),
            ("booked", "waiting"),
            "left",
            who=TEAM,
            must=rules.is_still_ahead,
            done=_("Im Büro abgemeldet"),
            weight="hard",
        ),
        steps.Step("lapse", _("Zeit abgelaufen"), ("held", "asking"), "lapsed", who=(steps.SYSTEM,), done=_("Zeit abgelaufen")),
    ],
)
