"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.ground.access import queries as access
from quartier.ground.notify.models import Message


def is_hers(row, person) -> bool:
    """The message was written to her."""
    return person is not None and row.person_id == person.pk


def is_her_post(row, person) -> bool:
    """The office's post at the place of the message: letters for some, mail that does not arrive for more."""
    act = "notify.read_letters" if row.channel == Message.Channel.LETTER else "notify.read"
    return person is not None and row.place_id is not None and access.may(person, act, row.place)


def is_her_letter(row, person) -> bool:
    """The file is a letter that lies in the office's post."""
    return any(is_her_post(message, person) for message in Message.objects.filter(file=row).select_related("place"))


WHEN = {"hers": is_hers, "post": is_her_post, "letter": is_her_letter}
FIELDS = {
    "Message": {
        "code": "headers message_id code about_kind",
        "all": "sender",
        "hers post": "to subject",
        "hers": "body html content",
        "post": "trouble",
    },
    "Job": {"code": "name", "nobody": "trouble"},
    "files.StoredFile": {"letter": "name bytes"},
}
