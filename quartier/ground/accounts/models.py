"""The one table of people. Nobody needs an address or a sign-in to be written down here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.ground.acts import clock


class AddressField(models.EmailField):
    """An e-mail address in small letters; no address is NULL, so that many people may have none."""

    def to_python(self, value):
        return (value or "").strip().lower() or None

    def get_prep_value(self, value):
        return super().get_prep_value(self.to_python(value))

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class People(BaseUserManager.from_queryset(models.QuerySet)):
    """Finding people."""

    def with_email(self, email: str):
        """The person with this address in any spelling, or None."""
        return self.filter(email=(email or "").strip().lower()).first() if email else None


class Person(AbstractBaseUser):
    """A human. A confirmed address claims the row that the office made; without an address there is no sign-in."""

    KIND = "accounts.person"

    password = None  # nobody has one: sign-in is by code or passkey
    name = models.CharField(_("Name"), max_length=200)
    email = AddressField(_("E-Mail-Adresse"), max_length=254, null=True, blank=True, unique=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    language = models.CharField(_("Sprache"), max_length=8, default="de")
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)  # where letters go; the office writes it down
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    town = models.CharField(_("Ort"), max_length=100, blank=True)
    contact_note = models.CharField(_("Wie wir Sie am besten erreichen"), max_length=300, blank=True)
    is_active = models.BooleanField(default=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="first sign-in by the human; empty: the office made the row")
    erased_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    is_demo = models.BooleanField(default=False)
    demo_role = models.CharField(max_length=80, blank=True)
    demo_note = models.CharField(max_length=300, blank=True)

    objects = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email__isnull=True, is_active=False),
                name="accounts_erased_has_no_address",
            )
        ]
        indexes = [models.Index(fields=["is_demo"], condition=models.Q(is_demo=True), name="accounts_demo_people")]

    def __str__(self) -> str:
        return self.name

    @property
    def postal_lines(self) -> list[str]:
        """The lines in the window of an envelope: the name, and the address where it is known."""
        town = f"{self.postcode} {self.town}".strip() if self.street else ""
        return [line for line in (self.name, self.street, town) if line]

    def has_usable_password(self) -> bool:
        return False

    def check_password(self, raw_password) -> bool:
        return False

    def set_password(self, raw_password) -> None:
        """Nothing: there are no passwords. The sign-in library calls this."""

    def set_unusable_password(self) -> None:
        """Nothing: there are no passwords. The sign-in library calls this."""

    def _get_session_auth_hash(self, secret=None) -> str:
        from django.utils.crypto import salted_hmac

        return salted_hmac("quartier.person.session", str(self.pk), secret=secret, algorithm="sha256").hexdigest()
