"""What is due: reminders to grantees. The worker calls it; it may be called at any time."""

from quartier.funding.grants.actions import reminders
from quartier.ground.notify import work


@work.job("grants.remind", every_seconds=3600)
def remind() -> int:
    """Send each due reminder once. Returns how many were sent now."""
    return sum(reminders.remind(award, kind, day, **context) for award, kind, day, context in reminders.due())
