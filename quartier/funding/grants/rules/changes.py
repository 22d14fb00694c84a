"""When a change can be told, asked for and decided."""

from django.utils.translation import gettext as _

from quartier.funding.grants.rules import awards
from quartier.ground.acts import clock
from quartier.ground.ui import german


def award_is_running(change) -> str | None:
    """Changes concern what is running."""
    return None if change.award.state == "running" else _("Ändern lässt sich etwas, solange das Vorhaben läuft.")


def text_says_something(change) -> str | None:
    """A change is told in words."""
    return None if len(change.text.strip()) >= 10 else _("Bitte in ein bis drei Sätzen schreiben, was sich ändert und warum.")


def new_end_holds(change) -> str | None:
    """A new end lies ahead and after the beginning."""
    if change.new_ends_on is None:
        return None
    if change.new_ends_on < max(change.award.starts_on, clock.today()):
        return _("Das neue Ende liegt in der Vergangenheit. Bitte einen Tag ab dem %(day)s wählen.") % {
            "day": german.day(max(change.award.starts_on, clock.today()))
        }
    if change.award.is_micro and change.new_ends_on.year > max(change.award.years, default=change.award.ends_on.year):
        return _("Das Geld ist für %(year)s. Bitte einen letzten Tag in diesem Jahr wählen.") % {"year": max(change.award.years)}
    return None


def is_right_office(change, *, by) -> str | None:
    """The rules say who decides."""
    return awards.is_right_office(change.award, by=by)


def is_not_own(change, *, by) -> str | None:
    """Nobody decides on her own request."""
    return awards.is_not_own(change.award, by=by)
