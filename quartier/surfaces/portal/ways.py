"""The three doors of a quarter's home: the reasons for which people come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.ground.ui import german, nav


@dataclass(frozen=True)
class Way:
    """One door: where it leads, its words and its picture."""

    address: str
    label: str
    hint: str
    icon: str


def of(place, doors, box=None) -> list[Way]:
    """The doors of a quarter whose pages exist. `box`: the Aktionsfonds as calls shows it, if there is one."""
    found = [_idea(place), _money(place, box), _office(doors)]
    return [way for way in found if way]


def _idea(place) -> Way | None:
    address = nav.address("participation.new", quarter=place.slug)
    return Way(address, _("Idee vorschlagen"), _("Drei Fragen, fünf Minuten"), "bulb") if address else None


def _money(place, box) -> Way | None:
    if box is None or box.why_not:
        return None
    address = nav.address("calls.apply", quarter=place.slug)
    label = _("Bis %(cap)s beantragen") % {"cap": german.euro_words(box.cap_cents)} if box.cap_cents else _("Geld beantragen")
    hint = _("Jederzeit, das Büro hilft")
    if box.meeting:
        hint = _("Nächste Entscheidung am %(day)s") % {"day": german.day_month(box.meeting.starts_at).replace(" ", german.NBSP)}
    return Way(address, label, hint, "euro") if address else None


def _office(doors) -> Way | None:
    if not doors:
        return None
    door = doors[0]
    street = door.office.address.partition(",")[0]
    return Way("#buero", _("Ins Büro kommen"), ", ".join(filter(None, [door.state.sentence, street])), "door")
