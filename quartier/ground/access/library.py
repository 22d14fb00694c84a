"""Views of libraries cannot carry our marks: they are declared here, by URL name or by module.

They get neither place nor objects handed in.
"""

from quartier.ground.acts.marks import Mark

PUBLIC = Mark("public")
SIGNED_IN = Mark("signed_in")

MARKS: dict[str, Mark] = {
    # coming in and going out
    "account_login": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    # one's own account
    "account_email": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
MODULES: dict[str, Mark] = {"django.views.static": PUBLIC, "django.contrib.staticfiles.views": PUBLIC}
NAMED_MODULES = ("allauth.",)


def mark_of(view, url_name: str | None):
    """The declared mark of a library's view, or None. A URL name counts only for a view that really is the library's."""
    module = getattr(view, "__module__", "") or ""
    if module in MODULES:
        return MODULES[module]
    return MARKS.get(url_name or "") if module.startswith(NAMED_MODULES) else None
