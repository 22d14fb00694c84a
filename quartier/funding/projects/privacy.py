"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.funding.projects import models


def has_project(row, person) -> bool:
    """The organisation runs a project that everybody sees."""
    return models.Project.objects.filter(organisation=row).exists()


WHEN = {"has_project": has_project}
READERS = {"projects.project": ("projects.read", "projects.edit")}
FIELDS = {
    "Project": {"code": "state", "all": "title text where contact result"},
    "Milestone": {"all": "label"},
    "actors.Organisation": {"has_project": "name"},
}
