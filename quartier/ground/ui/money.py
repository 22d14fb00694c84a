"""The money box: a bar of coloured parts and, always beside it, the same parts as a table."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from quartier.ground.ui import german

WIDTH, GAP = 600, 2
KINDS = ("proof", "paid", "held", "free")  # classes b-proof, b-paid, b-held, b-free


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar. kind: proof, paid, held, free, or "" for a table row that has no place in the bar."""

    kind: str
    label: str
    cents: int
    is_total: bool = False


def pot_parts(pot) -> list[Part]:
    """Return the parts of a pot that add up to what was allotted: proven, paid, promised, free; parts of 0 are left out.

    `paid` counts all that was paid, proven or not; `reserved` and `committed` what is promised and not yet paid. Money that is not
    divided yet, went back or lapsed stands in the table, as far as the pot knows it.
    """
    paid_open = pot.paid - pot.proven
    parts = [
        Part("proof", _("ausgezahlt und nachgewiesen"), pot.proven),
        Part("paid", _("ausgezahlt, Nachweis folgt") if pot.proven else _("ausgezahlt"), paid_open),
        Part("held", _("zugesagt"), pot.reserved + pot.committed),
        Part("", _("noch nicht verteilt"), getattr(pot, "undivided", 0)),
        Part("", _("zurückgegeben"), getattr(pot, "returned", 0)),
        Part("", _("verfallen"), getattr(pot, "lapsed", 0)),
        Part("free", _("frei"), pot.free),
    ]
    return [part for part in parts if part.cents > 0 or part.kind == "free"]


def bar(parts: list[Part]) -> str:
    """Return the bar as SVG with all its figures as its name; nothing if there is no money in it."""
    drawn = [part for part in parts if part.kind in KINDS and part.cents > 0 and not part.is_total]
    total = sum(part.cents for part in drawn)
    if not total:
        return ""
    room, x, shapes = WIDTH - GAP * (len(drawn) - 1), 0.0, []
    for part in drawn:
        width = room * part.cents / total
        shapes.append((part.kind, f"{x:.1f}", f"{width:.1f}"))
        x += width + GAP
    rects = format_html_join("", '<rect class="b-{}" x="{}" y="0" width="{}" height="24"/>', shapes)
    name = ", ".join(f"{german.euro_words(part.cents)} {part.label}" for part in drawn)
    return format_html('<svg class="bar" viewBox="0 0 600 24" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>', name, rects)


def ledger(parts: list[Part]) -> str:
    """Return the table of the same parts."""
    rows = format_html_join("", '<tr{}><th scope="row">{}{}</th><td>{}</td></tr>', (_row(part) for part in parts))
    return format_html('<table class="ledger"><tbody>{}</tbody></table>', rows)


def _row(part: Part) -> tuple:
    key = format_html(
        '<svg class="key" viewBox="0 0 16 16" aria-hidden="true"><rect class="b-{}" width="16" height="16"/></svg>', part.kind
    )
    css = mark_safe(' class="total"') if part.is_total else ""
    return css, key if part.kind in KINDS and not part.is_total else "", part.label, german.euro(part.cents)
