"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.community.councils import models, queries, words


def is_named(row, person) -> bool:
    """The member agreed to stand on the page with her name."""
    return row.publishes_name


def is_told(row, person) -> bool:
    """The agenda is out, and the body's rules let everybody read this item."""
    meeting, rules = row.meeting, queries.rules_of(row.meeting)
    results = row.resolutions.filter(state="in_force")
    return meeting.state in queries.SHOWN and (
        not row.about_kind or rules.agenda_public or any(words.is_public(rules, one) for one in results)
    )


def is_published(row, person) -> bool:
    """The body's rules let everybody read this result."""
    return words.is_public(queries.rules_of(row.item.meeting), row)


def sits_with(row, person) -> bool:
    """Members of a body know each other's names."""
    if person is None:
        return False
    mine = models.Seat.objects.filter(person=person).values("body")
    return models.Seat.objects.filter(person=row, body__in=mine).exists()


def biased_herself(row, person) -> bool:
    """What somebody said about herself she may read again."""
    return person is not None and row.person_id == person.pk


WHEN = {"named": is_named, "told": is_told, "published": is_published, "sits_with": sits_with, "biased_herself": biased_herself}
READERS = {
    "councils.body": ("councils.desk", "councils.take_part"),
    "councils.rules": ("councils.desk", "councils.take_part"),
    "councils.seat": ("councils.desk", "councils.own_seat"),
    "councils.meeting": ("councils.take_part",),
    "councils.item": ("councils.take_part",),
    "councils.vote": ("councils.take_part",),
    "councils.resolution": ("councils.take_part",),
}
FIELDS = {
    "Body": {"code": "slug", "all": "name purpose meets"},
    "RulesOfProcedure": {"code": "template options", "readers": "note"},
    "Seat": {"councils.desk": "end_reason", "named readers": "public_name"},
    "Meeting": {
        "code": "state log_head",
        "all": "where",
        "readers": "online_address note cancel_reason guests minutes_by minutes_note",
    },
    "AgendaItem": {
        "code": "about_kind",
        "told readers": "title",
        "readers": "text presenters minutes_text responsible",
    },
    "Bias": {"code": "about_kind", "councils.bias_reason biased_herself": "reason"},
    "Vote": {"code": "state hands tally numbers", "readers": "conditions"},
    "Ballot": {},
    "Resolution": {"code": "state about_kind", "published readers": "conditions", "readers": "reason"},
    "accounts.Person": {"sits_with": "name"},
}
