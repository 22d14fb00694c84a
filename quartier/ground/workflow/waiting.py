"""What waits for a person, as each app's `surfaces.waiting_for(person, place=None)` tells it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody has to do. `due_on`: None if there is no day; `why`: one sentence; `place`: a Place or None."""

    title: str
    address: str
    due_on: date | None = None
    why: str = ""
    place: object = None
