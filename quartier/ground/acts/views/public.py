"""Public pages: the heads of the log, and a task for browsers that proves them no mass sender."""

from django.http import JsonResponse
from django.shortcuts import render

from quartier.ground.acts import anchors, human, log
from quartier.ground.acts.marks import public


@public
def protocol(request, place):
    """What the log is, and its heads now."""
    return render(request, "acts/public/protocol.html", {"heads": log.heads()})


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
