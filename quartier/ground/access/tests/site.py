"""A small house with one page of each kind, for tests of the middleware."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.generic import View

from quartier.ground.access import may, may_somewhere, public, queries, signed_in
from quartier.ground.access import urls as access_urls
from quartier.ground.accounts import urls as accounts_urls

seen: list = []


def loaded(place, raw):
    """A membership stands for any object with a place; every look-up is noted."""
    seen.append((getattr(place, "slug", None), raw))
    return queries.membership(place, raw)


def nothing(place, raw):
    return None


@public
def open_page(request, place):
    return HttpResponse(f"offen {place.slug if place else '-'} {request.place == place}")


@public(thing=loaded)
def open_thing(request, place, thing):
    return HttpResponse(f"Ding {thing.pk}")


@public(thing=nothing)
def missing(request, place, thing):
    raise AssertionError


@signed_in
def inside(request, place):
    return HttpResponse(f"drin {type(request.user).__name__}")


@signed_in(thing=loaded)
def inside_thing(request, place, thing):
    return HttpResponse("drin")


@may("access.people")
def team_page(request, place):
    return HttpResponse("Team")


@may("access.end_role", thing=loaded)
def team_thing(request, place, thing):
    return HttpResponse("Team-Ding")


@may_somewhere("access.people")
def somewhere(request, place):
    return HttpResponse(",".join(one.slug for one in queries.places_for(request.user, "access.people")))


@may("access.no_such_act")
def misspelt(request, place):
    raise AssertionError


def undeclared(request, place=None):
    raise AssertionError


class Foreign(View):
    """A view of some library that nobody has declared."""


urlpatterns = [
    path("", include(accounts_urls.city)),
    path("stadt/", open_page),
    path("vergessen/", undeclared),
    path("fremd/", Foreign.as_view(), name="account_login_of_another"),
    path("verschrieben/", misspelt),
    path("buero/", include(access_urls.desk_city)),
    path("buero/irgendwo/", somewhere),
    path("buero/ding/<int:thing>/", team_thing),
    path("<slug:quarter>/buero/", include(access_urls.desk)),
    path("<slug:quarter>/buero/team/", team_page),
    path("<slug:quarter>/buero/ding/<int:thing>/", team_thing),
    path("<slug:quarter>/", open_page),
    path("<slug:quarter>/ding/<int:thing>/", open_thing),
    path("<slug:quarter>/fehlt/<int:thing>/", missing),
    path("<slug:quarter>/drin/", inside),
    path("<slug:quarter>/drin/<int:thing>/", inside_thing),
]
handler404 = "quartier.ground.ui.views.not_found"
handler500 = "quartier.ground.ui.views.server_error"
