"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""


def is_public(row, person) -> bool:
    """The file is shown to everybody."""
    return row.is_public


def is_uploader(row, person) -> bool:
    """Who has uploaded the file."""
    return person is not None and row.by_id == person.pk


WHEN = {"public": is_public, "uploader": is_uploader}
FIELDS = {
    "StoredFile": {
        "code": "about_kind content_type sha256 path",
        "public files.read uploader": "name",
        "public files.read": "rights_holder alt bytes",  # bytes: what is in the file
        "files.read": "consent",
    },
}
