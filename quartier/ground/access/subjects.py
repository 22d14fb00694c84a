"""What a membership answers to lower floors."""

from quartier.ground.access import roles
from quartier.ground.access.models import Membership
from quartier.ground.acts import subjects


class MembershipSubject(subjects.Subject):
    """A role of a person at a place."""

    kind = Membership.KIND
    model = Membership

    def title(self, obj) -> str:
        return f"{roles.label(obj.role)}: {obj.place.name}"

    def relations(self, obj, person) -> set[str]:
        return {"self"} if person and person.pk == obj.person_id else set()


subjects.register(MembershipSubject())
