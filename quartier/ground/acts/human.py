"""Is it a person who fills in this form? Held off without third parties: a trap, the time it took, and a proof of work.

The proof of work (ALTCHA, PBKDF2) needs JavaScript; who has none is judged by trap and time, and the form's app may look at `is_proved`
to put such entries before a person first. Machine's time, not the clock of the rules.
"""

import secrets
import time

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from quartier.ground.acts import once

_BEGUN = "quartier.acts.begun"
_EFFORT = (1_000, 3_000)  # the hidden number; about a second or two on an old phone at _ROUNDS
_ROUNDS = 1_000
_TASK_SECONDS = 3_600


def begin() -> str:
    """The signed moment at which a form was shown."""
    return signing.dumps(int(time.time() * 10), salt=_BEGUN)


def seconds_since(begun: str) -> float | None:
    """How long ago a form was shown; None if the mark is missing or forged."""
    try:
        return time.time() - signing.loads(begun, salt=_BEGUN) / 10
    except (signing.BadSignature, TypeError, ValueError):
        return None


def least_seconds() -> float:
    """The least time in which a person fills in a form (`ACTS_LEAST_SECONDS`); none in tests."""
    return getattr(settings, "ACTS_LEAST_SECONDS", 0 if settings.IS_TEST else 3)


def _secret(purpose: str) -> str:
    return salted_hmac("quartier.acts.task", purpose, algorithm="sha256").hexdigest()


def new_task() -> dict:
    """A task as the ALTCHA widget wants it."""
    import altcha

    challenge = altcha.create_challenge(
        "PBKDF2/SHA-256",
        int(getattr(settings, "ACTS_TASK_ROUNDS", _ROUNDS)),
        counter=secrets.choice(range(*_EFFORT)),
        expires_at=int(time.time()) + _TASK_SECONDS,
        hmac_secret=_secret("task"),
        hmac_key_secret=_secret("answer"),
    )
    return challenge.to_dict()


def is_solved(payload: str) -> bool:
    """Whether a task of ours was solved and the solution is new. Uses it up with the act: a refused form may bring it again."""
    if not payload or len(payload) > 4_000:
        return False
    import altcha

    try:
        result = altcha.verify_solution(payload, _secret("task"), hmac_key_secret=_secret("answer"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return bool(result.verified) and _use_up(payload)


def _use_up(payload: str) -> bool:
    import altcha

    return once.take(f"altcha {altcha.Payload.from_base64(payload).challenge.signature}")
