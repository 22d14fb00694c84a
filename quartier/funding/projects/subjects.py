"""What a project answers to lower floors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.funding.projects import models
from quartier.ground.acts import subjects
from quartier.ground.workflow import queries as timeline


class ProjectSubject(subjects.Subject):
    kind = models.Project.KIND
    model = models.Project
    joins = ("place", "award")
    file_act = "projects.read"

    def title(self, project):
        return project.title

    def address(self, project):
        return f"/{project.place.slug}/projekte/{project.pk}/"

    def public_page(self, entry, slug):
        return (_("Zum Projekt"), f"/{slug}/projekte/{entry.about_id}/") if entry.act == "projects.start" else None

    def relations(self, project, person):
        return subjects.of(project.award).relations(project.award, person)


subjects.register(ProjectSubject())

timeline.LABELS |= {
    "projects.set_milestones": gettext_lazy("Meilensteine geändert"),
    "projects.add_picture": gettext_lazy("Bild hinzugefügt"),
}
