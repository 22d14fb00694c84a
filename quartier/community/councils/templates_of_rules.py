"""Ready-made rules of procedure, as data: the starting point of a new body, changed in the office afterwards.

Sources: `domain` §4.1, §4.5: complete examples of Berlin's quarters, and the framework of 2021 and later.
"""

import json
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "rules_of_procedure.json"


@lru_cache(maxsize=1)
def all_templates() -> dict[str, dict]:
    """code → {label, kind, source, values}; `values` are fields of `RulesOfProcedure`."""
    return {row["code"]: row for row in json.loads(FILE.read_text(encoding="utf-8"))}


def for_kind(kind: str) -> list[tuple[str, str]]:
    """(code, label) of the templates that fit a kind of body."""
    return [(code, row["label"]) for code, row in all_templates().items() if row["kind"] == kind]


def values(code: str) -> dict:
    """The fields of a template. Raises KeyError for an unknown code."""
    return dict(all_templates()[code]["values"])


def default(kind: str) -> str:
    """The template a new body of this kind starts from."""
    return for_kind(kind)[0][0]
