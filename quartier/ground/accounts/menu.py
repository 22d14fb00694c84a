"""The account's line in the menu of a signed-in person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.ground.ui import nav


@nav.for_person
def account(person, place) -> list[tuple[str, str]]:
    """My account."""
    return [(_("Mein Konto"), reverse("accounts.home"))]
