"""The mail about a role. It goes through Django's mail backend, which is the outbox: a row first, in the same transaction."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from quartier.ground.access import roles

KEEP = {"X-Quartier-Secret": "no"}  # there is no code in it: the outbox may keep the text


def send_invitation(membership, address: str) -> None:
    """Tell a person which role she has been given, where, and how to sign in. The first line of the text is the subject."""
    facts = {"membership": membership, "role": roles.ROLES[membership.role], "address": address}
    subject, _, body = render_to_string("access/mail/invitation.txt", facts).strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[membership.person.email], headers=KEEP).send()
