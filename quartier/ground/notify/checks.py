"""What must be set before an installation may start."""

from django.conf import settings
from django.core import checks

from quartier.ground.notify import delivery


@checks.register
def mail_goes_somewhere(app_configs, **kwargs):
    """In production mail must really leave the house, and the address of the mail server must be readable."""
    try:
        target = delivery.target()
    except ValueError as error:
        return [checks.Error(str(error), id="notify.E001")]
    if settings.MODE == "production" and target is None:
        return [
            checks.Error(
                "MAIL_URL names no mail server; nothing would be sent", hint="MAIL_URL=smtps://user:password@host:465", id="notify.E002"
            )
        ]
    return []
