"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.community.participation.models import PUBLIC_STATES


def is_public(row, person) -> bool:
    """The idea is published."""
    return row.state in PUBLIC_STATES


def shows_name(row, person) -> bool:
    """The author wants to be named."""
    return row.state in PUBLIC_STATES and row.shows_name


WHEN = {"public": is_public, "named": shows_name}
READERS = {"participation.idea": ("participation.read", "participation.own")}
FIELDS = {
    "Idea": {
        "code": "state",
        "public readers": "title text why where answer",
        "named readers": "author_name",
        "readers": "email",
    },
    "Link": {"code": "token_hash", "nobody": "address"},
}
