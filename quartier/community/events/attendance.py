"""The list of those who come, on paper and as a table."""

import io

from django.utils.translation import gettext as _

from quartier.community.events import calendar, queries
from quartier.ground.notify import letters, pdf
from quartier.ground.ui import german

HEADINGS = ("Nr.", "Name", "Plätze", "E-Mail", "Telefon", "Notiz", "Stand")


def title(event) -> str:
    """What stands above the list."""
    return _("Anmeldungen: %(title)s") % {"title": event.title}


def rows(event) -> list[tuple]:
    """Number, name, seats, address, phone, note, state; those who have a seat by name, then who waits, in line."""
    labels = {"booked": _("angemeldet"), "waiting": _("Warteliste")}
    found = enumerate(queries.registered(event), start=1)
    return [(n, row.name or "–", row.seats, row.email, row.phone, row.note, labels[row.state]) for n, row in found]


def pdf_of(event) -> bytes:
    """To tick off at the door: names, seats and a box; addresses stay in the office."""
    found = rows(event)
    came = [
        [f"☐ {name} ({german.plural(seats, 'Platz', 'Plätze')})", note]
        for _n, name, seats, _e, _p, note, state in found
        if state == _("angemeldet")
    ]
    waits = [
        [f"☐ {name} ({german.plural(seats, 'Platz', 'Plätze')})", note]
        for _n, name, seats, _e, _p, note, state in found
        if state != _("angemeldet")
    ]
    when = f"{german.weekday(event.starts_at)}, {german.day(event.starts_at)}, {calendar.when(event)} · {event.where}"
    blocks = [{"kind": "paragraph", "text": when}, {"kind": "table", "items": came or [[_("Niemand hat sich angemeldet."), ""]]}]
    if waits:
        blocks += [{"kind": "section", "text": _("Warteliste, in dieser Reihenfolge")}, {"kind": "table", "items": waits}]
    return pdf.render("notify/sheet", {**letters.sender(event.place), "code": "", "blocks": blocks}, title(event))


def xlsx_of(event) -> bytes:
    """A table; whatever was typed stays text, never a formula."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet, bold = book.add_worksheet("Anmeldungen"), book.add_format({"bold": True})
    sheet.write_string(0, 0, f"{event.title}, {german.day(event.starts_at)}, {calendar.when(event)}".replace(german.NBSP, " "), bold)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(2, column, heading, bold)
    for line, row in enumerate(rows(event), start=3):
        for column, value in enumerate(row):
            sheet.write_number(line, column, value) if isinstance(value, int) else sheet.write_string(line, column, value)
    sheet.set_column(1, 1, 30)
    sheet.set_column(3, 5, 26)
    book.close()
    return made.getvalue()
