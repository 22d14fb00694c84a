"""The demo's door: one click signs in as an invented person. In production it does not exist."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from quartier.ground.accounts import queries, starts
from quartier.ground.acts.marks import public


def is_open() -> bool:
    """Only where all people are invented."""
    return settings.MODE in ("demo", "test")


@public
@never_cache
def demo(request, place):
    """The list of people; a click on one signs in as her."""
    if not is_open():
        raise Http404
    if request.method == "POST":
        return _sign_in(request)
    return render(request, "accounts/public/demo.html", {"groups": queries.demo_people()})


def _sign_in(request):
    person = queries.demo_person(request.POST.get("person", ""))
    if person is None:
        return render(request, "accounts/public/demo.html", {"groups": queries.demo_people(), "is_unknown": True}, status=422)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)  # as the way in by code does, so that "Geräte" shows it
    return redirect(starts.of(person))
