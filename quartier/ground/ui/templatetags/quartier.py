"""Filters and small tags for every template (a builtin: no `{% load %}` needed)."""

import datetime
import re

from django import forms, template
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from quartier.ground.ui import choices, drawings, german, icons, money, tiles
from quartier.ground.ui import forms as ui_forms

register = template.Library()


def _if_given(function):
    """Show nothing for None and "", so that a template need not ask first."""

    def show(value):
        return "" if value is None or value == "" else function(value)

    return show


for _name in [
    "euro",
    "euro_exact",
    "euro_words",
    "number",
    "percent",
    "day",
    "day_short",
    "day_table",
    "day_month",
    "day_digits",
    "month_short",
    "weekday",
    "weekday_short",
    "clock",
    "clock_digits",
    "moment",
    "in_words",
    "file_size",
    "iban",
]:
    register.filter(_name, _if_given(getattr(german, _name)))


@register.filter
def until(value, today) -> str:
    """`{{ call.closes_on|until:today }}` → "noch 17 Tage"."""
    return german.days_left(value, today)


@register.filter
def up_to(start, end) -> str:
    """`{{ event.starts_at|up_to:event.ends_at }}` → "16 bis 19 Uhr"."""
    return german.span(start, end)


@register.filter
def count(value: int, words: str) -> str:
    """`{{ n|count:"Idee,Ideen" }}` → "1 Idee", "23 Ideen"."""
    one, many = words.split(",")
    return german.plural(value, one, many)


@register.filter
def times(number) -> range:
    """`{% for empty in 5|times %}`."""
    return range(int(number))


@register.simple_tag
def icon(name: str, css: str = "") -> str:
    """`{% icon "ok" %}`: one icon of the look."""
    return mark_safe(icons.svg(name, css))


@register.simple_tag
def band(place=None, height: str = "thin") -> str:
    """`{% band place "tall" %}`: the band of tiles; once per page."""
    return mark_safe(tiles.band(place, height))


@register.simple_tag
def chip(place) -> str:
    """`{% chip place %}`: one small tile beside a quarter's name."""
    return mark_safe(tiles.chip(place))


@register.simple_tag
def strip(places, columns: int = 16) -> str:
    """`{% strip places %}`: the city's strip, one tile per place."""
    return mark_safe(tiles.strip([(p.colour, p.pattern or 0) for p in places if tiles.css_class(p)], columns))


@register.simple_tag
def drawing(*texts, fallback: str = "") -> str:
    """`{% drawing idea.title as picture %}`: the address of the drawing for these words, "" where none fits."""
    return drawings.of(*map(str, texts), fallback=fallback)


@register.filter
def unbroken(text) -> str:
    """`{{ meeting.starts_at|day|unbroken }}`: a day that stays on one line, for headings and narrow places."""
    return str(text).replace(" ", german.NBSP)


@register.filter
def mail_words(address) -> str:
    """`{{ office.email|mail_words }}`: an address that breaks after @ and dots, not anywhere."""
    return mark_safe(re.sub(r"([@.])(?=\w)", r"\1<wbr>", str(escape(address))))


@register.filter
def tile_class(place) -> str:
    """`{{ place|tile_class }}` → "k-himbeer"."""
    return tiles.css_class(place)


@register.simple_tag(takes_context=True)
def error_prefix(context) -> str:
    """ "Fehler: " in front of the page title as soon as any form on the page was refused."""
    return _("Fehler:") + " " if any(_refused(value) for layer in context.dicts for value in layer.values()) else ""


@register.simple_tag
def default_button(label: str = "") -> str:
    """The button that Enter presses: out of sight, before "Noch eine Zeile" and its like."""
    return format_html('<button type="submit" class="vh" tabindex="-1" aria-hidden="true">{}</button>', label or _("Weiter"))


def _refused(value) -> bool:
    kind = type(value)  # isinstance would wake a lazy user, and with it the session
    return issubclass(kind, forms.BaseForm | BaseFormSet) and value.is_bound and bool(value.errors)


@register.filter
def mailbox(address) -> str:
    """`{{ person.email|mailbox }}`: a link that breaks after the @, not in the middle of a word; nothing without an address."""
    name, _at, host = str(address or "").partition("@")
    return format_html('<a class="mailbox" href="mailto:{}@{}">{}@<wbr>{}</a>', name, host, name, host) if host else ""


@register.filter
def message_tone(level: str) -> str:
    """The tone of a notice for a level of django.contrib.messages."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(level, "info")


@register.filter
def paragraph(html):
    """Wrap a slot in <p> unless it brings its own paragraphs."""
    text = str(html).strip()
    return mark_safe(text if not text or (text.startswith("<") and "<p" in text) else f"<p>{text}</p>")


@register.simple_tag
def notice_icon(tone: str) -> str:
    """The sign of a notice; the tone never stands alone."""
    return icon({"ok": "ok", "warn": "warn", "bad": "x"}.get(tone, "info"))


@register.simple_tag
def when(value) -> str:
    """A day in a thread: a <time> for dates, text as it is, nothing for None."""
    if isinstance(value, datetime.date):
        return format_html('<time datetime="{}">{}</time>', german.local(value).strftime("%Y-%m-%d"), german.day(value))
    return value or ""


@register.simple_tag
def log_parts(entries, most) -> dict:
    """The newest lines of a log, and the rest; a rest of one or two lines is not worth a fold."""
    lines, most = list(entries or []), int(most)
    most = len(lines) if len(lines) <= most + 2 else most
    return {"first": lines[:most], "rest": lines[most:]}


@register.simple_tag
def log_time(entry) -> str:
    """ "24. Nov 2026, 14:51" in the log of a case."""
    at = german.local(entry.at)
    shown = f"{german.day_short(at)} {at.year}, {german.clock_digits(at)}"
    return format_html('<time datetime="{}">{}</time>', at.strftime("%Y-%m-%dT%H:%M"), shown)


@register.simple_tag
def log_line(entry) -> str:
    """Who did what: an entry has `label` or `text`, and `who`; what was said stands below."""
    who = getattr(entry, "who", "")
    text = getattr(entry, "text", "") or getattr(entry, "label", "") or getattr(entry, "act", "")
    line = format_html("<b>{}</b>: {}", who, text) if who else format_html("{}", text)
    note = getattr(entry, "reason", "")
    return format_html('{}<br><span class="soft">{}</span>', line, note) if note else line


@register.simple_tag
def step_marks(n, of) -> str:
    """The little boxes of a form's progress; decoration, the text says the same."""
    marks = ((' class="done"' if i < int(n) else ' class="now"' if i == int(n) else "") for i in range(1, int(of) + 1))
    return mark_safe("".join(f"<li{css}></li>" for css in marks))


@register.simple_tag
def money_bar(parts) -> str:
    """The bar of a money box."""
    return money.bar(parts or [])


@register.simple_tag
def money_ledger(parts) -> str:
    """The table of a money box."""
    return money.ledger(parts or [])


@register.simple_tag
def pot_parts(pot) -> list:
    """The parts of a pot for bar and table."""
    return money.pot_parts(pot) if pot else []


@register.simple_tag
def next_step(offers, base: str = ""):
    """The buttons of the next-step box."""
    return choices.next_step(offers, base)


@register.simple_tag(takes_context=True)
def page_turns(context, page):
    """Addresses of the neighbouring pages of a list, or None."""
    request = context.get("request")
    return choices.turns(page, request.GET if request else QueryDict()) if page else None


@register.simple_tag
def error_lines(form) -> list:
    """What the error summary says about a form that was refused; several forms may be given as a list."""
    given = form if isinstance(form, list | tuple) else [form]
    return [line for one in given if isinstance(one, forms.BaseForm) and one.is_bound for line in ui_forms.summary(one)]
