"""What an organisation answers to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.community.actors import models, queries
from quartier.ground.acts import subjects, words


class OrganisationSubject(subjects.Subject):
    kind = models.Organisation.KIND
    model = models.Organisation
    joins = ("place",)

    def title(self, organisation):
        return organisation.name

    def address(self, organisation):
        return queries.address(organisation) if organisation.is_public else None

    def place_id(self, organisation):
        return organisation.place_id

    def relations(self, organisation, person):
        return {"carrier"} if queries.acts_for(person, organisation.pk) else set()


subjects.register(OrganisationSubject())

words.LABELS |= {
    "actors.make_organisation": _("Organisation eingetragen"),
    "actors.change_organisation": _("Angaben geändert"),
    "actors.add_contact": _("Person eingetragen, die für die Organisation handelt"),
    "actors.end_contact": _("Aufgabe einer Person beendet"),
}
