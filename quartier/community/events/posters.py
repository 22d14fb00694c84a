"""Paper to hang up: the poster of one event and the programme of a month, A4 or A3, in the tile of the quarter."""

from datetime import date

import segno
from django.utils.translation import gettext as _

from quartier.community.events import calendar, queries, words
from quartier.ground.acts import subjects
from quartier.ground.notify import addresses, letters, pdf
from quartier.ground.quarters import queries as quarters
from quartier.ground.ui import german, tiles

FORMATS = ("a4", "a3")
MOST = 120  # rows of a month on paper; what is more stands on the page
MOST_LETTERS, MOST_LINES = 900, 12
INK = {"deep": "#191b1f", "bright": "#c9ccd1", "wash": "#f3f2f0"}
COLOURS = {  # the light ones of the look; paper has no dark mode
    "ziegel": {"deep": "#a23620", "bright": "#f39a78", "wash": "#fbebe5"},
    "senf": {"deep": "#7c5800", "bright": "#f7c948", "wash": "#fcf3d9"},
    "linde": {"deep": "#4a6510", "bright": "#b9d35f", "wash": "#f1f6dc"},
    "flasche": {"deep": "#0f5a42", "bright": "#74cca6", "wash": "#e1f3ea"},
    "petrol": {"deep": "#0a5c6e", "bright": "#71c8da", "wash": "#e1f3f7"},
    "pflaume": {"deep": "#6a2f71", "bright": "#cf9fd8", "wash": "#f6eaf8"},
    "himbeer": {"deep": "#a1255b", "bright": "#f397ba", "wash": "#fce9f1"},
    "schiefer": {"deep": "#414e5b", "bright": "#aebccb", "wash": "#ebeff3"},
}


def poster(event, paper: str = "a4") -> bytes:
    """The poster of one event as PDF: what, when, where, for whom, and a code that leads to its page."""
    address = addresses.absolute(subjects.of(event).address(event))
    costs = {True: _("kostenlos"), False: event.costs, None: ""}[event.is_free]
    languages = words.languages(event.language_codes)
    facts = [
        (_("Kosten"), costs),
        (_("Sprachen"), languages),
        (_("Es lädt ein"), event.organisation.name if event.organisation else event.organiser),
        (_("Fragen"), event.contact),
    ]
    data = {
        **_shared(event.place, paper, address),
        "title": event.title,
        "day": f"{german.weekday(event.starts_at)}, {german.day(event.starts_at)}",
        "time": calendar.when(event),
        "where": event.where or _("online"),
        "text": _short(event.text),
        "tags": [tag for tag in calendar.tags(event) if tag != _("kostenlos")],
        "facts": [[term, text] for term, text in facts if text],
        "off": event.cancel_reason if event.state == "cancelled" else "",
        "words": {"off": _("Fällt aus"), "more": _("Mehr dazu")},
    }
    return pdf.render("events/poster", data, event.title)


def _short(text: str) -> str:
    """As much of a text as a wall reads: so many letters and so many lines."""
    lines = text.strip().splitlines()
    cut = "\n".join(lines[:MOST_LINES])
    is_whole = len(lines) <= MOST_LINES and len(cut) <= MOST_LETTERS
    return cut if is_whole else f"{cut[:MOST_LETTERS].rstrip()} …"


def programme(place, day: date, paper: str = "a4") -> bytes:
    """The programme of a month of a quarter as PDF, day by day."""
    span = queries.month(day)
    events = list(queries.in_span(place, span)[: MOST + 1])
    title = _("Termine im %(month)s") % {"month": f"{german.MONTHS[day.month - 1]} {day.year}"}
    page = addresses.absolute(f"/{place.slug}/termine/?monat={day:%Y-%m}")
    data = {
        **_shared(place, paper, page),
        "title": title,
        "days": [_day(one) for one in calendar.agenda(events[:MOST], span)],
        "is_more": len(events) > MOST,
        "words": {
            "more": _("Alle Termine und was sich ändert"),
            "rest": _("Weitere Termine stehen auf der Seite."),
            "nothing": _("In diesem Monat ist nichts geplant."),
            "off": _("fällt aus"),
        },
    }
    return pdf.render("events/programme", data, f"{title}: {place.name}")


def _day(day) -> dict:
    rows = [{"title": row.title, "when": row.when, "where": row.where, "tags": row.tags, "is_off": row.is_cancelled} for row in day.rows]
    return {"weekday": german.weekday(day.on), "day": german.day_month(day.on), "rows": rows}


def _shared(place, paper: str, address: str) -> dict:
    found = quarters.programme(place)
    return {
        **letters.sender(place),
        "place": place.name,
        "paper": paper if paper in FORMATS else FORMATS[0],
        "colours": COLOURS.get(place.colour or "", INK),
        "band": band(place),
        "qr": segno.make(address, micro=False).svg_inline(scale=4, border=2),
        "address": address.split("://")[-1],
        "logos": list(found.logos) if found else [],
    }


def band(place) -> str:
    """The tile of the quarter as a band of its own colours, as SVG for paper."""
    colours = COLOURS.get(place.colour or "", INK)
    size, shapes = tiles.PATTERNS[place.pattern or 0]
    for name, colour in (*colours.items(), ("joint", "#ffffff")):
        shapes = shapes.replace(f'class="t-{name}"', f'fill="{colour}"')
    count = 1200 // size
    repeated = "".join(f'<g transform="translate({number * size} 0)">{shapes}</g>' for number in range(count))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {count * size} {size}"><defs><clipPath id="b">'
        f'<path d="M0 0h{count * size}v{size}H0z"/></clipPath></defs><g clip-path="url(#b)">{repeated}</g></svg>'
    )
