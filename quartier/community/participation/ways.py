"""What can grow out of an idea. Later stages stand on higher floors and tell this one at start-up what they offer.

ways.register(lambda idea, person: [ways.Way(_("Vorhaben beginnen"), f"/{idea.place.slug}/buero/vorhaben/neu/?idee={idea.pk}")])
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A link on the case page of an idea. `why_not`: the sentence shown instead when it is not possible yet."""

    label: str
    address: str
    why_not: str = ""


_offers: list[Callable] = []


def register(offer: Callable) -> Callable:
    """Make `offer(idea, person) -> [Way]` known; it answers only for who may go that way. Can be used as a decorator."""
    if offer not in _offers:
        _offers.append(offer)
    return offer


def on(idea, person) -> list[Way]:
    """All ways that lead on from the idea for this person."""
    return [way for offer in _offers for way in offer(idea, person)]
