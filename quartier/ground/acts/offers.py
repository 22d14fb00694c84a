"""Typed values, offered again under a new token when the old one cannot be used."""

import re
from dataclasses import dataclass

from quartier.ground.acts import content, tokens

_SENSITIVE_NAME = re.compile(r"pass|iban|bic|konto|account|code|secret|token|birth|geburt|pin\b|otp", re.I)
_LIKE_IBAN = re.compile(r"^[A-Z]{2}\d{2}(\s?[0-9A-Z]){11,30}$", re.I)
_TECHNICAL = re.compile(r"^(on|true|false|\d+|[\w.-]{30,})$", re.I)

_LEFT_OUT = content.IGNORED - {"begun", content.TRAP}  # what the page made for this one sending


@dataclass(frozen=True)
class Offer:
    """What the person typed, ready to be sent again."""

    address: str
    token: str
    fields: list[tuple[str, str]]
    shown: list[str]
    files: list[tuple[str, str]]  # field, name of the file chosen before

    @property
    def has_files(self) -> bool:
        return bool(self.files)


def of(request) -> Offer:
    """All fields as hidden inputs, what may be read again as text, files by name (a browser does not let us choose them again)."""
    fields = [(name, value) for name in request.POST if name not in _LEFT_OUT for value in request.POST.getlist(name)]
    files = [(name, upload.name) for name in request.FILES for upload in request.FILES.getlist(name)]
    shown = [value for name, value in fields if _may_be_shown(name, value)]
    return Offer(request.get_full_path(), tokens.make(request), fields, shown, files)


def _may_be_shown(name: str, value: str) -> bool:
    text = value.strip()
    if not text or name.startswith("_") or _SENSITIVE_NAME.search(name):
        return False
    return not (_LIKE_IBAN.match(text) or _TECHNICAL.match(text))
