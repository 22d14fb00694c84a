"""That somebody has taken a whole file is itself written down."""

from django.db import transaction

from quartier.ground.acts import log


def note(thread, *, by) -> None:
    """Write down that the file of a matter was taken."""
    with transaction.atomic():
        log.record("grants.audit_file", about=thread, place_id=thread.place_id, thread_id=thread.pk, by=by)
