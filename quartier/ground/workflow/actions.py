"""Opening and merging threads."""

from django.db import transaction

from quartier.ground.acts import clock, refusal
from quartier.ground.workflow import models, rules


def open_thread(place, kind: str, by=None) -> models.Thread:
    """Open the thread of a new matter and give it the next file number of its place, kind and year (`DN-PF-2026-017`).

    Numbers have no gaps: the counter stays locked until the surrounding transaction ends, and a rollback gives the
    number back. Call it inside the step that makes the first stage, before money is touched. `by` is the person who
    begins the matter (nobody for a resident without an account); the step writes the log.
    """
    with transaction.atomic():
        year = clock.today().year
        number = _next_number(place, kind, year)
        return models.Thread.objects.create(
            place=place,
            kind=kind,
            year=year,
            number=number,
            file_number=file_number(place, kind, year, number),
            opened_at=clock.now(),
        )


def file_number(place, kind: str, year: int, number: int) -> str:
    """The number as people write it: place, kind, year, running number with at least three digits."""
    return f"{place.code}-{kind}-{year}-{number:03d}"


def _next_number(place, kind: str, year: int) -> int:
    models.Counter.objects.get_or_create(place=place, kind=kind, year=year)
    counter = models.Counter.objects.select_for_update().get(place=place, kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def merge_thread(thread, into, by) -> models.Thread:
    """Let `thread` go on in the thread `into`: from now on its stages are told there. Returns the surviving thread.

    Raises Refused when the two cannot be joined (other place, same thread, already merged).
    """
    with transaction.atomic():
        rows = models.Thread.objects.select_for_update().order_by("pk").in_bulk([thread.pk, into.pk])
        thread, into = rows[thread.pk], rows[into.pk]
        if sentence := rules.may_merge(thread, into):
            raise refusal.Refused(sentence)
        models.Thread.objects.filter(merged_into=thread).update(merged_into=into)
        thread.merged_into = into
        thread.save(update_fields=["merged_into"])
        return into


def part_thread(thread, by) -> models.Thread:
    """Take back a merger: the thread goes on by itself again. Nothing happens to a thread that was not merged."""
    with transaction.atomic():
        thread = models.Thread.objects.select_for_update().get(pk=thread.pk)
        thread.merged_into = None
        thread.save(update_fields=["merged_into"])
        return thread
