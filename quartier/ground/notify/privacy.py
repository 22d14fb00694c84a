"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""


def is_hers(row, person) -> bool:
    """The message was written to her."""
    return person is not None and row.person_id == person.pk


WHEN = {"hers": is_hers}
FIELDS = {
    "Message": {
        "code": "headers message_id code about_kind",
        "all": "sender",
        "hers notify.read": "to subject",
        "hers": "body html content",
        "notify.read": "trouble",
    },
    "Job": {"code": "name", "nobody": "trouble"},
}
