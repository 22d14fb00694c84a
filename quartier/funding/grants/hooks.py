"""What this floor tells the floor above at start-up, so that time flows upward: what became of an award.

hooks.on("running", projects.start)      # called as fn(award, by=person), in the award's own transaction
"""

from collections.abc import Callable

EVENTS = ("granted", "taken_back", "running", "changed", "terminated", "cancelled", "closed", "reopened")
_LISTENERS: dict[str, dict[str, Callable]] = {event: {} for event in EVENTS}


def on(event: str, tell: Callable) -> None:
    """Register `tell(award, by=)` for an event; the same function registered again changes nothing."""
    _LISTENERS[event][f"{tell.__module__}.{tell.__qualname__}"] = tell


def tell(event: str, award, by) -> None:
    """Tell everybody who asked."""
    for listener in _LISTENERS[event].values():
        listener(award, by=by)
