"""Thread two: a street party gets its money from the jury, exactly by the domain §7."""

from tests.stories import meetings
from tests.stories.stage import JURY, allot

TITLE = "Laternen für den Hof"
STREET, PHONE, REMARK = "Geheimer Weg 17", "030 5550199", "Bitte nicht vor elf Uhr anrufen"
IBAN = "DE02 5001 0517 0137 0750 30"
ITEMS = [("Papier und Draht", "310"), ("Suppe und Becher", "890")]


def tell(t) -> None:
    """All chapters, in order."""
    somebody_asks_for_money(t)


def somebody_asks_for_money(t) -> None:
    """One question per page on a phone; the pot of the year has 10,000 €."""
    t.at(2026, 9, 1, 20)
    allot(t.stage, 2026)
    ivana = t.nobody().open(f"{t.base}foerderung/")
