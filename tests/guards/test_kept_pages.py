"""A kept page is never wrong: built anew at any moment of its life, it is the same; and what can be kept is."""

import datetime

import pytest

from quartier.community.events.models import Event
from quartier.funding.calls.models import Call
from quartier.ground.acts import clock
from tests import house
from tests.guards.test_leaks import _ours
from tests.wsgi import ask, front

pytestmark = pytest.mark.xdist_group("demo")
A_MINUTE = datetime.timedelta(minutes=1)
NOT_KEPT = {  # public pages that are built for each visitor, and why
    "a form with a token": {
        "calls.application_form",
        "calls.ask",
        "events.hand_in",
        "events.register",
        "participation.confirm",
        "participation.confirm_support",
        "participation.new",
        "participation.support",
        "quarters.here",
        "ui.gallery",
        "ui.sample",
        "acts.draft",
        "accounts.demo",
        "account_signup",
    },
    "a sheet of paper with a code of its own": {
        "calls.application_pdf",
        "calls.application_sheet",
        "calls.plan_form",
        "calls.sketch_form",
        "participation.sheet",
        "participation.sheet_pdf",
    },
    "a file, drawn or written when it is asked for": {
        "events.atom",
        "events.calendar",
        "events.event_file",
        "events.poster",
        "events.programme",
        "events.rss",
        "events.series_file",
    },
    "it answers one visitor": {"acts.task", "calls.asked", "desk.erased", "notify.check", "participation.sent", "accounts.no_access"},
    "it changes with every act or mail": {"acts.heads", "acts.protocol", "notify.outbox", "notify.outbox_letter"},
}


def _walk():
    return [visit for address, place in _ours() if address.mark.kind == "public" for visit in house.visits(address, place)]


def _moments() -> list[datetime.datetime]:
    """When something opens or ends: the next of each kind in the demo, and a morning on which an office opens."""
    now = clock.now()
    found = [clock.now()]
    found += Call.objects.filter(state="published", deadline_at__gt=now).order_by("deadline_at").values_list("deadline_at", flat=True)[:1]
    found += Event.objects.public().filter(ends_at__gt=now).order_by("ends_at").values_list("ends_at", flat=True)[:1]
    return found


def test_every_public_page_can_be_kept_or_says_why_not(demo_database):
    house_front = front()
    answers = {visit.address.name: ask(house_front, visit.path) for visit in _walk()}
    built = {name for name, (status, headers, _body) in answers.items() if status == 200 and "ETag" not in headers}
    excused = set().union(*NOT_KEPT.values())
    links = {name for name in built if name.endswith(("_link", ".link"))}
    assert built - excused - links == set()
    assert len(answers) - len(built) > 20


def test_a_page_stays_as_it_is_until_the_moment_that_it_names(demo_database):
    wrong, pages = [], 0
    for moment in _moments():
        with clock.at(moment - 40 * A_MINUTE):
            kept = front()
            for visit in _walk():
                ask(kept, visit.path)
            pages += len(kept.store._pages)
        for later in (1, 39, 41, 200):
            wrong += _changed(kept, moment - 40 * A_MINUTE + later * A_MINUTE)
    assert not wrong, "\n".join(wrong)
    assert pages > 100


def _changed(kept, moment) -> list[str]:
    """Pages that are still given out at the moment although they are built otherwise then."""
    fresh = front(0)
    with clock.at(moment):
        return [
            f"{key[3]} at {moment}: kept until {datetime.datetime.fromtimestamp(page.ends_at, clock.BERLIN)}"
            for key, page in list(kept.store._pages.items())
            if moment.timestamp() < page.ends_at and ask(fresh, key[3])[2] != page.body
        ]
