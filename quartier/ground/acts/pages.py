"""The pages by which acts answer: a sentence, a way on, and nothing typed lost."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from quartier.ground.acts import answers, offers, origin
from quartier.ground.ui import views


def refused(request, problem):
    """A rule said no and no form was there to show it (422)."""
    return views.refused(request, str(problem), back=origin.page_before(request))


def too_many(request, problem):
    """Too many tries (429), with the time to wait."""
    minutes = max(1, -(-problem.seconds // 60))
    sentence = _("Bitte warten Sie eine Minute.") if minutes == 1 else _("Bitte warten Sie %(n)s Minuten.") % {"n": minutes}
    return views.too_many(request, sentence, problem.seconds)


def _why(reason: str) -> str:
    return {
        "old": _("Das Formular war zu lange offen."),
        "person": _("Seit Sie das Formular geöffnet haben, hat sich jemand angemeldet oder abgemeldet."),
        "path": _("Das Formular gehört zu einer anderen Seite."),
    }.get(reason) or _("Dem Formular fehlt das Kennzeichen, das vor doppeltem Absenden schützt.")


def wrong_token(request, reason):
    """The token cannot be used (403). From our own pages the typed values are offered again; another site gets a plain no."""
    if reason == "foreign":
        text = _("Diese Anfrage kommt von einer anderen Seite. Bitte öffnen Sie das Formular bei uns und senden Sie es dort ab.")
        return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
    if origin.of(request) != origin.OWN:
        return views.refused(
            request, _("%(why)s Bitte öffnen Sie die Seite neu.") % {"why": _why(reason)}, 403, back=origin.page_before(request)
        )
    sentence = _("%(why)s Ihre Angaben sind noch da: Bitte prüfen und noch einmal absenden.") % {"why": _why(reason)}
    return views.refused(request, sentence, 403, again=_again(request, _("Noch einmal absenden")), back=origin.page_before(request))


def used_token(request, nonce, earlier):
    """The token has been used for another content (409). The first act stands; the new content may be sent as a new one."""
    sentence = _("Dieses Formular haben Sie schon abgesendet, mit anderem Inhalt. Es gilt, was Sie zuerst gesendet haben.")
    again = _again(request, _("Als neues Formular absenden")) if origin.of(request) == origin.OWN else ""
    response = views.refused(request, sentence, 409, again=again, back=_result_of(request, nonce, earlier) or origin.page_before(request))
    response.act_is_repeated = True
    return response


def repeated(request, nonce, earlier):
    """The answer of the first time."""
    response = answers.unpack(nonce, request, earlier.answer)
    response.act_is_repeated = True
    return response


def repeated_for_changed(request, token, earlier):
    """The redirect of the first time for whoever is signed in since the act and through it; None for everybody else."""
    response = answers.unpack_for_changed(token, request, earlier.answer)
    if response is not None:
        response.act_is_repeated = True
    return response


def sent_by_another(request):
    """This very form was done under the name of another person (409). Her answer may hold a link of hers, so it is not given."""
    sentence = _("Dieses Formular ist schon abgesendet und gilt. Seitdem hat sich jemand angemeldet oder abgemeldet.")
    response = views.refused(request, sentence, 409, back=origin.page_before(request))
    response.act_is_repeated = True
    return response


def _result_of(request, nonce, earlier) -> str | None:
    first = answers.unpack(nonce, request, earlier.answer)
    return first.headers.get("Location")


def _again(request, button: str) -> str:
    return render_to_string("acts/again.html", {"offer": offers.of(request), "button": button}, request=None)
