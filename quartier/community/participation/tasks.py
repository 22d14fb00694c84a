"""What is due without anybody asking."""

from quartier.community.participation import actions
from quartier.ground.notify import work


@work.job("participation.lapse", every_seconds=3600)
def lapse() -> None:
    """Forget the ideas that nobody confirmed in time."""
    actions.lapse_due()
