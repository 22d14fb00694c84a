"""The one verb of the desk: a person is erased everywhere."""

from django.db import transaction

from quartier.ground.acts.refusal import insist
from quartier.surfaces.desk import mine, sources


@transaction.atomic
def erase_person(person, *, by) -> None:
    """Take a person out of every app; what must stay stays without the name. Raises Refused while something still needs her."""
    insist(mine.why_not_erase(person))
    for app in sources.ERASING:
        app.erase(person, by=by)
