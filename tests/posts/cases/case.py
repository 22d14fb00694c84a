"""What there is to say about one form."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """How the form of one address is reached and filled in.

    `page`: name of the address whose page holds the form. `typed`: name of a field → value (a list, or None to leave it out), or a
    function from what was found to that. `button`: words of the button. `scene(demo)`: does what has to happen first and returns a visitor
    with the page open; what it writes is gone with the case.
    """

    page: str = ""
    typed: dict | Callable = field(default_factory=dict)
    button: str = ""
    scene: Callable | None = None
