"""What comes next as Atom and RSS."""

from django.utils import feedgenerator
from django.utils.translation import gettext as _

from quartier.community.events import calendar
from quartier.community.events.exchange import ical
from quartier.ground.acts import subjects
from quartier.ground.notify import addresses
from quartier.ground.ui import german

KINDS = {"atom": feedgenerator.Atom1Feed, "rss": feedgenerator.Rss201rev2Feed}


def feed(kind: str, events, name: str, page: str, own: str) -> str:
    """The events as a feed of the kind "atom" or "rss". `page`: path of the page it belongs to; `own`: path of the feed."""
    made = KINDS[kind](title=name, link=addresses.absolute(page), description=name, language="de", feed_url=addresses.absolute(own))
    for event in events:
        address = addresses.absolute(subjects.of(event).address(event))
        made.add_item(
            title=_title(event),
            link=address,
            unique_id=address,
            description=_text(event),
            pubdate=event.made_at,
            updateddate=event.changed_at,
            categories=[str(event.get_topic_display())] if event.topic else (),
        )
    return made.writeString("utf-8")


def _title(event) -> str:
    title = _("%(title)s: abgesagt") % {"title": event.title} if event.state == "cancelled" else event.title
    return f"{german.weekday_short(event.starts_at)}, {german.day(event.starts_at)}: {title}"


def _text(event) -> str:
    return "\n".join(filter(None, [f"{calendar.when(event)} · {event.where or _('online')}", ical.description(event)]))
