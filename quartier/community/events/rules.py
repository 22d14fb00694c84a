"""Questions about events: None, or the sentence why not."""

from django.utils.translation import gettext as _

from quartier.community.events import models
from quartier.ground.acts import clock


def ends_after_it_begins(event) -> str | None:
    """Whether the end lies after the beginning, and not more than a year."""
    return span_is_right(event, starts_at=event.starts_at, ends_at=event.ends_at)


def span_is_right(event, *, starts_at, ends_at) -> str | None:
    """The same question about a change."""
    if ends_at <= starts_at:
        return _("Das Ende liegt vor dem Anfang. Bitte die Zeiten prüfen.")
    if ends_at > starts_at + models.LONGEST:
        return _("Das ist länger als ein Jahr. Bitte das Datum prüfen.")
    return None


def lies_ahead(event) -> str | None:
    """Whether one can still go there. A past event is published only for the archive, with its source."""
    if event.ends_at <= clock.now() and not event.source:
        return _("Der Termin ist schon vorbei. Für das Archiv bitte eintragen, woher er bekannt ist.")
    return None


def is_not_over(event) -> str | None:
    """Whether it makes sense to call the event off."""
    if event.ends_at <= clock.now():
        return _("Der Termin ist schon vorbei. Absagen geht nicht mehr.")
    return None
