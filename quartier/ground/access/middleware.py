"""The middleware that decides. It runs right before the view: mark → signed in? → place → objects → may."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from quartier.ground.access import factor, library, queries
from quartier.ground.accounts import urls_for
from quartier.ground.acts import middleware as acts
from quartier.ground.quarters import queries as quarters
from quartier.ground.quarters.models import Place


class Undeclared(ImproperlyConfigured):
    """A view without a mark. Nobody sees it until somebody says who may."""


def Access(get_response):
    """Django's middleware factory; the work is done in `process_view`."""

    def middleware(request):
        return get_response(request)

    middleware.process_view = decide
    return middleware


def decide(request, view, args, kwargs):
    """None: go on to the view. A redirect: sign in or set up the second factor first. Raises Http404 or `Undeclared`.

    The same form sent again gets its answer first: what it did may have shut the door through which it came.
    """
    try:
        stop = _stopped(request, view, kwargs)
    except Http404:
        answer = _said_before(request)
        if answer is None:
            raise
        return answer
    return stop and (_said_before(request) or stop)


def _said_before(request):
    return acts.said_before(request) if request.method == "POST" else None


def _stopped(request, view, kwargs):
    mark, from_library = mark_of(view, request.resolver_match.url_name)
    person = _signed_in(request)
    if mark.kind != "public":
        if person is None:
            return HttpResponseRedirect(urls_for.sign_in(request.get_full_path()))
        if factor.is_missing(person) and not factor.leads_there(view):
            return HttpResponseRedirect(urls_for.second_factor(request.get_full_path()))
    if from_library:
        request.place = quarters.city()
        return None
    _let_in(request, person, mark, kwargs)
    return None


def _let_in(request, person, mark, kwargs) -> None:
    place = _hand_in_place(request, kwargs)
    if person is not None and place is not None:  # read with the place already
        person.access_memory["above", place.pk] = frozenset(quarters.above_ids(place))
    things = _hand_in_objects(mark, place, kwargs)
    if mark.kind == "may" and not _may(person, mark, things, place):
        raise Http404


def mark_of(view, url_name):
    """(mark, is it a library's view). Raises `Undeclared`, naming the view."""
    own = getattr(view, "access", None)
    if own is not None:
        return own, False
    listed = library.mark_of(view, url_name)
    if listed is None:
        name = f"{view.__module__}.{getattr(view, 'view_class', view).__name__}"
        raise Undeclared(f"{name} says nothing about access: add @public, @signed_in or @may")
    return listed, True


def _signed_in(request):
    """The signed-in person, or None. A visitor without the cookie stays unknown: no session is looked at."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        request.user = AnonymousUser()  # whoever asks for it later does not touch the session either
        return None
    if not request.user.is_authenticated:
        return None
    person = request.user._wrapped if isinstance(request.user, SimpleLazyObject) else request.user
    person.access_memory = {}  # what is asked about her rights is asked once per request
    if hasattr(person, "came_with"):
        person.access_memory["memberships"] = person.came_with
    request.user = person  # the row itself, so that it can be named and logged like any other
    return person


def _hand_in_place(request, kwargs):
    slug = kwargs.pop("quarter", None)
    place = quarters.place(slug) if slug else quarters.city()
    if slug and (place is None or not place.is_quarter):
        raise Http404
    request.place = kwargs["place"] = place
    return place


def _hand_in_objects(mark, place, kwargs) -> list:
    things = []
    for name, loader in mark.loaders.items():
        thing = loader(place, kwargs[name])
        if thing is None or not _lies_in(thing, place):
            raise Http404
        kwargs[name] = thing
        things.append(_at_place(thing, place))
    return things


def _at_place(thing, place):
    """The thing knows its place as far up as the request does."""
    if (
        place is not None
        and getattr(thing, "place_id", None) == place.pk
        and isinstance(getattr(type(thing), "place", None), ForwardManyToOneDescriptor)
    ):
        thing.place = place
    return thing


def _lies_in(thing, place) -> bool:
    """True if the object belongs to the place or to a place below it; what has no place lies everywhere."""
    place_id = queries.place_id_of(thing)
    if place_id is None or place is None or place_id == place.pk or place.kind == Place.Kind.CITY:  # below the city lies everything
        return True
    return place.pk in queries.above(place_id)


def _may(person, mark, things, place) -> bool:
    if mark.somewhere:
        return bool(queries.places_where(person, mark.act))
    if not things:
        return place is not None and queries.may(person, mark.act, place)
    return all(queries.may(person, mark.act, thing) for thing in things)
