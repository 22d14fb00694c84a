"""Handing mail over: claim rows for a while, send, then mark. A crash between the two repeats a mail under the same Message-ID."""

import smtplib
import uuid
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F, Q

from quartier.ground.acts import clock
from quartier.ground.notify import models
from quartier.ground.notify.models import Message

LEASE = timedelta(minutes=5)
BATCH = 10  # mails claimed at once: they are sent well within the lease
PAUSES = (1, 2, 5, 10, 20, 30)  # minutes before the next try; afterwards an hour
GIVE_UP_AFTER = timedelta(days=3)
SHOWN_AFTER = timedelta(hours=1)  # what is unsent for so long becomes a task
TIMEOUT = 15  # seconds for the mail server to answer


@dataclass(frozen=True)
class Target:
    """A mail server."""

    host: str
    port: int
    username: str
    password: str
    use_tls: bool
    use_ssl: bool


def target(url: str | None = None) -> Target | None:
    """Where mail goes by `MAIL_URL`: `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`, or None for the page of the demo.

    Raises ValueError for an address of another kind.
    """
    parts = urlsplit(settings.MAIL_URL if url is None else url)
    if parts.scheme == "outbox" or (not parts.scheme and parts.path == "outbox"):
        return None
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("MAIL_URL must read outbox:, smtp://host, smtp+tls://user:password@host or smtps://user:password@host")
    names = unquote(parts.username or ""), unquote(parts.password or "")
    return Target(parts.hostname, parts.port or ports[parts.scheme], *names, parts.scheme == "smtp+tls", parts.scheme == "smtps")


def deliver_due(limit: int = 100) -> int:
    """Send what is due, at most `limit` mails; returns how many were handed over. Any number of workers may do so at once."""
    sent, seen = 0, 0
    while seen < limit and (batch := claim(min(BATCH, limit - seen))):
        seen += len(batch)
        sent += _send_batch(batch)
    return sent


def claim(most: int) -> list[Message]:
    """Take up to `most` due mails for the time of the lease; what another worker holds is left to it."""
    now, lease = clock.now(), uuid.uuid4()
    due = Q(state=Message.State.WAITING, next_try_at__lte=now) | Q(state=Message.State.SENDING, lease_until__lte=now)
    rows = Message.objects.filter(due, channel=Message.Channel.MAIL).order_by("next_try_at", "pk")
    if not rows.exists():  # a look first: idle workers write nothing
        return []
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        ids = list(rows.select_for_update(skip_locked=skip).values_list("pk", flat=True)[:most])
        changes = {"state": Message.State.SENDING, "lease": lease, "lease_until": now + LEASE, "tries": F("tries") + 1}
        Message.objects.filter(pk__in=ids).update(**changes)
    return list(Message.objects.filter(pk__in=ids, lease=lease).order_by("pk"))


def _send_batch(batch: list[Message]) -> int:
    server, sent = _connection(), 0
    try:
        for message in batch:
            sent += _send_one(message, server)
    finally:
        if server:
            server.close()
    return sent


def _connection():
    to = target()
    if to is None:
        return None
    from django.core.mail.backends.smtp import EmailBackend

    return EmailBackend(
        host=to.host,
        port=to.port,
        username=to.username,
        password=to.password,
        use_tls=to.use_tls,
        use_ssl=to.use_ssl,
        timeout=TIMEOUT,
    )


def _send_one(message: Message, server) -> int:
    try:
        if server:
            server.send_messages([as_mail(message, server)])
    except (smtplib.SMTPException, OSError) as error:
        if server.connection is not None:  # after an error the next mail begins with a fresh connection
            server.close()
        _mark_trouble(message, error)
        return 0
    mark_sent(message, keeps_text=server is None)
    return 1


def as_mail(message: Message, server=None) -> EmailMultiAlternatives:
    """The mail of a row; each time with the same Message-ID and date."""
    headers = {**message.headers, "Message-ID": message.message_id, "Date": format_datetime(message.written_at)}
    headers.setdefault("Auto-Submitted", "auto-generated")
    sender = message.sender or settings.DEFAULT_FROM_EMAIL
    mail = EmailMultiAlternatives(message.subject, message.body, sender, [message.to], headers=headers, connection=server)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def mark_sent(message: Message, keeps_text: bool) -> None:
    """The server has taken it. A secret text is erased, unless the demo's page is where it is read."""
    changes = {"state": Message.State.SENT, "done_at": clock.now(), "lease": None, "lease_until": None, "trouble": ""}
    if message.is_secret and not keeps_text:
        changes |= {"body": "", "html": ""}
    _ours(message).update(**changes)


def _ours(message: Message):
    """The row, as long as our lease on it is the last one."""
    return Message.objects.filter(pk=message.pk, state=Message.State.SENDING, lease=message.lease)


def _mark_trouble(message: Message, error: Exception) -> None:
    now = clock.now()
    is_over = _is_final(error) or now - message.written_at > GIVE_UP_AFTER
    changes = {"state": Message.State.FAILED if is_over else Message.State.WAITING, "trouble": trouble(error)}
    pause = PAUSES[message.tries - 1] if message.tries <= len(PAUSES) else 60
    _ours(message).update(**changes, next_try_at=now + timedelta(minutes=pause), lease=None, lease_until=None)


def _is_final(error: Exception) -> bool:
    """Whether the server said that this recipient will never get mail (5xx), so that trying again is no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return False


def trouble(error: Exception) -> str:
    """The error in one line, without addresses: what the server said, or what kind of trouble it was."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _text = next(iter(error.recipients.values()))
        return f"SMTPRecipientsRefused {code}"
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def unsent_for_long():
    """Mails that failed, or that are unsent for more than an hour: a person should look."""
    late = Q(state__in=[Message.State.WAITING, Message.State.SENDING], written_at__lte=clock.now() - SHOWN_AFTER)
    return models.Message.objects.filter(late | Q(state=Message.State.FAILED), channel=Message.Channel.MAIL).order_by("written_at", "pk")
