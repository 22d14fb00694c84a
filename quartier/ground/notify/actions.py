"""Writing to people: a row in the outbox, in the transaction of the act that causes it."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.ground.acts import clock, log, subjects
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import actions as files
from quartier.ground.notify import addresses, letters, models, recipients, texts
from quartier.ground.quarters import queries as quarters


def mail(
    *, to_person=None, to_address="", to_name="", template, context=None, about=None, place=None, by=None, is_secret=False, address=()
):
    """Write a mail from `<template>.txt` (first line = subject) to a person or to an address.

    A person without an e-mail address gets the same words as a letter, which the office prints; `address`: the lines of its window
    (without them her name and address). Whole links: `{{ base_url }}`.
    `is_secret`: the text is erased once sent. Returns the Message; raises Refused when the address is none.
    """
    if to_person is None and not to_address:
        raise ValueError("a mail needs a person or an address")
    place = place or _place_of(about) or quarters.city()
    words = {"person": to_person, "place": place, **(context or {})}
    subject, body = texts.mail(template, words, getattr(to_person, "language", "de"))
    if to_person is not None and not to_person.email:
        return _as_letter(to_person, subject, body, about=about, place=place, by=by, address=address)
    to = addresses.recipient(to_person.email, to_person.name) if to_person else addresses.recipient(to_address, to_name)
    text = f"{body}\n-- \n{texts.foot(place)}" if place else body
    return _row(models.Message.Channel.MAIL, to_person, to, subject, text, about, place, is_secret=is_secret)


def letter(*, to_person=None, address=(), template, context=None, about=None, place=None, by=None, info=(), name=""):
    """Write a letter: typeset from `<template>.txt` (see `texts.letter`), stored as PDF, waiting for the office to print it.

    `address`: the lines of the window, without them the person's name and address. `info`: pairs (label, value) beside the address.
    `name` is the file name. Returns the Message; its file belongs to `about`.
    """
    place = place or _place_of(about) or quarters.city()
    words = {"person": to_person, "place": place, **(context or {})}
    content = texts.letter(template, words, getattr(to_person, "language", "de"))
    title = next((block["text"] for block in content if block["kind"] == "heading"), _("Schreiben"))
    lines = [addresses.one_line(line) for line in address or to_person.postal_lines]
    kept = {"info": [[str(label), str(value)] for label, value in info], "name": name, "is_by_hand": bool(address)}
    return _letter_row(to_person, lines, title, content, kept, about=about, place=place, by=by)


def _as_letter(person, subject, body, *, about, place, by, address=()):
    content = [{"kind": "heading", "text": subject}, *texts.blocks(body)]
    lines = [addresses.one_line(line) for line in address or person.postal_lines]
    kept = {"info": [], "name": "", "is_by_hand": bool(address)}
    return _letter_row(person, lines, subject, content, kept, about=about, place=place, by=by)


def _letter_row(person, lines, title, content, kept, *, about, place, by):
    code = letters.fresh_code()
    pdf = letters.typeset(place, lines, title, content, info=kept["info"], code=code)
    file = files.store_bytes(pdf, name=kept["name"] or title, about=about, purpose="letter", place=place, by=by)
    kept = {**kept, "blocks": content, "day": clock.today().isoformat()}
    channel = models.Message.Channel.LETTER
    return _row(channel, person, "\n".join(lines), title, letters.as_text(content), about, place, file=file, code=code, content=kept)


def as_of_today(message, lines: list[str]) -> bytes:
    """A waiting letter as PDF with the address of today; its words, its day and its code stay."""
    kept = message.content
    day = datetime.date.fromisoformat(kept["day"])
    return letters.typeset(message.place, lines, message.subject, kept["blocks"], info=kept["info"], code=message.code, on=day)


def _row(channel, person, to, subject, body, about, place, **more):
    kind, pk = subjects.ref(about)
    return models.Message.objects.create(
        channel=channel,
        person=person,
        to=to,
        subject=subject[:300],
        body=body,
        about_kind=kind,
        about_id=pk,
        place=place,
        written_at=clock.now(),
        next_try_at=clock.now(),
        **more,
    )


def _place_of(about):
    if about is None:
        return None
    if place := getattr(about, "place", None):
        return place
    from quartier.ground.quarters.models import Place

    return Place.objects.filter(pk=subjects.of(about).place_id(about)).first()


def mark_printed(message, by, seen: str = ""):
    """A letter was printed and sent off, or told where there is no address. What was printed is kept: with the address of today.

    `seen`: the mark (`recipients.mark`) of the address that the page showed. Raises Refused when it has changed since, or the
    letter is noted already.
    """
    with transaction.atomic():
        message = models.Message.objects.select_for_update().get(pk=message.pk)
        if message.channel != models.Message.Channel.LETTER:
            raise Refused(_("Das ist kein Brief. E-Mails verschickt das Programm selbst."))
        if message.state == models.Message.State.PRINTED:
            raise Refused(_("Das hat inzwischen schon jemand erledigt: Der Brief ist als abgesendet vermerkt."))
        (lines,) = recipients.current([message]).values()
        if recipients.mark(lines) != (seen or recipients.mark(message.to.splitlines())):
            raise Refused(_("Die Anschrift hat sich inzwischen geändert. Bitte den Brief neu öffnen und drucken."))
        data = {"is_told": not recipients.can_be_posted(lines)}
        if lines != message.to.splitlines():
            _readdress(message, lines, by)
            data["is_readdressed"] = True
        message.state, message.done_at, message.done_by = models.Message.State.PRINTED, clock.now(), by
        message.save(update_fields=["state", "done_at", "done_by", "to", "file"])
        log.record("notify.mark_printed", about=message, place_id=message.place_id, by=by, data=data)
        return message


def _readdress(message, lines, by):
    """The file of the letter becomes the one that was printed; the one with the old address goes."""
    old, about = message.file, subjects.find(message.about_kind, message.about_id) if message.about_kind else None
    pdf = as_of_today(message, lines)
    message.file = files.store_bytes(pdf, name=old.name, about=about, purpose="letter", place=message.place, by=by)
    message.to = "\n".join(lines)
    files.remove(old, by=by, reason=_("Der Brief ging an eine andere Anschrift."))


def try_again(message, by):
    """Send a failed mail once more. Raises Refused when it is not a failed mail."""
    with transaction.atomic():
        message = models.Message.objects.select_for_update().get(pk=message.pk)
        if message.state != models.Message.State.FAILED:
            raise Refused(_("Diese E-Mail ist nicht gescheitert. Sie ist unterwegs oder angekommen."))
        message.state, message.tries, message.next_try_at = models.Message.State.WAITING, 0, clock.now()
        message.save(update_fields=["state", "tries", "next_try_at"])
        log.record("notify.try_again", about=message, place_id=message.place_id, by=by)
        return message
