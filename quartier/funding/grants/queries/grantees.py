"""Who an award belongs to."""

from quartier.community.actors import queries as actors


def relations_to(award, person) -> set[str]:
    """`grantee` for the person of the award and for everybody who acts for its organisation."""
    if not getattr(person, "pk", None):
        return set()
    return {"grantee"} if award.person_id == person.pk or actors.acts_for(person, award.organisation_id) else set()
