"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

FIELDS = {
    "Counter": {"code": "kind"},
    "Thread": {"code": "kind file_number"},
}
