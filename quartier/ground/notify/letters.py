"""What stands on a letter besides its text: who writes, from where, when, and the code that shows it is genuine."""

import secrets

from django.utils.translation import gettext as _

from quartier.ground.acts import clock
from quartier.ground.notify import pdf
from quartier.ground.quarters import queries as quarters
from quartier.ground.ui import german

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike


def fresh_code() -> str:
    """Two groups of four signs: typed at `/brief/` they show that a letter is ours."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))


def typeset(place, lines: list[str], title: str, content: list[dict], *, info=(), code="", on=None) -> bytes:
    """The letter as PDF, of the day `on` (today)."""
    data = {
        **sender(place),
        "to": lines,
        "info": [[str(label), str(value)] for label, value in ((_("Datum"), german.day(on or clock.today())), *info)],
        "blocks": content,
        "code": code,
        "check_at": _host() + "/brief",
    }
    return pdf.render("notify/letter", data, title)


def sender(place) -> dict:
    """Head and foot of paper of a place: name, office, programme."""
    office = next(iter(quarters.offices(place)), None)
    programme = quarters.programme(place)
    name = f"Quartiersmanagement {place.name}" if place.is_quarter else place.name
    ways = [office.phone, office.email] if office else []
    return {
        "sender": name,
        "sender_address": office.address if office else "",
        "sender_ways": [way for way in ways if way],
        "programme": programme.strip if programme else "",
    }


def _host() -> str:
    from django.conf import settings

    return settings.BASE_URL.split("://")[-1].rstrip("/")


def as_text(content: list[dict]) -> str:
    """The words of a letter without its look, for the outbox and for finding it again."""
    return "\n\n".join(_words(block) for block in content)


def _words(block: dict) -> str:
    if block["kind"] == "box":
        return as_text(block["blocks"])
    if block["kind"] == "table":
        return "\n".join("  ".join(row) for row in block["items"])
    return block.get("text") or "\n".join(block.get("items", []))
