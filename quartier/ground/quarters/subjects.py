"""What a place answers to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.ground.acts import subjects, words
from quartier.ground.quarters.models import Place


class PlaceSubject(subjects.Subject):
    """A place is about itself."""

    kind = Place.KIND
    model = Place

    def title(self, place) -> str:
        """The name."""
        return place.name

    def address(self, place) -> str:
        """Its home page."""
        return place.get_absolute_url()

    def place_id(self, place) -> int:
        """Itself."""
        return place.pk


subjects.register(PlaceSubject())

words.LABELS |= {
    "quarters.make_place": _("Ort angelegt"),
    "quarters.change_place": _("Angaben zum Ort geändert"),
    "quarters.set_boundary": _("Grenze eingetragen"),
    "quarters.replace_addresses": _("Hausnummern eingespielt"),
    "quarters.begin_phase": _("Neue Phase eingetragen"),
    "quarters.set_tile": _("Fliese geändert"),
    "quarters.save_office": _("Büro geändert"),
    "quarters.set_hours": _("Öffnungszeiten geändert"),
    "quarters.close_office": _("Schließtage eingetragen"),
    "quarters.reopen_office": _("Schließtage gestrichen"),
    "quarters.hang_plate": _("Klingelschild angebracht"),
    "quarters.take_down_plate": _("Klingelschild abgenommen"),
    "quarters.set_programme": _("Programm und Logos geändert"),
    "quarters.save_imprint": _("Impressum geändert"),
    "quarters.publish_figure": _("Zahl veröffentlicht"),
}
