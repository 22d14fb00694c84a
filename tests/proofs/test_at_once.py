"""Each form of a street party's way is sent twenty times at once: done once, twenty times the same answer."""

import pytest

from quartier.ground.acts.tests.helpers import at_once
from tests import checks, databases
from tests.stories import aktionsfonds, stage
from tests.stories.telling import Telling
from tests.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES = 20
OF_THE_ACT = frozenset({"acts_nonce", "acts_counter", "django_session", "usersessions_usersession", "shared_cache"})


def _many(visitor, path, data):
    def once(_number):
        twin = Visitor(None)
        twin.client.cookies.update(visitor.client.cookies)
        return twin.post_now(path, data)

    answers = at_once(TIMES, once)
    told = {(a.status_code, a.headers.get("Location")) for a in answers if not isinstance(a, Exception)}
    assert len(told) == 1 and not [a for a in answers if isinstance(a, Exception)], f"{path}: {told}"
    after = databases.content(OF_THE_ACT)
    last = visitor.post_now(path, data)
    assert databases.content(OF_THE_ACT) == after, f"{path}: the twenty-first was done again"
    return last


def test_each_form_of_the_thread_sent_twenty_times_at_once_is_done_once(tmp_path, settings):
    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads.jsonl"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"
    telling = Telling(stage.build(), lambda person: Visitor(person, sender=_many))
    aktionsfonds.tell(telling)
    assert checks.everything() == []
