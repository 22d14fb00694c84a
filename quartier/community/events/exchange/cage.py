"""What the reader may use up: processor time, memory, no files. Called inside its process, after its imports."""

import contextlib
import resource
import signal

SECONDS = 1.2  # of processor time, counted after the start
MEMORY = 600_000_000


def close() -> None:
    """From here on: so much time and memory, and nothing is written. The process dies by SIGPROF when its time is over."""
    with contextlib.suppress(ValueError, OSError):  # a machine that sets lower limits itself keeps them
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
