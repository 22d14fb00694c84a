"""What floors above tell this one at start-up, so that time flows upward: whether something follows from a choice or an approval."""

from collections.abc import Callable

_FOLLOWS: dict[str, Callable] = {}


def follows(name: str, tell: Callable) -> None:
    """Register `tell(case)` → None or the sentence why the case can no longer be taken back."""
    _FOLLOWS[name] = tell


def first_sentence(case) -> str | None:
    """The first sentence that any floor above has about the case."""
    return next((sentence for tell in _FOLLOWS.values() if (sentence := tell(case))), None)
