"""Django's way to send mail, led into the outbox: what a library sends becomes a row in the transaction of the act."""

from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend

from quartier.ground.acts import clock
from quartier.ground.notify import addresses, models
from quartier.ground.quarters import queries as quarters

SECRET = "X-Quartier-Secret"  # "no": the text may stay after sending


class Outbox(BaseEmailBackend):
    """One row per recipient. Libraries of ours send sign-in codes, so the text is erased once sent unless told otherwise."""

    def send_messages(self, email_messages):
        return sum(_write(message) for message in email_messages)


def _write(message) -> int:
    headers = {name: addresses.one_line(value) for name, value in message.extra_headers.items()}
    is_secret = headers.pop(SECRET, "yes").lower() != "no"
    for to in message.recipients():
        models.Message.objects.create(
            channel=models.Message.Channel.MAIL,
            to=addresses.recipient(*reversed(parseaddr(to))),
            sender=message.from_email or "",
            subject=addresses.one_line(message.subject),
            body=message.body,
            html=_html(message),
            headers={**headers, **({"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {})},
            is_secret=is_secret,
            place=quarters.city(),
            written_at=clock.now(),
            next_try_at=clock.now(),
        )
    return 1


def _html(message) -> str:
    parts = getattr(message, "alternatives", [])
    return next((part[0] for part in parts if part[1] == "text/html"), "")
