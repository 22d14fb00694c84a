"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean). Membership has no text."""

from quartier.ground.access import models, queries
from quartier.ground.acts import clock


def is_colleague(row, person) -> bool:
    """The page of the people of a place names whoever holds a role there or above; it is for those who may see it."""
    if person is None:
        return False
    mine = queries.places_where(person, "access.people")
    held = models.Membership.objects.filter(person=row).ahead(clock.today()).values_list("place_id", flat=True)
    return any(place in queries.above(one) or one in queries.above(place) for place in held for one in mine)


WHEN = {"colleague": is_colleague}
FIELDS = {"accounts.Person": {"colleague": "name email"}}
