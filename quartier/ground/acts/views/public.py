"""Public pages: the heads of the log, and a task for browsers that proves them no mass sender."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.ground.acts import anchors, human, log, subjects
from quartier.ground.acts.marks import public


@public
def protocol(request, place):
    """What the log is, and its heads now."""
    heads = log.heads()
    names = _names([head.place_id for head in heads])
    rows = [{"name": names[h.place_id], "number": h.number, "groups": [h.hash[i : i + 8] for i in range(0, 64, 8)]} for h in heads]
    return render(request, "acts/public/protocol.html", {"rows": rows})


def _names(place_ids) -> dict[int, str]:
    """Places by name, as the app says that owns them; by number where it does not know one (the house itself)."""
    known = {}
    if "quarters.place" in subjects.kinds():
        subject = subjects.by_kind("quarters.place")
        known = {pk: subject.title(place) for pk, place in subject.some(place_ids).items()}
    return {pk: known.get(pk) or (_("Verwaltung der Software") if pk == 0 else _("Ort %(n)s") % {"n": pk}) for pk in place_ids}


@public
def heads(request, place):
    """The heads of all chains, for whoever keeps them elsewhere."""
    response = JsonResponse(anchors.feed())
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


@public
def task(request, place):
    """A new proof-of-work task for an anonymous form."""
    response = JsonResponse(human.new_task())
    response["Cache-Control"] = "no-store"
    return response
