"""A tiny site for the tests of acts: one view per way of answering."""

from django import forms
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from quartier.config import urls as house
from quartier.ground import acts
from quartier.ground.acts import drafts, limits, log
from quartier.ground.acts.forms import HumanForm
from quartier.ground.acts.marks import public, signed_in
from quartier.ground.acts.refusal import Refused

PLACE = 7
AFTER: list[str] = []


def _write(request):
    return log.record("test.write", place_id=PLACE, data={"text": request.POST.get("text", "")})


@public
def write(request, place):
    entry = _write(request)
    return HttpResponseRedirect(f"/fertig/{entry.number}/")


@public
def page(request, place):
    return acts.done(HttpResponse(f"Nummer {_write(request).number}"))


@public
def show_again(request, place):
    _write(request)
    return HttpResponse("bitte verbessern", status=422)


@public
def refuse(request, place):
    _write(request)
    request.after(lambda: log.record("test.after", place_id=PLACE))
    raise Refused("Das Geld reicht nicht.")


@public
def guess(request, place):
    import datetime

    limits.hit("guess", "somebody", per=datetime.timedelta(hours=1), most=3)
    _write(request)
    return HttpResponse("falsch", status=422)


@public
def fail(request, place):
    _write(request)
    raise RuntimeError("broken")


@public
def sign_in(request, place):
    request.session["who"] = "somebody"
    return HttpResponseRedirect("/fertig/")


@public
def change_person(request, place):
    """Sign in as the person of this id, or sign out."""
    _write(request)
    if wanted := request.POST.get("person"):
        auth.login(request, auth.get_user_model().objects.get(pk=wanted), backend=settings.AUTHENTICATION_BACKENDS[0])
    else:
        auth.logout(request)
    return HttpResponseRedirect("/fertig/")


@signed_in
def leave(request, place):
    """For persons signed in; afterwards nobody is."""
    return change_person(request, place)


@public
@csrf_exempt
def machine(request, place):
    _write(request)
    return HttpResponse("ok")


def library(request):
    _write(request)
    return HttpResponse("eine Seite")


class Wish(HumanForm, forms.Form):
    """What a visitor may send."""

    text = forms.CharField(label="Ihr Wunsch", error_messages={"required": "Bitte schreiben Sie Ihren Wunsch."})
    days = forms.MultipleChoiceField(label="Tage", choices=[("mo", "Montag"), ("di", "Dienstag")], required=False)


@public
def wish(request, place):
    if drafts.is_save(request):
        return drafts.answer(request, "test.wish", PLACE)
    draft = drafts.of(request, "test.wish")
    if request.method == "GET" or drafts.is_opening(request):
        form = Wish(initial=draft.initial if draft else None)
    else:
        form = Wish(request.POST)
    if form.is_bound and form.is_valid():
        entry = log.record("test.write", place_id=PLACE, data={"text": form.cleaned_data["text"], "proved": form.is_proved})
        drafts.discard(draft)
        return HttpResponseRedirect(f"/fertig/{entry.number}/")
    return render(request, "ui/form_page.html", {"form": form, **drafts.context(draft)})


drafts.register("test.wish", "Ein Wunsch", lambda draft: "/t/wish/")
library.__module__ = "allauth.account.views"

urlpatterns = [
    path("t/write/", write),
    path("t/write/other/", write),
    path("t/page/", page),
    path("t/again/", show_again),
    path("t/refuse/", refuse),
    path("t/guess/", guess),
    path("t/fail/", fail),
    path("t/session/", sign_in),
    path("t/person/", change_person),
    path("t/leave/", leave),
    path("t/machine/", machine),
    path("t/library/", library),
    path("t/wish/", wish),
    path("", include(house.urlpatterns)),
]
handler404 = house.handler404
handler500 = house.handler500
