"""Texts of mails and letters from Django templates: plain, without HTML's escapes, in the recipient's language."""

import re
import secrets

from django.conf import settings
from django.template import Context, Template, engines
from django.template.loader import get_template
from django.utils import translation

from quartier.ground.notify import addresses

# Marks at the start of a line that the template wrote itself; nobody who types a value can know it.
_SIGN = f"\ue000{secrets.token_hex(8)}\ue001"
_MARKUP = re.compile(r"^(#{1,2} |- |\d{1,2}\. |\| |> )", re.MULTILINE)
_compiled: dict[str, Template] = {}


def mail(template: str, context: dict, language: str = "de") -> tuple[str, str]:
    """Subject (first line) and text of a mail from `<template>.txt`."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = _filled(get_template(f"{template}.txt").template, context)
    subject, _line, body = text.strip().partition("\n")
    return addresses.one_line(subject), _tidy(body)


def foot(place) -> str:
    """What stands below each mail: who writes and how to reach them."""
    return _tidy(_filled(get_template("notify/mail/foot.txt").template, {"place": place}))


def letter(template: str, context: dict, language: str = "de") -> list[dict]:
    """The blocks of a letter from `<template>.txt`.

    A line that starts so in the template makes: `# ` the result as heading, `## ` a section, `- ` a list, `1. ` a numbered
    list, `| a | b` a table row (`| = a | b` the total), `> ` the box of plain words (`> # ` its bold first line). All else
    is paragraphs. What is filled in is only text, whatever it starts with.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        return blocks(_filled(_marked(template), context))


def _filled(template: Template, context: dict) -> str:
    return template.render(Context({"base_url": settings.BASE_URL.rstrip("/"), **context}, autoescape=False))


def _marked(name: str) -> Template:
    found = get_template(f"{name}.txt").template
    if settings.DEBUG or name not in _compiled:
        source = _MARKUP.sub(lambda match: _SIGN + match[1], found.source)
        _compiled[name] = Template(source, origin=found.origin, name=found.name, engine=engines["django"].engine)
    return _compiled[name]


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.strip().splitlines())) + "\n"


def blocks(text: str) -> list[dict]:
    """Blocks in order: heading, section, list, steps, table, paragraph; those of a box lie inside it."""
    found: list[dict] = []
    for line in text.strip().splitlines():
        _take(found, line.rstrip())
    return [block for block in found if block["kind"] != "gap"]


def _take(found: list[dict], line: str) -> None:
    if not line.startswith(_SIGN):
        _take_plain(found, line)
        return
    line = line.removeprefix(_SIGN)
    mark, _space, rest = line.partition(" ")
    if mark == ">":
        _take_into_box(found, rest)
    elif mark in ("#", "##"):
        found.append({"kind": "heading" if mark == "#" else "section", "text": _clean(rest)})
    elif mark == "|":
        _append(found, "table", [_clean(cell) for cell in rest.split(" | ")])
    else:
        _append(found, "list" if mark == "-" else "steps", _clean(rest))


def _take_into_box(found: list[dict], rest: str) -> None:
    if not found or found[-1]["kind"] != "box":
        found.append({"kind": "box", "blocks": []})
    marked = _MARKUP.match(rest)
    _take(found[-1]["blocks"], (_SIGN + rest) if marked else rest)


def _take_plain(found: list[dict], line: str) -> None:
    text, last = _clean(line), found[-1] if found else {}
    if not text:
        found.append({"kind": "gap"})
    elif last.get("kind") == "paragraph":
        last["text"] += "\n" + text
    elif last.get("kind") in ("list", "steps"):
        last["items"][-1] += "\n" + text
    else:
        found.append({"kind": "paragraph", "text": text})


def _append(found: list[dict], kind: str, item) -> None:
    """Add a line to the list above it, even if a loop of the template left empty lines between."""
    above = next((block for block in reversed(found) if block["kind"] != "gap"), {})
    if above.get("kind") == kind:
        above["items"].append(item)
        while found[-1]["kind"] == "gap":
            found.pop()
    else:
        found.append({"kind": kind, "items": [item]})


def _clean(text: str) -> str:
    return text.replace(_SIGN, "").strip()
