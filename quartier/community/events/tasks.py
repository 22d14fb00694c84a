"""What is due without anybody asking."""

from quartier.community.events.actions import series
from quartier.ground.notify import work


@work.job("events.extend", every_seconds=6 * 3600)
def extend() -> None:
    """Lay out the dates of series that have come within sight."""
    series.extend_due()
