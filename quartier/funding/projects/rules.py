"""Questions about projects: None, or the sentence why not."""

from django.utils.translation import gettext as _

from quartier.ground.acts import clock


def may_be_public(project) -> str | None:
    """Something to read, in words for everybody."""
    return None if project.title.strip() else _("Bitte einen Titel eintragen.")


def reached_day_holds(milestone, *, reached_on) -> str | None:
    """What is reached was reached on a day that has been."""
    if reached_on is not None and reached_on > clock.today():
        return _("Dieser Tag liegt in der Zukunft. Bitte den Tag eintragen, an dem es geschafft war.")
    return None


def is_over(project, on=None) -> bool:
    """The last day has passed, whether or not the accounts are done: derived from the clock, never stored."""
    return project.state != "running" or project.ends_on < (on or clock.today())
