"""Forms of one's own account: signing in and out, the second factor, devices."""

import re
import time

from allauth.mfa.totp.internal import auth as totp

from tests.posts.cases import passkey
from tests.posts.cases.case import Case
from tests.posts.cases.coming_in import HER, a_code_is_sent, code_in_mail, signed_in_by_code

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def has_app(demo, name=HER):
    """She has an app that shows codes."""
    totp.TOTP.activate(demo.person(name), SECRET)


def code_of_app(_found=None, *, secret=SECRET, later=0) -> dict:
    """What the app shows now, or in the next half minute; each code counts once."""
    counter = int(time.time()) // totp.app_settings.TOTP_PERIOD + later
    return {"code": totp.format_hotp_value(totp.hotp_value(secret, counter))}


def _second_step(demo):
    has_app(demo)
    return signed_in_by_code(demo)


def _asked_again(demo):
    has_app(demo)
    return demo.open(demo.person(HER), "/konto/zweiter-faktor/app/entfernen/")


def _with_app(path):
    def scene(demo):
        has_app(demo)
        page = signed_in_by_code(demo).press("Anmelden", **code_of_app()).open(path)
        return page.press("Weiter", **code_of_app(later=1))

    return scene


def _new_app(demo):
    return signed_in_by_code(demo).open("/konto/zweiter-faktor/app/")


def _code_of_page(found) -> dict:
    secret = "".join(re.search(r"([A-Z2-7]{16}) ([A-Z2-7]{16})", found.visitor.text).groups())
    return code_of_app(secret=secret)


def _two_devices(demo):
    signed_in_by_code(demo)
    return signed_in_by_code(demo).open("/konto/geraete/")


CASES = {
    **passkey.CASES,
    "desk.erase": Case(scene=lambda demo: demo.open(demo.person("Emine Kılıç"), "/meins/daten/loeschen/")),
    "account_logout": Case(scene=lambda demo: demo.open(demo.person(HER), "/konto/abmelden/")),
    "account_login": Case(typed={"email": "ivana.petrovic@nachbarschaft.example"}),
    "account_confirm_login_code": Case(scene=a_code_is_sent, typed=code_in_mail),
    "mfa_authenticate": Case(scene=_second_step, typed=code_of_app),
    "mfa_reauthenticate": Case(scene=_asked_again, typed=code_of_app),
    "mfa_activate_totp": Case(scene=_new_app, typed=_code_of_page),
    "mfa_deactivate_totp": Case(scene=_with_app("/konto/zweiter-faktor/app/entfernen/")),
    "mfa_generate_recovery_codes": Case(scene=_with_app("/konto/zweiter-faktor/ersatzcodes/neu/")),
    "usersessions_list": Case(scene=_two_devices),
}
