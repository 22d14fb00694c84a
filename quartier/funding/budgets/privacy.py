"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.ground.access import queries as access


def keeps_books(row, person) -> bool:
    """Rules that hold everywhere are read by whoever reads the books of any place."""
    return row.place_id is None and bool(person and access.places_where(person, "budgets.read"))


WHEN = {"keeps_books": keeps_books}
READERS = {"budgets.allocation": ("budgets.read",), "budgets.rules": ("budgets.read",)}
FIELDS = {
    "Source": {"code": "code", "all": "label"},
    "Fund": {"code": "code", "all": "label purpose"},
    "FundRules": {
        "code": "currency own_share_kinds applicant_kinds rounds decision_path tranches",
        "all": "criteria eligible_kinds not_eligible publicity call_notice objection",
        "keeps_books readers": "authority note",
    },
    "Allocation": {"code": "by_source by_year", "readers": "note"},
}
