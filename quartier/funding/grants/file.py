"""The file of a matter for an audit: one ZIP with an index as PDF, all data as JSON, all files, the log with its hashes and the
bookings with their seals. It is written while it is sent; nothing is kept.

What no auditor needs is left out: sealed bids, keys, who declared bias and why. Until a call is opened nothing in it says who has bid. The
account is masked for whoever may not see it.
"""

import io
import json
import zipfile
from collections.abc import Iterator

from django.db import models as db
from django.utils.translation import gettext as _

from quartier.funding.calls.queries import calls
from quartier.funding.grants.models import Award
from quartier.ground.access import queries as access
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock, log, subjects
from quartier.ground.files import store
from quartier.ground.files.models import StoredFile
from quartier.ground.ledger import queries as ledger
from quartier.ground.notify import letters, pdf
from quartier.ground.ui import german
from quartier.ground.workflow import queries as workflow

SECRET = {"sealed", "iban_hash", "code", "link_version"}  # columns that stay here
BANK = {"iban", "account_holder"}
LEFT_OUT = {"calls.bias", "grants.reminder", "acts.draft"}  # tables by label
BIDS = "calls.bid"
CHUNK = 65_536


class _Pipe(io.RawIOBase):
    """What the ZIP writer writes, to be taken out piece by piece."""

    def __init__(self):
        self.parts = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data


def stream(thread, person) -> Iterator[bytes]:
    """The ZIP in pieces."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as out:
        for name, pieces in members(thread, person):
            info = zipfile.ZipInfo(name, clock.now().astimezone(clock.BERLIN).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            with out.open(info, "w") as member:
                for piece in pieces:
                    member.write(piece)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()


def members(thread, person) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and content of each part of the ZIP, the index first."""
    ids = ids_of(thread)
    rows, files = rows_of(ids), files_of(ids)
    sees_bank = access.may(person, "grants.see_bank", thread)
    entries = workflow.entries(thread, public_only=False)
    transfers = list(ledger.transfers(thread_id=thread.pk))
    yield "00-Verzeichnis.pdf", iter([index(thread, rows, files, entries, transfers)])
    yield "akte.json", iter([_json(data_of(thread, rows, sees_bank))])
    yield "protokoll.json", iter([_json([_entry(entry) for entry in _blinded(entries)])])
    yield "buchungen.json", iter([_json([_transfer(row) for row in reversed(transfers)])])
    for file in files:
        yield f"dateien/{file.pk:06d}-{file.name}", _bytes_of(file)


def counted(thread) -> list[tuple[str, int]]:
    """What the file holds, in figures, for the page before the download."""
    ids = ids_of(thread)
    return [
        (_("Stücke der Akte"), sum(len(pks) for pks in ids.values())),
        (_("Dateien und Schreiben"), len(files_of(ids))),
        (_("Einträge im Protokoll"), len(workflow.entries(thread, public_only=False))),
        (_("Buchungen"), ledger.transfers(thread_id=thread.pk).count()),
    ]


# --- what belongs to a matter ----------------------------------------------------------------------------------------


def ids_of(thread) -> dict[type, list[int]]:
    """Table → ids of its rows: every kind that hangs on the thread, and the tables that hang on those rows. One query for each of the two."""
    kinds = [subjects.by_kind(kind).model for kind in subjects.kinds()]
    found = _seen(_ids({model: model.objects.filter(**{field: thread}) for model in kinds if (field := _thread_field(model))}))
    hanging = [(relation, ids) for model, ids in found.items() for relation in model._meta.related_objects if _is_of(relation, model)]
    wanted = {n: relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
              for n, (relation, ids) in enumerate(hanging) if relation.related_model not in found}  # fmt: skip
    below: dict[type, list[int]] = {}
    for n, ids in _ids(wanted).items():
        below.setdefault(hanging[n][0].related_model, ids)
    return {model: ids for model, ids in (found | _seen(below)).items() if model._meta.label_lower not in LEFT_OUT}


def _ids(wanted: dict) -> dict:
    """Key → ids of the rows of its query, without empty ones; one query for all of them."""
    keys = list(wanted)
    rows = [wanted[key].order_by().annotate(of=db.Value(n, db.IntegerField())).values_list("of", "pk") for n, key in enumerate(keys)]
    found: dict = {}
    for n, pk in rows[0].union(*rows[1:], all=True).order_by("of", "pk") if rows else ():
        found.setdefault(keys[n], []).append(pk)
    return found


def _seen(ids: dict[type, list[int]]) -> dict[type, list[int]]:
    """The same without bids that nobody has opened yet."""
    if not (bids := next((model for model in ids if model._meta.label_lower == BIDS), None)):
        return ids
    closed = calls.unseen(ids[bids])
    shown = {model: [pk for pk in pks if model is not bids or pk not in closed] for model, pks in ids.items()}
    return {model: pks for model, pks in shown.items() if pks}


def _blinded(entries) -> list:
    """The log; who handed in a bid that nobody has opened is not named, and its hash stays what it was."""
    closed = calls.unseen([entry.about_id for entry in entries if entry.about_kind == BIDS])
    for entry in entries:
        if entry.about_kind == BIDS and entry.about_id in closed:
            entry.by_id = None
    return entries


def _thread_field(model) -> str | None:
    return next(
        (
            f.name
            for f in model._meta.concrete_fields
            if f.is_relation and f.related_model._meta.label_lower == "workflow.thread" and f.name == "thread"
        ),
        None,
    )


def _is_of(relation, model) -> bool:
    return relation.related_model._meta.app_label == model._meta.app_label and isinstance(relation, db.ManyToOneRel)


def rows_of(ids: dict[type, list[int]]) -> dict[str, list]:
    """Label of a table → its rows."""
    return {model._meta.label_lower: list(model._base_manager.filter(pk__in=pks).order_by("pk")) for model, pks in ids.items()}


def files_of(ids: dict[type, list[int]]) -> list[StoredFile]:
    """Every file of the matter that still has its bytes, letters included."""
    about = db.Q(pk__in=[])
    for model, pks in ids.items():
        if kind := getattr(model, "KIND", None):
            about |= db.Q(about_kind=kind, about_id__in=pks)
    return list(StoredFile.objects.filter(about, removed_at=None).order_by("pk"))


# --- how it is written -----------------------------------------------------------------------------------------------


def data_of(thread, rows, sees_bank: bool) -> dict:
    """All rows as plain values, with the names of the people in them."""
    tables = {label: [_plain(row, sees_bank) for row in found] for label, found in rows.items()}
    ids = {value for found in rows.values() for row in found for value in _people(row)}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        "file_number": thread.file_number,
        "as_of": clock.now(),
        "tables": tables,
        "people": {str(pk): name for pk, name in sorted(names.items())},
    }


def _plain(row, sees_bank) -> dict:
    names = [field.attname for field in row._meta.concrete_fields if field.name not in SECRET and not isinstance(field, db.BinaryField)]
    values = {name: getattr(row, name) for name in names}
    return values if sees_bank else {name: _masked(name, value) for name, value in values.items()}


def _masked(name, value):
    return _("(nicht gezeigt)") if name in BANK and value else value


def _people(row) -> list[int]:
    fields = (f for f in row._meta.concrete_fields if f.is_relation and f.related_model is Person)
    return [value for f in fields if (value := getattr(row, f.attname))]


def _entry(entry) -> dict:
    names = ("number", "at", "act", "about_kind", "about_id", "by_id", "public", "data", "commitment", "previous", "hash")
    return {**{name: getattr(entry, name) for name in names}, "personal": entry.personal}


def _transfer(row) -> dict:
    names = (
        "number",
        "booking",
        "on",
        "reason",
        "cents",
        "note",
        "about_kind",
        "about_id",
        "by_id",
        "second_id",
        "at",
        "answers_id",
        "previous",
        "seal",
    )
    return {**{name: getattr(row, name) for name in names}, "debit": _account(row.debit), "credit": _account(row.credit)}


def _account(account) -> dict:
    names = ("kind", "fund_code", "programme_year", "budget_year", "source_code")
    return {name: getattr(account, name) for name in names}


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()


def _bytes_of(file) -> Iterator[bytes]:
    with open(store.path_of(file.path), "rb") as source:
        while piece := source.read(CHUNK):
            yield piece


def index(thread, rows, files, entries, transfers) -> bytes:
    """The index as PDF: what is in the file, each piece with its checksum, and the ends of the two chains."""
    head = log.head(thread.place_id)
    number, seal = ledger.head()
    award = next(iter(rows.get(Award._meta.label_lower, [])), None)
    facts = [[_("Stand"), german.moment(clock.now())], [_("Ort"), thread.place.name], [_("Vorhaben"), award.title if award else ""]]
    blocks = [
        {"kind": "table", "items": facts},
        *_block(_("Was in akte.json steht"), "table", [[_label(found[0]), str(len(found))] for found in rows.values()]),
        *_block(_("Dateien"), "list", [_file_line(file) for file in files]),
        *_block(_("Buchungen (buchungen.json)"), "table", [_transfer_line(row) for row in reversed(transfers)]),
        *_block(_("Protokoll (protokoll.json)"), "list", [
            _("%(n)s Einträge dieses Vorgangs") % {"n": len(entries)},
            _("Ende der Kette des Ortes: Nr. %(n)s\n%(hash)s") % {"n": head.number, "hash": _in_pieces(head.hash)},
            _("Ende der Kette des Kassenbuchs: Nr. %(n)s\n%(hash)s") % {"n": number, "hash": _in_pieces(seal)},
        ]),
    ]  # fmt: skip
    title = _("Akte %(number)s") % {"number": thread.file_number}
    return pdf.render("notify/sheet", {**letters.sender(thread.place), "code": thread.file_number, "blocks": blocks}, title)


def _block(heading, kind, items) -> list[dict]:
    return [{"kind": "section", "text": heading}, {"kind": kind, "items": items}] if items else []


def _file_line(file) -> str:
    return f"{file.pk:06d} {file.name} · {file.get_purpose_display()} · {german.file_size(file.size)}\nSHA-256 {_in_pieces(file.sha256)}"


def _transfer_line(row) -> list[str]:
    return [
        f"{row.number} · {german.day_digits(row.on)} · {row.get_reason_display()}",
        str(row.debit.budget_year or row.credit.budget_year),
        german.euro_exact(row.cents),
    ]


def _in_pieces(text: str) -> str:
    return " ".join(text[n : n + 16] for n in range(0, len(text), 16))


def _label(row) -> str:
    subject = subjects.of(row) if hasattr(type(row), "KIND") else None
    word = LABELS.get(row._meta.label_lower, str(row._meta.verbose_name))
    return word if subject is None else f"{word}: {subject.title(row)}"


LABELS = {
    "participation.idea": "Idee", "calls.brief": "Eckpunkte", "calls.call": "Aufruf", "calls.bid": "Bewerbung", "calls.application": "Antrag",
    "calls.applicationitem": "Posten des Antrags", "calls.formalcheck": "Häkchen der Prüfung", "calls.financeline": "Zeilen der Finanzpläne",
    "calls.panelmember": "Gremium", "calls.criterion": "Kriterien", "calls.score": "Bewertungen", "calls.question": "Fragen zum Aufruf",
    "councils.resolution": "Beschluss", "grants.award": "Bescheid", "grants.drawdown": "Zahlung", "grants.change": "Änderung",
    "grants.receipt": "Belege", "grants.proof": "Bericht", "grants.inventoryitem": "Leihliste", "projects.project": "Projekt",
    "projects.milestone": "Meilensteine",
}  # fmt: skip
