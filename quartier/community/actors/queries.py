"""Who acts for whom."""

from quartier.community.actors import models
from quartier.ground.access import queries as access
from quartier.ground.accounts.models import Person
from quartier.ground.acts import clock


def organisations_of(person, on=None):
    """The organisations for which a person acts on a day (today), by name."""
    if not getattr(person, "pk", None):
        return models.Organisation.objects.none()
    acting = models.Contact.objects.on(on or clock.today()).filter(person_id=person.pk)
    return models.Organisation.objects.filter(pk__in=acting.values("organisation_id")).order_by("name", "id")


def acts_for(person, organisation_id, on=None) -> bool:
    """Whether a person acts for an organisation on a day (today). No organisation, no person: False."""
    return bool(organisation_id) and organisation_id in organisation_ids(person, on)


def organisation_ids(person, on=None) -> set[int]:
    """Ids of the organisations for which a person acts on a day (today); asked once per request."""
    if not getattr(person, "pk", None):
        return set()
    day = on or clock.today()
    rows = models.Contact.objects.on(day).filter(person_id=person.pk).order_by().values_list("organisation_id", flat=True)
    return access.remembered(person, ("acts_for", day), lambda: set(rows))


def people_of(organisation, on=None):
    """The people who act for an organisation on a day (today), who has done so longest first."""
    acting = models.Contact.objects.on(on or clock.today()).filter(organisation=organisation)
    return Person.objects.filter(is_active=True, pk__in=acting.values("person_id")).order_by("pk")


def public_organisations(place):
    """The network as everybody may read it, by name: of a quarter and the places above it, or of all places of the city."""
    found = models.Organisation.objects.public()
    return (found.near(place) if place.parent_id else found).order_by("name", "id")


def public_organisation(place, raw):
    """Loader of the public page: an organisation of this very place."""
    return models.Organisation.objects.public().filter(place=place, pk=raw).select_related("place").first()


def address(organisation) -> str:
    """The path of the public page."""
    base = f"/{organisation.place.slug}" if organisation.place.parent_id else ""
    return f"{base}/netzwerk/{organisation.pk}/"


def desk_address(organisation) -> str:
    """The path of the page at the desk of the organisation's own place."""
    return f"/{organisation.place.slug}/buero/netzwerk/{organisation.pk}/"


def desk_organisations(place):
    """Every organisation of the quarter and of the places above it, by name."""
    return models.Organisation.objects.near(place).select_related("place").order_by("name", "id")


def desk_organisation(place, raw):
    """Loader of the desk page: an organisation of this very place."""
    return models.Organisation.objects.filter(place=place, pk=raw).select_related("place").first()


def desk_contact(place, raw):
    """Loader: a contact of an organisation of this very place."""
    return models.Contact.objects.filter(organisation__place=place, pk=raw).select_related("organisation__place", "person").first()


def public_contacts(organisation):
    """The people who act today and agreed that their name is shown."""
    acting = organisation.contacts.on(clock.today()).filter(is_public=True)
    return acting.select_related("person").order_by("person__name", "id")
