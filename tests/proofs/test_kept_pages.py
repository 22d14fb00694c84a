"""Both threads are told while a process keeps pages: after each form that was sent, what it still gives out is what would be built anew."""

import pytest

from tests import house
from tests.guards.test_leaks import _ours
from tests.stories import aktionsfonds, project, stage
from tests.stories.telling import Telling
from tests.visitor import Visitor
from tests.wsgi import ask, front

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Watch:
    """Keeps all public pages of the places of the story, and compares."""

    def __init__(self, on_stage):
        self.kept, self.fresh = front(), front(0)
        self.stage, self.wrong, self.compared = on_stage, [], 0

    def send(self, visitor, path, data):
        answer = visitor.post_now(path, data)
        self._compare(path)
        return answer

    def _compare(self, after: str) -> None:
        for key, page in list(self.kept.store._pages.items()):
            if self.kept._holds(page):
                self.compared += 1
                if ask(self.fresh, key[3])[2] != page.body:
                    self.wrong.append(f"{key[3]} after {after}")
        for path in self._paths():
            ask(self.kept, path)

    def _paths(self) -> set[str]:
        public = [(address, place) for address, place in _ours(self.stage.place) if address.mark.kind == "public"]
        return {
            visit.path for address, place in public for visit in house.visits(address, place) if getattr(address.view, "is_kept", False)
        }


@pytest.mark.parametrize("story", [aktionsfonds, project], ids=["a grant", "a project"])
def test_a_kept_page_is_never_older_than_its_place(story, tmp_path, settings):
    settings.MEDIA_ROOT, settings.SECRET_DIR, settings.ACTS_ANCHORS = tmp_path / "files", tmp_path / "secrets", tmp_path / "heads.jsonl"
    settings.EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"
    on_stage = stage.build()
    watch = Watch(on_stage)
    story.tell(Telling(on_stage, lambda person: Visitor(person, sender=watch.send)))
    assert not watch.wrong, "\n".join(sorted(set(watch.wrong)))
    assert watch.compared > 100
