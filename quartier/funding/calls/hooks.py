"""What floors above tell this one at start-up, so that time flows upward: what follows from a choice or an approval, where it goes on."""

from collections.abc import Callable

_FOLLOWS: dict[str, Callable] = {}
_WAYS: dict[str, Callable] = {}


def follows(name: str, tell: Callable) -> None:
    """Register `tell(case)` → None or the sentence why the case can no longer be taken back."""
    _FOLLOWS[name] = tell


def first_sentence(case) -> str | None:
    """The first sentence that any floor above has about the case."""
    return next((sentence for tell in _FOLLOWS.values() if (sentence := tell(case))), None)


def ways(name: str, tell: Callable) -> None:
    """Register `tell(case, person)` → [(address, label)]: where the desk goes on with a case, such as its award or the file for audit."""
    _WAYS[name] = tell


def ways_on(case, person) -> list[tuple[str, str]]:
    """All ways on from a case at the desk, in the order of the floors."""
    return [way for tell in _WAYS.values() for way in tell(case, person)]
