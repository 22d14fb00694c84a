"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""


def is_public(row, person) -> bool:
    """The entry is one of those that everybody may read."""
    return getattr(row, "entry", row).public


def is_hers(row, person) -> bool:
    """What the log tells of her, and what she has typed, the person may read."""
    return person is not None and row.person_id == person.pk


WHEN = {"public": is_public, "hers": is_hers}
FIELDS = {
    "Entry": {"code": "act about_kind commitment previous hash", "public readers": "data"},
    "Personal": {"code": "salt", "public readers hers": "payload"},
    "LogHead": {"code": "hash"},
    "Nonce": {"code": "key content answer"},
    "Counter": {"code": "name key_hash"},
    "Draft": {"code": "key code_hash form_key", "hers": "data"},
}
