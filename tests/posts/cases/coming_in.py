"""Signing in as a browser does it: an address, a code in a mail."""

import re

from quartier.ground.notify.models import Message

HER = "Ivana Petrović"


def a_code_is_sent(demo, name=HER):
    """Somebody asked for a code; the page to type it in is open."""
    return demo.open(None, "/konto/anmelden/").press("Code schicken", email=demo.person(name).email)


def code_in_mail(_found=None) -> dict:
    """The code of the newest mail."""
    body = Message.objects.order_by("-pk").values_list("body", flat=True)[0]
    return {"code": re.search(r"\d{3} \d{3}", body).group()}


def signed_in_by_code(demo, name=HER):
    """Somebody who has just come in by code, as a browser does."""
    return a_code_is_sent(demo, name).press("Anmelden", **code_in_mail())
