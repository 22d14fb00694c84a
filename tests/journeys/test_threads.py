"""Both threads in a real browser, through the pages alone: residents on a phone, staff at a desk, and once without JavaScript."""

import pytest

from tests.journeys.browser import DESK, PHONE, Browsing
from tests.stories import aktionsfonds, project, stage
from tests.stories.telling import Telling

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class BrowserTelling(Telling):
    """A story told in a browser; who holds a role sits at a desk, everybody else has a phone."""

    def __init__(self, on_stage, chromium, server, javascript=True):
        def visitor(person):
            is_staff = person is not None and person.name in stage.STAFF
            viewport = DESK if is_staff else PHONE
            return Browsing(person, chromium=chromium, server=server, viewport=viewport, javascript=javascript)

        super().__init__(on_stage, visitor)

    def at(self, *moment) -> None:
        """Days pass: sessions may have ended, so everybody comes with a fresh browser."""
        super().at(*moment)
        for browsing in self._browsers.values():
            browsing.close()
        self._browsers.clear()


@pytest.fixture
def house(live_server, settings, tmp_path, chromium):
    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads.jsonl"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"
    settings.BASE_URL = live_server.url
    return stage.build(), chromium, live_server.url


def test_given_an_idea_when_all_have_done_their_part_then_a_project_is_paid_and_accounted_for(house):
    project.tell(BrowserTelling(*house))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_given_a_street_party_when_the_jury_says_yes_then_it_gets_its_money(house, javascript):
    aktionsfonds.tell(BrowserTelling(*house, javascript=javascript))
