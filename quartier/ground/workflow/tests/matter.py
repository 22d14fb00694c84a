"""A case for the tests of the machine. It lives in a registry of its own, so that no migration and no guard sees it."""

from django.apps.registry import Apps
from django.db import models

from quartier.ground.acts import subjects
from quartier.ground.workflow import steps


class Matter(models.Model):
    """Something that is written, sent, decided and closed."""

    KIND = "workflow.test_matter"

    state = models.CharField(max_length=20, default="draft")
    title = models.CharField(max_length=100, blank=True)
    place_id = models.BigIntegerField()
    thread_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)

    class Meta:
        app_label = "workflow"
        apps = Apps()


class MatterSubject(subjects.Subject):
    kind = Matter.KIND
    model = Matter

    def relations(self, matter, person):
        return {"author"} if matter.author_id == person.pk else set()


def has_title(matter):
    return None if matter.title else "Der Titel fehlt."


def within_cap(matter, cents):
    return None if cents <= 150_000 else "Sie können höchstens 1.500 Euro bekommen."


STATES = {"draft": "Entwurf", "sent": "eingereicht", "granted": "bewilligt", "refused": "abgelehnt", "closed": "abgeschlossen"}
STEPS = steps.Steps(
    Matter,
    STATES,
    [
        steps.Step("begin", "Anlegen", (), "draft", who=("anyone",)),
        steps.Step("send", "Einreichen", ("draft",), "sent", who=("author", "team_member"), must=(has_title,), public="Eingereicht."),
        steps.Step(
            "grant",
            "Bewilligen",
            ("sent",),
            "granted",
            who=("team_lead",),
            must=(has_title, within_cap),
            public="Bewilligt: %(amount_cents)s am %(decided_on)s.",
            actor="Jury",
        ),
        steps.Step(
            "refuse", "Ablehnen", ("sent",), "refused", who=("team_lead",), needs_reason=True, public="Abgelehnt. Grund: %(reason)s"
        ),
        steps.Step("reopen", "Ablehnung zurücknehmen", ("refused",), "sent", who=("team_lead",), takes_back="refuse"),
        steps.Step("vote", "Abstimmen", ("sent",), ("granted", "refused"), who=("team_lead",)),
        steps.Step("note", "Vermerken", ("draft", "sent"), None, who=("team_member",)),
        steps.Step("expire", "Schließen", ("granted", "refused"), "closed", who=("system",), public="Abgeschlossen."),
    ],
    main_path=("draft", "sent", "granted", "closed"),
)
steps.ALL.pop(Matter.KIND)  # known only while the tests of this folder run: see conftest
