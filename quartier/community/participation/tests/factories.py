"""Ideas for tests, made by the real verbs."""

import re

from quartier.community.participation import actions, models
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.accounts.tests.factories import make_person
from quartier.ground.notify.models import Message
from quartier.ground.quarters.tests.factories import make_quarter

WORDS = {
    "title": "Spielstraße am Samstag",
    "text": "Bei uns parken überall Autos. Die Kinder sollen auf der Straße spielen.",
    "why": "Damit Kinder Platz haben.",
    "where": "Donaustraße 100 bis 120",
}
ANSWER = "Über Mieten kann das Quartier nicht entscheiden. Die Mieterberatung ist dienstags im Büro."


def make_team(place=None, name="Lea Brandt", role="team_member"):
    """Somebody of the team of the quarter."""
    return make_staff(role, place or make_quarter(), name=name)


def submitted(place=None, email="emine@beispiel.de", author_name="Emine K.", shows_name=True, **words) -> models.Idea:
    """An idea that waits for its confirmation."""
    place = place or make_quarter()
    return actions.submit_idea(place=place, email=email, author_name=author_name, shows_name=shows_name, **{**WORDS, **words})


def received(place=None, **words) -> models.Idea:
    """An idea that was confirmed."""
    idea = submitted(place, **words)
    return actions.confirm(link_of(idea))


def published(place=None, by=None, **words) -> models.Idea:
    """An idea that everybody can read."""
    idea = received(place, **words)
    return actions.publish(idea, by=by or make_team(idea.place))


def link_of(idea, purpose=models.Purpose.CONFIRM) -> models.Link:
    """The newest link of an idea."""
    return models.Link.objects.filter(idea=idea, purpose=purpose).latest("id")


def last_link_path() -> str:
    """The path of the first link of one of our pages in the newest mail."""
    body = Message.objects.latest("id").body
    return "/" + re.search(r"https?://[^/]+/(\S+/ideen/(?:bestaetigen|unterstuetzen|meine)/\S+)", body)[1]


__all__ = ["ANSWER", "WORDS", "last_link_path", "link_of", "make_person", "make_quarter", "make_team", "published", "received", "submitted"]
