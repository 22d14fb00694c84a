"""What a membership answers to lower floors."""

from django.utils.translation import gettext_lazy as _

from quartier.ground.access import roles
from quartier.ground.access.models import Membership
from quartier.ground.acts import subjects, words


class MembershipSubject(subjects.Subject):
    """A role of a person at a place."""

    kind = Membership.KIND
    model = Membership

    def title(self, obj) -> str:
        return f"{roles.label(obj.role)}: {obj.place.name}"

    def relations(self, obj, person) -> set[str]:
        return {"self"} if person and person.pk == obj.person_id else set()


subjects.register(MembershipSubject())

words.LABELS |= {
    "access.give_role": _("Rolle vergeben"),
    "access.end_role": _("Rolle beendet"),
}
