"""What a demo tells, without keys and without what is drawn by lot: two demos with equal answers are the same.

`python -m tests.telling 2026-11-24` builds one in a database of its own and prints the answer.
"""

import datetime
import hashlib
import json
import re
import sys

from django.apps import apps

BY_LOT = {  # random, or worked out from what is random
    "acts.Entry": {"commitment", "previous", "hash"},
    "acts.LogHead": {"hash"},
    "acts.Personal": {"salt"},
    "calls.Bid": {"sealed", "commitment"},
    "councils.Meeting": {"log_head"},
    "events.Booking": {"key"},
    "events.Event": {"uid"},
    "events.HandIn": {"key"},
    "events.Series": {"uid", "key"},
    "files.StoredFile": {"size", "sha256", "path"},
    "notify.Message": {"message_id", "code"},
    "participation.Link": {"token_hash"},
}
LOT = re.compile(r"https?://\S+|[0-9a-f]{16,}")  # links with their token, seals of bids: in mails and in the log


def tell() -> dict[str, str]:
    """Model and field → a hash over all its values."""
    models = [model for model in apps.get_models() if model.__module__.startswith("quartier.")]
    return {f"{model._meta.label}.{field.name}": _hash(model, field) for model in models for field in _fields(model)}


def _fields(model) -> list:
    left_out = BY_LOT.get(model._meta.label, ())
    return [field for field in model._meta.concrete_fields if not (field.primary_key or field.is_relation or field.name in left_out)]


def _hash(model, field) -> str:
    values = sorted(map(_told, model._base_manager.values_list(field.attname, flat=True)))
    return hashlib.sha256("\n".join(values).encode()).hexdigest()


def _told(value) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return LOT.sub("", text)


def _build(day: str) -> None:
    import django

    django.setup()
    from quartier.config import demo, preparation

    preparation.prepare()
    demo.build(datetime.date.fromisoformat(day))
    print(json.dumps(tell()))


if __name__ == "__main__":
    _build(sys.argv[1])
