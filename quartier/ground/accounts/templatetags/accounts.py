"""Words of the account's pages: `{% load accounts %}`."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
            ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")]  # fmt: skip
SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux")]


@register.filter
def browser(user_agent: str) -> str:
    """ "Firefox auf Windows" out of what a browser says of itself."""
    name = next((name for word, name in BROWSERS if re.search(rf"{word}/", user_agent)), _("Browser"))
    system = next((name for word, name in SYSTEMS if word in user_agent), None)
    return _("%(browser)s auf %(system)s") % {"browser": name, "system": system} if system else name
