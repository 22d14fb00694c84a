"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""


def is_listed(row, person) -> bool:
    """The organisation stands in the public network; of a contact: with its name."""
    return getattr(row, "organisation", row).is_public and row.is_public


def shows_contact(row, person) -> bool:
    """The organisation wants to be reached."""
    return row.is_public and row.shows_contact


def acts_publicly(row, person) -> bool:
    """The person stands in the public network as a contact."""
    from quartier.community.actors import models

    return models.Contact.objects.filter(person=row, is_public=True, organisation__is_public=True).exists()


WHEN = {"listed": is_listed, "reachable": shows_contact, "acts_publicly": acts_publicly}
READERS = {"actors.organisation": ("actors.read",)}
FIELDS = {
    "Organisation": {
        "listed readers": "name about street postcode town website",
        "reachable readers": "email phone",
    },
    "Contact": {"listed readers self": "role"},
    "accounts.Person": {"acts_publicly": "name"},
}
