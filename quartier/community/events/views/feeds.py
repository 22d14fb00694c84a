"""The calendar for other programs: feeds of a city, district, quarter, topic or place, and files of one event or series."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from quartier.community.events import models, queries, wishes
from quartier.community.events.exchange import ical, news
from quartier.ground.access import public

MOST = 1000  # events in one calendar
NEWS = 50
ICAL = "text/calendar; charset=utf-8"
TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}


@public
def calendar(request, place):
    """What was in the last month and what comes, to subscribe to; the words of the filter hold here as well."""
    fit = wishes.fit(request.GET)
    found = queries.for_feed(place, fit, MOST, queries.A_MONTH)
    return _file(ical.feed(found, name(place, fit)), "termine.ics", ICAL)


@public
def feed(request, place, kind):
    """What comes next, as Atom or RSS."""
    fit = wishes.fit(request.GET)
    found = queries.for_feed(place, fit, NEWS, queries.NO_TIME)
    made = news.feed(kind, found, name(place, fit), request.path.rpartition("/")[0] + "/", request.get_full_path())
    return _file(made.encode(), f"termine.{kind}", TYPES[kind])


@public(event=queries.public_event)
def one(request, place, event):
    """One event, to put into one's own calendar."""
    return _file(ical.one(event), f"{slugify(event.title) or 'termin'}.ics", ICAL)


@public(event=queries.public_event)
def whole(request, place, event):
    """The series of which the event is a date, with its rule."""
    if not event.series_id or event.series.state not in models.PUBLIC_STATES:
        raise Http404
    return _file(ical.whole(event.series), f"{slugify(event.title) or 'reihe'}.ics", ICAL)


def name(place, fit) -> str:
    """What a feed is called in a list of calendars."""
    topic = dict(models.Topic.choices).get(fit.topic, "")
    told = [_("Termine"), place.name, str(topic), fit.where]
    return " · ".join(word for word in told if word)


def _file(content: bytes, file_name: str, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'inline; filename="{file_name}"'})
