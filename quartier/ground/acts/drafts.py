"""What somebody has typed so far, kept until it is sent.

How a draft is found again:
- by the person signed in (`open_of`);
- by the page itself: its form carries the draft's signed reference in a hidden field (`draft`), never in an address;
- by the code, 12 symbols that cannot be mixed up, shown once. It is typed into `/entwurf/` and sent by POST, so it stands in no address,
  no Referer and no access log; only its hash is stored, tries are limited. Without a cookie the way on is again a form: the answer page
  names the draft and holds one button that posts the signed reference (`_open`) to the form's own address, which answers with the
  filled-in form (docs/adr/0003). No session is begun and nothing is written by opening.

In a view:

    if drafts.is_save(request):                       # by the page's script, or the button "Später weitermachen"
        return drafts.answer(request, FORM, place_id=place.pk)
    draft = drafts.of(request, FORM)                  # None, or the draft that this page or the code names
    if drafts.is_opening(request): form = Form(initial=draft.initial)
    …
    drafts.discard(draft)                             # in the action's transaction, once the form is sent
    render(request, "…", {"form": form, **drafts.context(draft)})

Saving is no act: it does not use the form's token up, and happens after the answer in a transaction of its own. The same page sent
twice with the same content still begins one draft only.
"""

import datetime
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from quartier.ground.acts import clock, content, limits, safe, tokens
from quartier.ground.acts.models import DRAFT_SALT, Draft
from quartier.ground.acts.refusal import Refused

SYMBOLS = "ABCDEFGHJKMNPQRTUVWXY34679"  # no 0/O, 1/I/L, 2/Z, 5/S, 8
FIELD, CODE, OPEN = "draft", "draft_code", "_open"
SAVE, SCRIPT, LATER = "_draft", "entwurf", "spaeter"  # three ways to ask for saving: the address, the script, the button
ADDRESS = f"?{SAVE}=1"
_OWN_FIELDS = content.IGNORED | {FIELD, CODE, OPEN, SAVE, SCRIPT, LATER}
_UNKEPT = ("password", "passwort", "otp", "pin")  # words in names of fields that are never kept
_MOST_NEW = 60  # drafts begun by one caller in an hour
_LARGEST = 200_000
_TRIES, _PER = 10, datetime.timedelta(minutes=15)


@dataclass(frozen=True)
class Form:
    """A kind of form that keeps drafts. `address(draft)` is the path of the page that shows it."""

    key: str
    title: str
    address: Callable


_forms: dict[str, Form] = {}


def register(key: str, title, address: Callable) -> None:
    """Make a form known, in the app's `subjects.py` or `apps.py`."""
    _forms[key] = Form(key, title, address)


def form_of(draft: Draft) -> Form | None:
    """The form a draft belongs to; None if no app answers for it any more."""
    return _forms.get(draft.form_key)


def days() -> int:
    """How long an untouched draft is kept (`ACTS_DRAFT_DAYS`)."""
    return int(getattr(settings, "ACTS_DRAFT_DAYS", 30))


# Codes


def new_code() -> str:
    """A code as it is shown: AB3D-EF7H-K4MN."""
    return shown("".join(secrets.choice(SYMBOLS) for _ in range(12)))


def shown(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, 12, 4))


def normal(code: str) -> str | None:
    """A typed code without spaces and hyphens, in capitals; None if it cannot be one."""
    bare = "".join(c for c in code.upper() if c.isalnum()).replace("8", "B")
    return bare if len(bare) == 12 and set(bare) <= set(SYMBOLS) else None


def _code_hash(code: str, secret: str | None = None) -> str:
    return salted_hmac("quartier.acts.draft code", code, secret=secret, algorithm="sha256").hexdigest()


# Saving and finding


def save(form_key, data, place_id=None, person=None, code=None, key=None) -> Draft:
    """Keep what was typed. `data`: name → list of values. Give the `code` of an old draft to go on with it.

    A new draft has its `code` on it, this once. Raises `Refused` if it is too much.
    """
    text = _written(data)
    old = (
        Draft.objects.select_for_update().filter(form_key=form_key, code_hash__in=_hashes(code)).first() if code and normal(code) else None
    )
    draft = old or _new(form_key, place_id, key or new_key(), new_code())
    return _keep(draft, text, person)


def _new(form_key, place_id, key, code) -> Draft:
    draft = Draft(form_key=form_key, place_id=place_id, key=key, code_hash=_code_hash(normal(code)))
    draft.code = code
    return draft


def _keep(draft: Draft, text: str, person) -> Draft:
    _say(draft, text, person)
    draft.save()
    return draft


def _say(draft: Draft, text: str, person) -> None:
    draft.data, draft.saved_at = text, clock.now()
    draft.expires_at = draft.saved_at + datetime.timedelta(days=days())
    draft.person_id = draft.person_id or getattr(person, "pk", person)


def _written(data: dict) -> str:
    text = json.dumps(safe.plain(data), ensure_ascii=False)
    if len(text) > _LARGEST:
        raise Refused(_("Das ist zu viel Text für einen Entwurf. Bitte kürzen Sie, oder senden Sie das Formular ab."))
    return text


def new_key() -> str:
    """A name for a new draft that nobody can guess."""
    return secrets.token_urlsafe(24)


def _hashes(code: str) -> list[str]:
    return [_code_hash(normal(code), secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]


def load(code: str, tries_by: str = "") -> Draft | None:
    """The draft of a code, or None. Wrong codes count against `tries_by` (see `limits.client`); raises `limits.TooMany`."""
    if tries_by:
        limits.hit("draft code", tries_by, per=_PER, most=_TRIES)
    draft = _running().filter(code_hash__in=_hashes(code)).first() if normal(code) else None
    if draft and tries_by:
        limits.forget("draft code", tries_by)
    return draft


def _running():
    return Draft.objects.filter(expires_at__gt=clock.now())


def open_of(person, form_key: str | None = None, place_id: int | None = None) -> list[Draft]:
    """A person's own drafts, the newest first."""
    rows = _running().filter(person_id=getattr(person, "pk", person)).order_by("-saved_at", "-id")
    if form_key:
        rows = rows.filter(form_key=form_key)
    return list(rows.filter(place_id=place_id) if place_id else rows)


def discard(draft: Draft | None) -> None:
    """The form was sent, or the person wants the draft gone."""
    if draft is not None and draft.pk:
        Draft.objects.filter(pk=draft.pk).delete()


def erase_person(person_id: int) -> int:
    """Remove a person's drafts. Returns how many."""
    return Draft.objects.filter(person_id=person_id).delete()[0]


def purge(before: datetime.datetime) -> int:
    """Remove drafts that expired before a moment. Returns how many."""
    return Draft.objects.filter(expires_at__lt=before).delete()[0]


# Draft and page


def is_save(request) -> bool:
    """Whether this POST wants the draft kept: sent by the page's script, or by the button "Später weitermachen"."""
    return request.method == "POST" and (SAVE in request.GET or not {SAVE, SCRIPT, LATER}.isdisjoint(request.POST))


def is_opening(request) -> bool:
    """Whether this POST comes from the page that found a draft by its code, and wants the form filled in."""
    return request.method == "POST" and OPEN in request.POST


def of(request, form_key: str) -> Draft | None:
    """The draft that the request's own fields name, if it is a running one of this form."""
    try:
        key, of_form = signing.loads(request.POST.get(FIELD, ""), salt=DRAFT_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    draft = _running().filter(form_key=form_key, key=key).first() if of_form == form_key else None
    return _with_code(draft, request.POST.get(CODE, ""))


def _with_code(draft: Draft | None, code: str) -> Draft | None:
    """A page on which the code stands sends it along, so that the next answer can show it again: we ourselves do not know it."""
    if draft and normal(code) and draft.code_hash in _hashes(code):
        draft.code = shown(normal(code))
    return draft


def answer(request, form_key: str, place_id: int | None = None) -> HttpResponse:
    """Keep what stands in the form, after the answer, in a transaction of its own. The answer says when, the code if it is new, and the
    reference with which the page names the draft from now on. Raises `Refused` for too much text, `limits.TooMany` for too many drafts."""
    text = _written(typed(request))
    draft = of(request, form_key)
    person = request.user if request.user.is_authenticated else None
    if draft is None:
        draft = _of_page(request, form_key, place_id)
        if draft.saved_at is None:
            limits.hit("new draft", limits.client(request), per=datetime.timedelta(hours=1), most=_MOST_NEW)
            _say(draft, text, person)
            request.after(lambda: Draft.objects.bulk_create([draft], ignore_conflicts=True))
    else:
        request.after(lambda: _keep(draft, text, person))
        draft.saved_at = clock.now()
    whole = request.headers.get("X-Requested-With") != "fetch"
    told = {"at": draft.saved_at, "draft": draft, "address": request.path, "days": days()}
    return render(request, "acts/public/saved.html" if whole else "acts/public/saved_part.html", told)


def _of_page(request, form_key: str, place_id: int | None) -> Draft:
    """The draft that this page begins with what stands in it: key and code follow from its token and its content, so that the same
    form sent twice, or twenty times at once, begins one draft and hears one code. It is left as it is if it is there already."""
    said = f"{tokens.of(request) or new_key()}/{form_key}/{content.digest(request)}"
    key = salted_hmac("quartier.acts.draft key of page", said, algorithm="sha256").hexdigest()[:40]
    number = int(salted_hmac("quartier.acts.draft code of page", said, algorithm="sha256").hexdigest(), 16)
    code = shown("".join(SYMBOLS[number // len(SYMBOLS) ** place % len(SYMBOLS)] for place in range(12)))
    draft = _running().filter(form_key=form_key, key=key).first() or _new(form_key, place_id, key, code)
    draft.code = code
    return draft


def typed(request) -> dict:
    """All that was typed, by name; without passwords and the page's own fields, chosen files by their names alone."""
    said = {name: request.POST.getlist(name) for name in request.POST if name not in _OWN_FIELDS and not _is_unkept(name)}
    return said | {f"{name}-chosen": [f.name for f in request.FILES.getlist(name)] for name in request.FILES}


def _is_unkept(name: str) -> bool:
    return any(part in re.split(r"[^a-z]+", name.lower()) for part in _UNKEPT)


def context(draft: Draft | None) -> dict:
    """What a template needs so that its form saves itself."""
    return {
        "draft": draft,
        "draft_address": ADDRESS,
        "saved_at": draft.saved_at if draft else None,
        "saved_code": draft.code if draft else None,
    }
