"""What must not stand in a log: the secret part of a status link."""

import logging
import re

_SECRET = re.compile(r"(/(?:vorgang|bestaetigen|unterstuetzen|meine)/)[^/\s\"']{12,}")


def masked(text: str) -> str:
    """The text with the secret parts of addresses taken out."""
    return _SECRET.sub(r"\1…", text)


class MaskLinks(logging.Filter):
    """Takes the secret part of addresses out of messages and their arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.msg) if isinstance(record.msg, str) else record.msg
        if isinstance(record.args, tuple):
            record.args = tuple(masked(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
