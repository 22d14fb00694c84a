"""What acts throw away in the end; the worker calls it once a day."""

import datetime

from quartier.ground.acts import answers, clock, drafts, limits, once, tokens


def purge() -> dict[str, int]:
    """Remove used tokens that no longer count, counters of past windows and expired drafts. Returns how many of each."""
    dead = answers.real_now() - datetime.timedelta(seconds=tokens.life_seconds(), days=1)
    return {
        "tokens": once.purge(dead),
        "counters": limits.purge(clock.now() - datetime.timedelta(days=1)),
        "drafts": drafts.purge(clock.now()),
    }
