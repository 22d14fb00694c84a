"""What a person answers to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.ground.accounts.models import Person
from quartier.ground.acts import subjects, words


class PersonSubject(subjects.Subject):
    """A person belongs to no place; the only relation is to oneself."""

    kind = Person.KIND
    model = Person

    def title(self, obj) -> str:
        return obj.name

    def place_id(self, obj) -> int | None:
        return None

    def relations(self, obj, person) -> set[str]:
        return {"self"} if person and person.pk == obj.pk else set()


subjects.register(PersonSubject())

words.LABELS |= {
    "accounts.make_person": _("Person angelegt"),
    "accounts.claim_person": _("Zugang zum ersten Mal benutzt"),
    "accounts.change_details": _("Name oder Telefon geändert"),
    "accounts.set_address": _("E-Mail-Adresse eingetragen"),
    "accounts.set_postal": _("Anschrift eingetragen"),
    "accounts.erase_person": _("Angaben der Person gelöscht"),
}
