"""What our sign-in does differently from the library: no registration, our words, secrets under our keys."""

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from quartier.ground.accounts import actions, urls_for

WRONG_CODE = _("Dieser Code passt nicht oder ist abgelaufen. Neuen Code schicken?")
TOO_OFT = _("Das war zu oft. Bitte warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.")


class Adapter(DefaultAccountAdapter):
    """Sign-in by code. A person without an access gets a mail that says how to come by one."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dieser Zugang ist geschlossen. Bitte rufen Sie Ihr Quartiersbüro an."),
        "duplicate_email": _("Das ist schon Ihre Adresse. Bitte eine andere eintragen."),
        "email_taken": _("Diese Adresse lässt sich nicht verwenden. Bitte eine andere eintragen."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFT,
        "rate_limited": TOO_OFT,
        "same_as_current": _("Das ist schon Ihre Adresse. Bitte eine andere eintragen."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_login_redirect_url(self, request) -> str:
        return urls_for.start()

    def get_logout_redirect_url(self, request) -> str:
        return "/"

    def post_login(self, request, user, **more):
        actions.note_sign_in(user)
        return super().post_login(request, user, **more)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody wants to take over an address that another person has: only its owner is told."""
        self.send_mail("account/email/account_already_exists", email, {})

    def get_reauthentication_methods(self, user) -> list[dict]:
        words = {"mfa_reauthenticate": _t("Code aus der App eingeben"), "mfa_reauthenticate:webauthn": _t("Passkey verwenden")}
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]


class FactorAdapter(DefaultMFAAdapter):
    """Second factor: QR code as plain SVG, secrets encrypted with keys that lie outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Dieser Code passt nicht. Bitte warten Sie auf den nächsten in der App und geben Sie ihn gleich ein."),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse unter „Mein Konto“."),
        "cannot_generate_recovery_codes": _("Ersatzcodes gibt es erst, wenn eine App oder ein Passkey eingerichtet ist."),
        "rate_limited": TOO_OFT,
    }

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, micro=False).svg_inline(scale=5, border=3, light="#fff", title=_t("QR-Code für die App"))

    def encrypt(self, text: str) -> str:
        return EncryptedTextField().f.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return EncryptedTextField().f.decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _t("Passkey") if number == 1 else _t("Passkey %(number)s") % {"number": number}
