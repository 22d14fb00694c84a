"""What a project answers to lower floors."""

from quartier.funding.projects import models
from quartier.ground.acts import subjects


class ProjectSubject(subjects.Subject):
    kind = models.Project.KIND
    model = models.Project
    file_act = "projects.read"

    def title(self, project):
        return project.title

    def address(self, project):
        return f"/{project.place.slug}/projekte/{project.pk}/"

    def relations(self, project, person):
        return subjects.of(project.award).relations(project.award, person)


subjects.register(ProjectSubject())
