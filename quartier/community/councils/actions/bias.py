"""Who does not vote because of being involved: declared, stated by the chair, or known from the matter itself."""

from django.utils.translation import gettext as _

from quartier.community.councils import models, queries, rules
from quartier.ground.acts import clock, subjects


def note_relations(item) -> None:
    """Write down who is an applicant, bidder or the like in the item's matter. Call it with the meeting locked."""
    thing = queries.subject_of(item)
    if thing is None:
        return
    subject = subjects.of(thing)
    known = queries.biased_ids(item.meeting.body, item)
    for seat in queries.seats_on(item.meeting.body, queries.day_of(item.meeting)):
        if seat.person_id not in known and rules.BIASING & set(subject.relations(thing, seat.person)):
            write(item, seat.person, "relation")


def write(item, person, source, reason="") -> models.Bias:
    """The row that keeps a person from voting on the item's subject; there is one at most."""
    kind, pk = item.subject_key
    row, _made = models.Bias.objects.get_or_create(
        body=item.meeting.body,
        person=person,
        about_kind=kind,
        about_id=pk,
        lifted_at=None,
        defaults={"source": source, "reason": reason or None, "declared_at": clock.now()},
    )
    return row


def why_not_lift(row) -> str | None:
    """What follows from the matter itself cannot be lifted by anybody."""
    if row.lifted_at:
        return _("Das ist schon aufgehoben.")
    if row.source == "relation":
        return _("Die Person ist am Antrag beteiligt. Das lässt sich nicht aufheben.")
    return None
