"""Names of places as words of an address."""

from django.utils.text import slugify

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "/": " ", "(": " ", ")": " "})


def slug_of(name: str) -> str:
    """„Reinickendorfer Straße/Pankstraße" → reinickendorfer-strasse-pankstrasse."""
    return slugify(name.translate(GERMAN))
