"""Addresses of the account. The library's views stand under German words; what we do not use has no address at all."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as devices
from django.conf import settings
from django.urls import path

from quartier.ground.accounts.views import demo, public

city = [
    path("konto/", public.home, name="accounts.home"),
    path("konto/los/", public.start, name="accounts.start"),
    path("konto/angaben/", public.details, name="accounts.details"),
    path("konto/noch-kein-zugang/", public.no_access, name="accounts.no_access"),
    path("konto/noch-kein-zugang/", public.no_access, name="account_signup"),  # the library's name for it
    path("konto/anmelden/", account.request_login_code, name="account_login"),
    path("konto/anmelden/", account.request_login_code, name="account_request_login_code"),
    path("konto/anmelden/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("konto/anmelden/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("konto/anmelden/zweiter-faktor/", factor.authenticate, name="mfa_authenticate"),
    path("konto/abmelden/", account.logout, name="account_logout"),
    path("konto/geschlossen/", account.account_inactive, name="account_inactive"),
    path("konto/adresse/", account.email, name="account_email"),
    path("konto/adresse/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("konto/bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("konto/bestaetigen/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("konto/bestaetigen/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("konto/zweiter-faktor/", public.second_factor, name="accounts.second_factor"),
    path("konto/zweiter-faktor/", public.second_factor, name="mfa_index"),  # the library goes back to these two
    path("konto/zweiter-faktor/", public.second_factor, name="mfa_list_webauthn"),
    path("konto/zweiter-faktor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("konto/zweiter-faktor/app/entfernen/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("konto/zweiter-faktor/ersatzcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/zweiter-faktor/ersatzcodes/neu/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("konto/zweiter-faktor/ersatzcodes/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("konto/zweiter-faktor/passkey/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("konto/zweiter-faktor/passkey/<int:pk>/entfernen/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("konto/zweiter-faktor/passkey/<int:pk>/name/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("konto/geraete/", devices.list_usersessions, name="usersessions_list"),
]
if settings.MODE in ("demo", "test"):
    city.append(path("demo/anmelden/", demo.demo, name="accounts.demo"))
