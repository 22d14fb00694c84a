"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

READERS = {"ledger.transfer": ("budgets.read",)}
FIELDS = {
    "Account": {"code": "fund_code source_code"},
    "Transfer": {"code": "about_kind previous seal", "readers": "note"},
    "Head": {"code": "seal"},
}
