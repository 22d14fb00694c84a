"""The pages by which acts answer: a sentence, a way on, and nothing typed lost."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from quartier.ground.acts import answers, offers, origin, tokens


def _page(request, template, context, status):
    try:
        return render(request, template, context, status=status)
    except TemplateDoesNotExist:
        return HttpResponse(str(context.get("sentence", "")), status=status, content_type="text/plain; charset=utf-8")


def _sentence(request, sentence, status, offer=None, title=None):
    context = {"sentence": sentence, "offer": offer, "heading": title or _("Das geht so nicht")}
    return _page(request, "acts/sentence.html", context, status)


def refused(request, problem):
    """A rule said no and no form was there to show it (422)."""
    return _sentence(request, str(problem), 422)


def too_many(request, problem):
    """Too many tries (429), with the time to wait."""
    context = {"sentence": _("Das waren zu viele Versuche. Bitte warten Sie etwas und versuchen Sie es dann noch einmal."), "until": problem.until}
    response = _page(request, "ui/429.html", context, 429)
    response["Retry-After"] = str(problem.seconds)
    return response


_WHY = {
    "missing": _("Diesem Formular fehlt die Kennung, mit der wir doppelte Absendungen erkennen."),
}


def wrong_token(request, reason):
    """The token cannot be used. From our own pages the typed values are offered again; another site gets a plain no."""
    if reason == "foreign":
        return HttpResponse(_("Diese Anfrage kommt von einer anderen Seite. Bitte öffnen Sie das Formular hier."), status=403, content_type="text/plain; charset=utf-8")
    offer = offers.of(request) if origin.of(request) == origin.OWN else None
    return _sentence(request, _("Dieses Formular kann so nicht mehr abgesendet werden."), 403, offer)


def used_token(request):
    """The token has been used for another content (409)."""
    return _sentence(request, _("Dieses Formular haben Sie schon abgesendet."), 409)


def repeated(request, token: tokens.Token, earlier):
    """The answer of the first time."""
    return answers.unpack(token.nonce, request, earlier.answer)
