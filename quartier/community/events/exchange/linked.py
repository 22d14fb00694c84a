"""An event in the words of schema.org, as a block of data in the page (a data block is no script: the policy of the house holds)."""

import json
from datetime import timedelta

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from quartier.community.events import models
from quartier.ground.acts import clock, subjects
from quartier.ground.notify import addresses

HARMLESS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
MODES = {"vor-ort": "Offline", "online": "Online", "beides": "Mixed"}


def block(event) -> str:
    """The block for the page of the event; nothing that was typed can end it."""
    return mark_safe(f'<script type="application/ld+json">{json.dumps(data(event), ensure_ascii=False).translate(HARMLESS)}</script>')


def data(event) -> dict:
    """The event as schema.org says it."""
    made = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "url": addresses.absolute(subjects.of(event).address(event)),
        "startDate": _when(event, event.starts_at),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if event.state == 'cancelled' else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{MODES[event.attendance]}EventAttendanceMode",
        "location": _where(event),
    }
    if event.has_end:
        made["endDate"] = _when(event, event.ends_at)
    known = {"description": event.text, "inLanguage": event.language_codes, "typicalAgeRange": _ages(event), "organizer": _organiser(event)}
    return made | {key: value for key, value in known.items() if value} | _price(event)


def _when(event, moment) -> str:
    """Whole days are days; the last one counts, not the midnight after it."""
    if not event.is_all_day:
        return moment.astimezone(clock.BERLIN).isoformat()
    inside = moment if moment == event.starts_at else moment - timedelta(seconds=1)
    return inside.astimezone(clock.BERLIN).date().isoformat()


def _where(event) -> list[dict]:
    here = {"@type": "Place", "name": event.where, "address": f"{event.where}, {event.place.name}"}
    there = {"@type": "VirtualLocation", "url": event.link or addresses.absolute(subjects.of(event).address(event))}
    shown = {"vor-ort": [here], "online": [there], "beides": [here, there]}[event.attendance]
    if event.attendance != models.Attendance.ONLINE and event.is_step_free:
        here["amenityFeature"] = {"@type": "LocationFeatureSpecification", "name": _("stufenlos"), "value": True}
    return shown


def _organiser(event) -> dict:
    name = event.organisation.name if event.organisation else event.organiser
    return {"@type": "Organization", "name": name} if name else {}


def _ages(event) -> str:
    return f"{event.age_from or ''}-{event.age_to or ''}" if event.age_from is not None or event.age_to is not None else ""


def _price(event) -> dict:
    if event.is_free is None:
        return {}
    return {"isAccessibleForFree": event.is_free}
