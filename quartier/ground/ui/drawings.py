"""Which drawing stands where there is no photograph: chosen by the words of the thing itself, the same words always giving the same one."""

from django.templatetags.static import static

DRAWINGS = {  # file → beginnings of words; the first that fits wins
    "garten.svg": ("garten", "gärt", "beet", "hochbeet", "baum", "bäume", "grün", "pflanz", "blume", "kübel"),
    "werkstatt.svg": ("werkstatt", "fahrrad", "rad", "räder", "repar", "schraub", "holz", "werkzeug", "werkbänk", "nähen", "näht"),
    "spielstrasse.svg": ("spiel", "straße", "kinder", "kita", "sport", "fußball", "bewegung", "platz", "plätze"),
    "fest.svg": (
        "fest",
        "feier",
        "hoffest",
        "tanz",
        "musik",
        "chor",
        "kino",
        "suppe",
        "koch",
        "küche",
        "kiezküche",
        "café",
        "frühstück",
        "lichter",
    ),
}
HOUSES = "haeuser.svg"


def of(*texts: str, fallback: str = "") -> str:
    """The address of the drawing for some words, most telling first; `fallback` ("" or a file) where none fits."""
    for text in texts:
        words = [word.strip("„“\"'().,:;!?") for word in text.lower().replace("-", " ").split()]
        for file, beginnings in DRAWINGS.items():
            if any(word.startswith(beginnings) for word in words):
                return static(f"ui/img/{file}")
    return static(f"ui/img/{fallback}") if fallback else ""
