"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""


def is_accepted(row, person) -> bool:
    """The report is accepted; its short text is for everybody."""
    return row.state == "accepted"


WHEN = {"accepted": is_accepted}
READERS = dict.fromkeys(
    ("grants.award", "grants.drawdown", "grants.change", "grants.receipt", "grants.proof"), ("grants.read", "grants.own")
)
FIELDS = {
    "Award": {
        "code": "state cents_by_year iban_hash settle_bookings claim_by_year returns",
        "readers": "title plan conditions accepted_with external_reference",
        "grants.see_bank": "account_holder iban",
        "grants.read": "settle_note",
    },
    "Change": {"code": "state", "readers": "text answer"},
    "Reminder": {"code": "kind"},
    "Drawdown": {"code": "state", "readers": "purpose answer"},
    "Receipt": {"code": "kind", "readers": "payee item note check_note"},
    "Proof": {"code": "state", "readers": "what deviations targets questions", "accepted readers": "summary"},
    "InventoryItem": {"readers": "what where"},
}
