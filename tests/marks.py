"""Marks in the columns of the house: each free text of each row of a copy of the demo says which column of which row it is.

A mark is `zq<number of the column>x<id of the row>qz`; an account number carries the same in its digits. So whatever comes out of the
house can be asked what of it came out.
"""

import json
import re
from dataclasses import dataclass
from functools import cache

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast, Concat
from encrypted_fields.fields import EncryptedFieldMixin

from quartier.funding.calls import sealing
from quartier.funding.calls.models import Bid
from quartier.ground.acts import triggers
from quartier.ground.files import store
from quartier.ground.files.models import StoredFile
from tests import readers

MARK = re.compile(r"zq(\d+)x(\d+)qz")
ACCOUNT = re.compile(r"DE\d\d(?:\s|&nbsp;)*7(?:[\s\d]|&nbsp;){16,30}")
WORD_OF_OURS = re.compile(r"[a-z0-9_:.+\-]*")  # in JSON: codes, dates, ids; anything else is a text
BYTES, SEALED = "bytes", "sealed"  # what no column of text holds: the content of a file, of a bid nobody has opened


@dataclass(frozen=True)
class Mark:
    """One column of one row."""

    model: type
    field: str
    pk: int

    def __str__(self):
        return f"{self.model._meta.label}.{self.field} of {self.pk}"


@cache
def columns() -> tuple[tuple[type, str], ...]:
    """What is marked, in an order that stays: (model, column)."""
    found = [
        (model, name) for model, fields in readers.table().items() for name in fields if readers.CODE not in readers.words(model, name)
    ]
    return tuple(sorted(found, key=lambda one: (one[0]._meta.label, one[1])))


def word(model, field: str, pk) -> str:
    """The mark as it is written."""
    return f"zq{columns().index((model, field))}x{pk}qz"


def found_in(text: str) -> set[Mark]:
    """All marks in a text."""
    pairs = {(int(number), int(pk)) for number, pk in MARK.findall(text)}
    if "DE" in text:
        pairs |= {_of_account(found) for found in ACCOUNT.findall(text)} - {None}
    return {Mark(*columns()[number], pk) for number, pk in pairs if number < len(columns())}


def _account(model, field, pk) -> str:
    """An account number with a right check number: 7, column, row."""
    digits = f"7{columns().index((model, field)):05d}{pk:012d}"
    return f"DE{98 - int(digits + '131400') % 97:02d}{digits}"


def _of_account(text: str) -> tuple[int, int] | None:
    digits = re.sub(r"\D", "", text)
    return (int(digits[3:8]), int(digits[8:20])) if len(digits) >= 20 else None


def put() -> None:
    """Write the marks into the database that is open, and into the folder of files. Only in a copy that may be spoiled."""
    with triggers.lifted():
        for model, name in columns():
            if name not in (BYTES, SEALED):
                _put(model, model._meta.get_field(name))
    for file in StoredFile.objects.filter(removed_at=None):
        target = store.path_of(file.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(word(StoredFile, BYTES, file.pk).encode())
    for bid in Bid.objects.exclude(sealed=None):
        try:
            content = sealing.unseal(bid.call_id, bid.sealed, bid.commitment)
        except sealing.CannotOpen:
            continue
        bid.sealed, bid.commitment = sealing.seal(bid.call_id, _told(content, word(Bid, SEALED, bid.pk)))
        bid.save(update_fields=["sealed", "commitment"])


def _put(model, field) -> None:
    if isinstance(field, models.JSONField | EncryptedFieldMixin):
        return _put_row_by_row(model, field)
    written = _written(model, field)
    rows = model._base_manager.all()
    blank = models.Q(**{field.name: ""}) | models.Q(**{f"{field.name}__isnull": True})
    rows.exclude(blank).update(**{field.name: written})
    if not isinstance(field, models.EmailField):  # who has no address gets letters
        _try(lambda: rows.filter(blank).update(**{field.name: _plain(model, field)}))
    return None


def _try(update) -> None:
    """Some columns must be empty beside others; they stay so."""
    try:
        with transaction.atomic():
            update()
    except IntegrityError:
        pass


def _plain(model, field):
    number = columns().index((model, field.name))
    text = models.CharField()
    return Concat(models.Value(f"zq{number}x"), Cast("pk", text), models.Value("qz"), output_field=text)


def _written(model, field):
    """The mark as this kind of column can hold it, beside what stands there."""
    mark, text = _plain(model, field), models.CharField()
    if isinstance(field, models.EmailField):
        return Concat(mark, models.Value("@beispiel.example"), output_field=text)
    if isinstance(field, models.URLField):
        return Concat(models.F(field.name), models.Value("?"), mark, output_field=text)
    if field.model is StoredFile and field.name == "name":
        return Concat(mark, models.Value("-"), models.F(field.name), output_field=text)
    if field.name == "name":  # a name may be shortened behind the first word
        return Concat(mark, models.Value(" "), models.F(field.name), output_field=text)
    return Concat(models.F(field.name), models.Value(" "), mark, output_field=text)


def _put_row_by_row(model, field) -> None:
    changed = []
    for row in model._base_manager.all():
        value, mark = getattr(row, field.name), word(model, field.name, row.pk)
        told = _account(model, field.name, row.pk) if field.name == "iban" else _told(value, mark, isinstance(field, models.JSONField))
        if told != value:
            setattr(row, field.name, told)
            changed.append(row)
    model._base_manager.bulk_update(changed, [field.name], batch_size=200)


def _told(value, mark: str, is_json: bool = True):
    """The same value with the mark in each text of it."""
    if isinstance(value, dict):
        return {key: _told(one, mark) for key, one in value.items()}
    if isinstance(value, list):
        return [_told(one, mark) for one in value]
    if isinstance(value, str) and value.startswith("{"):
        return json.dumps(_told(json.loads(value), mark), ensure_ascii=False)
    if is_json and (not isinstance(value, str) or WORD_OF_OURS.fullmatch(value)):
        return value
    return f"{value or ''} {mark}".strip()
