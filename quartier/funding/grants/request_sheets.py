"""The short forms of a grantee on paper: accepting, the account, asking for money, a change. Each says what is known and leaves lines for the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.funding.grants import story
from quartier.funding.grants.rules import payments as rules
from quartier.ground.notify import sheets
from quartier.ground.ui import german

TALL, SHORT = 34, 14  # millimetres to write in


@dataclass(frozen=True, kw_only=True)
class Sheet(sheets.Sheet):
    """Parts are {heading, lines}; a line is {kind: fact|ask|tick|write, label, value, height in millimetres}."""

    parts: tuple[dict, ...]


def sheet(award, form: str) -> Sheet:
    """One of `FORMS` for an award. Raises KeyError for another word."""
    title, how, parts = FORMS[form]
    return Sheet(
        title=title(),
        subtitle=_("„%(title)s“, %(who)s.") % {"title": award.title, "who": award.grantee},
        how=" ".join(filter(None, [how(), sheets.help_of(award.place)])),
        code=award.thread.file_number,
        programme=sheets.programme(award.place),
        parts=(*parts(award), _part(_("Unterschrift"), _ask(_("Ort, Tag")), _ask(_("Unterschrift")))),
    )


def _part(heading, *lines) -> dict:
    return {"heading": heading, "lines": lines}


def _line(kind, label, value="", height=0) -> dict:
    return {"kind": kind, "label": str(label), "value": value, "height": height}


def _fact(label, value):
    return _line("fact", label, value)


def _ask(label):
    return _line("ask", label)


def _tick(label):
    return _line("tick", label)


def _write(label, height=TALL):
    return _line("write", label, height=height)


def _accept(award) -> list[dict]:
    facts = [
        _fact(_("Bewilligt"), german.euro_exact(award.cents)),
        _fact(_("Wann"), story.when(award)),
        _fact(_("Abrechnung fällig"), german.day(award.proof_due_on)),
    ]
    facts += [_fact(_("Auflagen"), award.conditions)] if award.conditions else []
    return [
        _part(_("Der Bescheid"), *facts),
        _part(
            _("Ihre Antwort"),
            _tick(_("Ich habe den Bescheid gelesen und bin einverstanden.")),
            _tick(_("Ich nehme die Förderung nicht an. Der Grund:")),
            _write("", SHORT),
        ),
        *_account(award),
    ]


def _account(award) -> list[dict]:
    return [_part(_("Konto"), _ask(_("Kontoinhaberin oder Kontoinhaber")), _ask(_("IBAN")))]


def _drawdown(award) -> list[dict]:
    received = sum(award.drawdowns.filter(state="paid").values_list("cents", flat=True))
    left = rules.left_to_ask(award)
    known = [_fact(_("Bewilligt"), german.euro_exact(award.cents)), _fact(_("Schon erhalten"), german.euro_exact(received))]
    known += [_fact(_("Noch nicht abgerufen, %(year)s") % {"year": year}, german.euro_exact(cents)) for year, cents in left.items()]
    known += [_fact(_("Konto"), story.bank_words(award))] if award.iban else []
    return [
        _part(_("Was bekannt ist"), *known),
        _part(
            _("Was Sie brauchen"),
            _ask(_("Aus welchem Haushaltsjahr?")),
            _ask(_("Wie viel brauchen Sie?")),
            _ask(_("Wie viel haben Sie bisher ausgegeben?")),
            _write(_("Wofür?")),
            _ask(_("Bis wann geben Sie es aus?")),
        ),
    ]


def _change(award) -> list[dict]:
    return [
        _part(_("Was bekannt ist"), _fact(_("Wann"), story.when(award))),
        _part(
            _("Was möchten Sie?"),
            _tick(_("Nur mitteilen")),
            _tick(_("Um Zustimmung bitten")),
            _tick(_("Das Vorhaben vorzeitig beenden")),
        ),
        _part(_("Was ändert sich und warum?"), _write(""), _ask(_("Neuer letzter Tag"))),
    ]


def _bring() -> str:
    return _("Ausfüllen, unterschreiben und im Büro abgeben. Wir tragen es für Sie ein.")


FORMS: dict[str, tuple[Callable, Callable, Callable]] = {
    "annahme": (lambda: _("Annahme des Bescheids"), _bring, _accept),
    "konto": (lambda: _("Neues Konto"), _bring, _account),
    "abruf": (lambda: _("Geld abrufen"), _bring, _drawdown),
    "aenderung": (lambda: _("Etwas ändert sich"), _bring, _change),
}
