"""Input of the account pages: the library's forms in our words, and one's own details."""

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.manage_email import sync_email_address
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

ADDRESS_NEEDED = _("Bitte Ihre E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de.")
ADDRESS_WRONG = _("Bitte die Adresse so schreiben: name@beispiel.de.")
CODE_NEEDED = _("Bitte den Code aus der E-Mail eintragen, zum Beispiel 482 913.")
APP_CODE_NEEDED = _("Bitte die sechs Ziffern aus der App eintragen, zum Beispiel 482 913.")


def _address_field(label, hint="") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": ADDRESS_NEEDED,
            "invalid": ADDRESS_WRONG,
            "max_length": _("Diese Adresse ist zu lang: höchstens 254 Zeichen."),
        },
    )


def _code_field(label, needed) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-s"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attrs), error_messages={"required": needed})


class RequestCodeForm(account.RequestLoginCodeForm):
    """The address to which the code goes. Known and unknown addresses get the same answer."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _address_field(
            _("Ihre E-Mail-Adresse"), _("Wir schicken Ihnen einen Code. Ein Passwort brauchen Sie nicht.")
        )

    def clean_email(self) -> str:
        """An address that only the office wrote down becomes one that the code will confirm."""
        email = super().clean_email()
        if self._user and self._user.email == email.lower():
            sync_email_address(self._user, email.lower())
        return email


class ConfirmCodeForm(account.ConfirmLoginCodeForm):
    code = _code_field(_("Code aus der E-Mail"), CODE_NEEDED)


class ConfirmAddressForm(account.ConfirmEmailVerificationCodeForm):
    code = _code_field(_("Code aus der E-Mail"), CODE_NEEDED)


class NewAddressForm(account.AddEmailForm):
    email = _address_field(_("Neue E-Mail-Adresse"), _("Wir schicken einen Code dorthin. Bis Sie ihn eingeben, gilt die alte Adresse."))


class FactorForm(factor.AuthenticateForm):
    code = _code_field(_("Code aus der App oder ein Ersatzcode"), APP_CODE_NEEDED)


class FactorAgainForm(factor.ReauthenticateForm):
    code = _code_field(_("Code aus der App oder ein Ersatzcode"), APP_CODE_NEEDED)


class AppForm(totp.ActivateTOTPForm):
    """Setting up the app. Its first right code proves who is there: the spare codes are shown without asking again."""

    code = _code_field(_("Code aus der App"), APP_CODE_NEEDED)

    def clean_code(self) -> str:
        code = super().clean_code()
        _proven(self.user)
        return code


class PasskeyForm(webauthn.AddWebAuthnForm):
    """Setting up a passkey, with the same proof."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            _proven(self.user)
        return cleaned


def _proven(person) -> None:
    record_authentication(context.request, person, method="mfa", reauthenticated=True)


class DetailsForm(forms.Form):
    """What a person says about herself."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Bitte Ihren Namen eintragen."), "max_length": _("Bitte höchstens 200 Zeichen.")},
    )
    phone = forms.RegexField(
        r"^[0-9+()/ .-]*$",
        label=_("Telefon"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("Bitte nur Ziffern, zum Beispiel 030 123 45 67."), "max_length": _("Bitte höchstens 40 Zeichen.")},
    )
    language = forms.ChoiceField(label=_("Sprache der E-Mails"), choices=settings.LANGUAGES)
    contact_note = forms.CharField(
        label=_("Wie wir Sie am besten erreichen"),
        help_text=_("Zum Beispiel: am besten abends anrufen."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Bitte höchstens 300 Zeichen.")},
    )
