"""Who has signed in, together with her memberships: every page of hers asks for both, so they are one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F

from quartier.ground.access.models import Membership
from quartier.ground.accounts.models import Person
from quartier.ground.quarters.models import Place

ROLE = [field.attname for field in Membership._meta.concrete_fields]
PLACE = [field.attname for field in Place._meta.concrete_fields]


class Backend(AuthenticationBackend):
    """Sign-in by code as allauth does it; the person of a session brings all her memberships along, past ones too (`came_with`)."""

    def get_user(self, user_id):
        """The person of a session, or None if there is none any more or she may not sign in."""
        roles = {f"role_{name}": F(f"memberships__{name}") for name in ROLE}
        places = {f"place_{name}": F(f"memberships__place__{name}") for name in PLACE}
        rows = list(Person.objects.filter(pk=user_id).annotate(**roles, **places).order_by("memberships__id"))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        rows[0].came_with = [_membership(row) for row in rows if row.role_id is not None]
        return rows[0]


def _membership(row) -> Membership:
    membership = Membership.from_db(row._state.db, ROLE, [getattr(row, f"role_{name}") for name in ROLE])
    membership.place = Place.from_db(row._state.db, PLACE, [getattr(row, f"place_{name}") for name in PLACE])
    return membership
