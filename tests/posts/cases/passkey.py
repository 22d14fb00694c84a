"""A passkey in software: what a phone or a key answers when a page asks it, and the forms that need one."""

import hashlib
import json
import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from tests.posts.cases.case import Case
from tests.posts.cases.coming_in import HER, signed_in_by_code

OWN = "http://testserver"
FLAG = AuthenticatorData.FLAG
KEY = ec.generate_private_key(ec.SECP256R1())
HANDLE = b"passkey of the tests"


def _asked(html: str) -> dict:
    """What the page's script hands to the browser."""
    return json.loads(re.search(r'<script id="passkey-data"[^>]*>(.*?)</script>', html, re.S).group(1))


def _client_data(kind: str, challenge: str) -> CollectedClientData:
    return CollectedClientData.create(kind, websafe_decode(challenge), OWN)


def made(options: dict) -> dict:
    """A new key for a site."""
    data = _client_data(CollectedClientData.TYPE.CREATE, options["challenge"])
    public = ES256.from_cryptography_key(KEY.public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, HANDLE, public)
    site = hashlib.sha256(options["rp"]["id"].encode()).digest()
    told = AuthenticatorData.create(site, FLAG.UP | FLAG.UV | FLAG.AT, 0, credential)
    proof = AttestationObject.create("none", told, {})
    response = {"clientDataJSON": websafe_encode(data), "attestationObject": websafe_encode(proof)}
    return _credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}


def signed(options: dict, person) -> dict:
    """The challenge of a site, signed."""
    from allauth.account.utils import user_pk_to_url_str

    data = _client_data(CollectedClientData.TYPE.GET, options["challenge"])
    told = AuthenticatorData.create(hashlib.sha256(options["rpId"].encode()).digest(), FLAG.UP | FLAG.UV, 1)
    signature = KEY.sign(told + data.hash, ec.ECDSA(hashes.SHA256()))
    response = {
        "clientDataJSON": websafe_encode(data),
        "authenticatorData": websafe_encode(told),
        "signature": websafe_encode(signature),
        "userHandle": websafe_encode(user_pk_to_url_str(person).encode()),
    }
    return _credential(response) | {"clientExtensionResults": {}}


def _credential(response: dict) -> dict:
    return {"id": websafe_encode(HANDLE), "rawId": websafe_encode(HANDLE), "type": "public-key", "response": response}


def _new(found) -> dict:
    return {"credential": json.dumps(made(_asked(found.visitor.html)["creation_options"]["publicKey"]))}


def _again(found) -> dict:
    from quartier.ground.accounts.models import Person

    return {"credential": json.dumps(signed(_asked(found.visitor.html)["request_options"]["publicKey"], Person.objects.get(name=HER)))}


def _at_the_door(found) -> dict:
    """The script of the sign-in page asks for the challenge when the button is pressed."""
    from quartier.ground.accounts.models import Person

    asked = found.visitor.client.get("/konto/anmelden/passkey/", headers={"x-requested-with": "XMLHttpRequest"}).json()
    return {"credential": json.dumps(signed(asked["request_options"]["publicKey"], Person.objects.get(name=HER)))}


def _page_to_add(demo):
    return signed_in_by_code(demo).open("/konto/zweiter-faktor/passkey/")


def _has_passkey(demo):
    from allauth.mfa.models import Authenticator

    page = _page_to_add(demo)
    page.press("Passkey", **_new(_Open(page)))
    return page, Authenticator.objects.get(user=demo.person(HER), type="webauthn")


class _Open:
    """A page, for who fills in its form."""

    def __init__(self, visitor):
        self.visitor = visitor


def _own_key(word):
    def scene(demo):
        page, key = _has_passkey(demo)
        return page.open(f"/konto/zweiter-faktor/passkey/{key.pk}/{word}/")

    return scene


def _at_sign_in(demo):
    _has_passkey(demo)
    return demo.open(None, "/konto/anmelden/")


def _asked_once_more(demo):
    _has_passkey(demo)
    return demo.open(demo.person(HER), "/konto/bestaetigen/passkey/")


CASES = {
    "mfa_add_webauthn": Case(scene=_page_to_add, typed=_new),
    "mfa_edit_webauthn": Case(scene=_own_key("name"), typed={"name": "Mein Telefon"}),
    "mfa_login_webauthn": Case(scene=_at_sign_in, typed=_at_the_door),
    "mfa_reauthenticate_webauthn": Case(scene=_asked_once_more, typed=_again),
    "mfa_remove_webauthn": Case(scene=_own_key("entfernen")),
}
