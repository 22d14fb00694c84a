"""The gallery, and the pages for when something is not there or does not work: real pages, with a way on."""

import logging
from types import SimpleNamespace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.ground.ui import context as context_of
from quartier.ground.ui import samples

logger = logging.getLogger(__name__)
LAST_RESORT = (
    '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Das hat nicht geklappt</title></head><body><main><h1>Das hat nicht geklappt</h1><p>Es liegt an uns. Bitte in einer Minute "
    'noch einmal.</p><p><a href="/">Zur Startseite</a></p></main></body></html>'
)


def gallery(request, **_unused):
    """All components of the pages, in every state."""
    request.place = samples.PLACE
    return render(request, "ui/gallery.html", samples.context())


def sample(request, kind: str, **_unused):
    """One of the skeletons with invented content: form, desk, paper, screen in the room. The form can be sent; it does nothing."""
    if kind not in samples.KINDS:
        raise Http404
    request.place = samples.PLACE
    form = samples.Sample(request.POST or None, request.FILES or None)
    sent = form.is_bound and form.is_valid()
    context = {**samples.context(), "form": form, "sent": sent, "back": reverse("ui.gallery")}
    return render(request, samples.KINDS[kind], context, status=422 if form.is_bound and form.errors else 200)


for _view in (gallery, sample):  # the mark @public; ui stands below the app that defines the marks
    _view.access = SimpleNamespace(kind="public", act=None, loaders={}, somewhere=False)


def problem(request, status: int, template: str, **context) -> HttpResponse:
    """Answer with one of the pages in `ui/errors/`; if it cannot be drawn with its menus, without them."""
    try:
        return render(request, template, context, status=status)
    except Exception:  # the page that reports a fault must not fail with it
        logger.exception("The page %s could not be drawn with its surroundings", template)
        return HttpResponse(_without_surroundings(template, context), status=status)


def not_found(request, exception=None):
    """404: no such page, or none that this person may see."""
    return problem(request, 404, "ui/errors/404.html")


def server_error(request):
    """500: our fault. Needs neither database nor session."""
    return HttpResponse(_without_surroundings("ui/errors/500.html", {}), status=500)


def forbidden(request, sentence: str = ""):
    """403: may not be done here, with the sentence why."""
    return problem(request, 403, "ui/errors/403.html", sentence=sentence)


def refused(request, sentence: str, status: int = 422, **context):
    """422: a rule said no and no form was there to show it."""
    return problem(request, status, "ui/errors/422.html", sentence=sentence, **context)


def too_many(request, sentence: str = "", retry_after: int | None = None):
    """429: too many tries; `retry_after` in seconds."""
    response = problem(
        request,
        429,
        "ui/errors/429.html",
        sentence=sentence or _("Bitte warten Sie ein paar Minuten und versuchen Sie es dann noch einmal."),
    )
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def maintenance(request=None, retry_after: int = 300):
    """503: we are working on the house. Needs neither database nor session."""
    return HttpResponse(_without_surroundings("ui/errors/503.html", {}), status=503, headers={"Retry-After": str(retry_after)})


def _without_surroundings(template: str, context: dict) -> str:
    try:
        return render_to_string(template, {"house": context_of.Bare(), **context})
    except Exception:
        logger.exception("The page %s could not be drawn at all", template)
        return LAST_RESORT
