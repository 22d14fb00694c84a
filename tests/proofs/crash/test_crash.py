"""Both threads, dying before each single write, on whatever engine the tests run."""

import pytest

from quartier.ground.acts import clock
from quartier.ground.notify.models import Message
from tests import databases
from tests.proofs.crash.harness import Broken, Crashes, fork
from tests.stories import aktionsfonds, project, stage
from tests.stories.telling import Telling
from tests.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STRIDE = 3  # every step dies before every third write, each time beginning with another one; CRASH_FULL=1: before each
LEASES_PASS = 31 * 60  # seconds: after a crash of the worker its mails and jobs are free again


class CrashingVisitor(Visitor):
    """Each form that is sent is a step at which the house dies, again and again, before it is done."""

    def __init__(self, person, crashes: Crashes):
        super().__init__(person, sender=CrashingVisitor.send)
        self.crashes = crashes

    def send(self, path, data):
        seen = []

        def again():
            seen.append(self.post_now(path, data))
            return _told(seen[-1])

        self.crashes.step(f"POST {path}", lambda: _told(self.post_now(path, data)), again)
        return seen[-1]


def _told(response) -> list:
    """What of an answer must be the same the second time; a page that only asks again carries a new token each time."""
    if response.status_code >= 500:
        raise AssertionError(response.content.decode()[:2000])
    return [response.status_code, response.headers.get("Location")]


class CrashingTelling(Telling):
    """A story in which the worker dies as well."""

    def __init__(self, on_stage):
        self.crashes = Crashes(stride=STRIDE)
        super().__init__(on_stage, lambda person: CrashingVisitor(person, self.crashes))

    def work(self) -> None:
        written = Message.objects.count()
        now = clock.now()
        for tries in range(400):
            with clock.at(now + tries * stage.datetime.timedelta(seconds=LEASES_PASS)):
                if not fork(lambda: Telling.work(self), die_before=1 + tries).died:
                    break
                self.crashes.deaths += 1
        with clock.at(now + (tries + 1) * stage.datetime.timedelta(seconds=LEASES_PASS)):
            Telling.work(self)
        self._nothing_is_lost(written)

    def _nothing_is_lost(self, written: int) -> None:
        rows = Message.objects.filter(channel=Message.Channel.MAIL).exclude(state=Message.State.SENT)
        if Message.objects.count() < written or rows.exists():
            raise Broken(f"mail is missing: {list(rows.values_list('pk', 'state', 'subject'))}")


@pytest.fixture
def telling(tmp_path, settings):
    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads.jsonl"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"
    return CrashingTelling(stage.build())


@pytest.mark.parametrize("story", [aktionsfonds, project], ids=["a grant", "a project"])
def test_a_thread_survives_death_before_each_write(telling, story):
    story.tell(telling)
    print(f"{telling.crashes.steps} steps, {telling.crashes.deaths} deaths")
    assert telling.crashes.deaths > 10 * telling.crashes.steps / telling.crashes.stride


def test_the_proof_itself_sees_half_a_deed(telling):
    """Were a transaction missing, this proof would say so."""
    from quartier.ground.accounts.models import Person

    def two_writes():
        Person.objects.create(name="Eins")
        Person.objects.create(name="Zwei")

    with pytest.raises(Broken, match="accounts_person"):
        Crashes().step("two writes", two_writes, lambda: None)
    assert databases.content()["accounts_person"]
