"""What every page knows without asking: the place, the person, the menus.

A visitor without a session cookie stays unknown: neither the session nor the person is looked at, so no cookie is set.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.functional import cached_property

from quartier.ground.ui import nav, tiles


def page(request) -> dict:
    """Context processor: `place`, and `house` with everything the skeleton shows."""
    return {"house": House(request), "place": getattr(request, "place", None)}


class House:
    """What the skeleton shows around a page; each part is worked out only when a template asks for it."""

    is_demo = settings.IS_DEMO

    def __init__(self, request):
        self.request = request
        self.path = request.path

    @cached_property
    def place(self):
        return getattr(self.request, "place", None)

    @cached_property
    def city(self) -> str:
        """The name of the city, "" until its first place exists."""
        top = self.place
        while top is not None and getattr(top, "parent_id", None):
            top = top.parent
        return top.name if top is not None else ""

    @cached_property
    def has_session(self) -> bool:
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES

    @cached_property
    def person(self):
        """The signed-in person, or None."""
        user = getattr(self.request, "user", None) if self.has_session else None
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def messages(self) -> list:
        return list(get_messages(self.request)) if self.has_session else []

    @cached_property
    def tile(self) -> str:
        return tiles.css_class(self.place)

    @cached_property
    def home(self) -> str:
        return nav.home(self.place)

    @cached_property
    def nav(self) -> list:
        return nav.links(nav.public(self.place), self.place, self.path)

    @cached_property
    def desk_nav(self) -> list:
        """The menu of the desk; a line may have lines below it."""
        return nav.desk(self.place, self.path, self.person)

    @cached_property
    def desk_below(self):
        """The lines of the part of the desk that is being shown; None if it has at most one."""
        return next((line for line in self.desk_nav if line.current and len(line.below) > 1), None)

    @cached_property
    def desk_menu(self) -> list:
        """Every page of the desk in one list, for the narrow screen."""
        return [line for top in self.desk_nav for line in (top.below or (top,))]

    @cached_property
    def personal(self) -> list:
        return nav.personal(self.person, self.place) if self.person else []

    @cached_property
    def sign_in(self) -> str:
        """The address of the sign-in page with the way back to this one, "" if there is none."""
        found = nav.links(nav.SIGN_IN, None)
        return f"{found[0].address}?{urlencode({'next': self.path})}" if found else ""

    @cached_property
    def help(self) -> list:
        return nav.links(nav.HELP, self.place)

    @cached_property
    def legal(self) -> list:
        return nav.links(nav.LEGAL, self.place)

    @cached_property
    def open(self) -> list:
        return nav.links(nav.OPEN, None)

    @cached_property
    def search(self) -> str:
        found = nav.links([("", ["search.find"])], self.place)
        return found[0].address if found else ""

    @cached_property
    def languages(self) -> list:
        return nav.languages()


class Bare:
    """The same for pages that may touch neither database nor session: brand and foot, nothing that depends on anything."""

    is_demo = settings.IS_DEMO
    place = person = desk_below = None
    city = tile = sign_in = search = ""
    path = home = "/"
    nav = desk_nav = desk_menu = personal = messages = languages = help = legal = open = ()
