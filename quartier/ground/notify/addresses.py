"""Addresses as mail needs them: whole links, one-line recipients, the domain of our Message-IDs."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from quartier.ground.acts.refusal import Refused


def own_domain() -> str:
    """The domain from which we write."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "quartier.example"


def absolute(path: str) -> str:
    """The whole link for a mail or a letter."""
    return settings.BASE_URL.rstrip("/") + path if path.startswith("/") else path


def one_line(text: str) -> str:
    """Text without line ends, so that nothing can slip into a header."""
    return " ".join(str(text).split())


def recipient(email: str, name: str = "") -> str:
    """`Name <address>` for a header. Raises Refused when the address is none."""
    email = (email or "").strip()
    try:
        validate_email(email)
    except ValidationError as error:
        sentence = _("„%(email)s“ ist keine E-Mail-Adresse. Bitte so schreiben: name@beispiel.de.") % {"email": email}
        raise Refused(sentence, field="email") from error
    return formataddr((one_line(name), email))
