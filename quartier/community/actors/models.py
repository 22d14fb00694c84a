"""Organisations of a quarter and the people who act for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """How an organisation exists before the law; the short form that letters use."""

    ASSOCIATION = "ev", _("eingetragener Verein (e. V.)")
    CHARITABLE_COMPANY = "ggmbh", _("gemeinnützige GmbH (gGmbH)")
    COMPANY = "gmbh", _("GmbH")
    COOPERATIVE = "eg", _("Genossenschaft (eG)")
    FOUNDATION = "stiftung", _("Stiftung")
    PARTNERSHIP = "gbr", _("Gesellschaft bürgerlichen Rechts (GbR)")
    INITIATIVE = "initiative", _("Initiative ohne Rechtsform")
    SCHOOL = "schule", _("Schule oder Kita")
    CHURCH = "religion", _("Kirche oder Religionsgemeinschaft")
    PUBLIC = "amt", _("Behörde oder öffentliche Einrichtung")
    BUSINESS = "betrieb", _("Betrieb oder Laden")
    OTHER = "andere", _("andere Form")


class Organisations(models.QuerySet):
    def public(self):
        """Those that stand in the public network."""
        return self.filter(is_public=True)

    def near(self, place):
        """Those of the place itself and of the places above it: a carrier of the city works in every quarter."""
        return self.filter(place_id__in=[place.id, *_above(place)])


def _above(place) -> list[int]:
    found, parent = [], place.parent
    while parent is not None:
        found.append(parent.id)
        parent = parent.parent
    return found


class Organisation(models.Model):
    """Anyone who acts in a quarter as more than one person: an association, a school, a group of neighbours."""

    KIND = "actors.organisation"

    place = models.ForeignKey("quarters.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    legal_form = models.CharField(max_length=12, choices=LegalForm.choices)
    about = models.TextField(max_length=1200, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    is_public = models.BooleanField(default=False)
    shows_contact = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = Organisations.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), "place", name="organisation_once_in_a_place"),
            models.CheckConstraint(condition=Q(is_public=True) | Q(shows_contact=False), name="organisation_contact_only_if_public"),
        ]
        indexes = [models.Index(fields=["place", "is_public", "name", "id"], name="organisation_list")]

    def __str__(self) -> str:
        return self.name


class Contacts(models.QuerySet):
    def on(self, day: date):
        """Those who act for their organisation on that day."""
        return self.filter(Q(from_on__lte=day), Q(until_on__isnull=True) | Q(until_on__gte=day))


class Contact(models.Model):
    """A person acts for an organisation from one day to another; both days count."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)

    objects = Contacts.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="contact_ends_after_it_begins"),
            models.UniqueConstraint("organisation", "person", condition=Q(until_on__isnull=True), name="contact_open_once"),
        ]
        indexes = [models.Index(fields=["person", "from_on"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.person_id}"

    @property
    def place_id(self) -> int:
        """A contact lies where its organisation lies."""
        return self.organisation.place_id
