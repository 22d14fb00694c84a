"""What a place answers to lower floors."""

from quartier.ground.acts import subjects
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
