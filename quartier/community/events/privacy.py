"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.community.events.models import PUBLIC_STATES


def is_public(row, person) -> bool:
    """The event stands in the calendar."""
    return row.state in PUBLIC_STATES


WHEN = {"public": is_public}
READERS = {
    "events.event": ("events.read",),
    "events.series": ("events.read",),
    "events.source": ("events.read",),
    "events.booking": ("events.bookings",),
}
TEXTS = "title text where link organiser contact costs cancel_reason"
FIELDS = {
    "Event": {"code": "state languages uid digest", "public readers": TEXTS, "readers": "source"},
    "Series": {"code": "state languages rule zone uid digest key", "public readers": TEXTS, "readers": "source host_email"},
    "Source": {"readers": "label url problem left_out"},
    "HandIn": {"code": "key", "nobody": "name email"},
    "Booking": {"code": "state key", "readers": "name email phone note"},
}
