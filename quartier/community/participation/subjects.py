"""What an idea answers to lower floors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.participation import models
from quartier.ground.acts import drafts, subjects
from quartier.ground.quarters.models import Place
from quartier.ground.workflow import queries as timeline
from quartier.ground.workflow import stages


class IdeaSubject(subjects.Subject):
    kind = models.Idea.KIND
    model = models.Idea
    joins = ("place",)

    def title(self, idea):
        return idea.title

    def address(self, idea):
        return f"/{idea.place.slug}/ideen/{idea.pk}/"

    def public_page(self, entry, slug):
        is_shown = entry.act == "participation.publish"  # before that there is no page for everybody
        return (_("Zur Idee"), f"/{slug}/ideen/{entry.about_id}/") if is_shown else None

    def place_id(self, idea):
        return idea.place_id

    def relations(self, idea, person):
        return {"author"} if person and idea.author_id == person.pk else set()


subjects.register(IdeaSubject())


def _intake_address(draft):
    slug = Place.objects.filter(pk=draft.place_id).values_list("slug", flat=True).first()
    return f"/{slug}/ideen/neu/"


DRAFT = "participation.idea"  # the form whose drafts come back by code
drafts.register(DRAFT, gettext_lazy("Ihre Idee"), _intake_address)

timeline.LABELS |= {
    "participation.record_outcome": gettext_lazy("Stand der Idee nachgeführt"),
    "participation.support": gettext_lazy("Idee unterstützt"),
    "participation.confirm_support": gettext_lazy("Idee unterstützt"),
    "participation.withdraw_support": gettext_lazy("Unterstützung zurückgenommen"),
}
timeline.ECHOES |= {"participation.record_outcome"}
stages.register("participation.idea", stages.Stage(1, gettext_lazy("Idee"), "participation.case", "idea", "participation.read"))
