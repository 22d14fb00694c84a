"""What a person answers to lower floors."""

from quartier.ground.accounts.models import Person
from quartier.ground.acts import subjects


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
