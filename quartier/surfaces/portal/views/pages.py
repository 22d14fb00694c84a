"""The short pages: what this is, what it is for, who pays, and what the law asks for."""

from django.shortcuts import render

from quartier.ground.acts.keeping import kept
from quartier.ground.acts.marks import public
from quartier.ground.quarters import surfaces as places


@kept
@public
def about(request, place):
    """„Was ist Quartiersmanagement?"."""
    return render(request, "portal/public/about.html")


@kept
@public
def goals(request, place):
    """Goals and tasks, with the fields of action since 2021."""
    return render(request, "portal/public/goals.html")


@kept
@public
def financing(request, place):
    """Who pays, and which funds there are."""
    figures = places.published_figures(_city(place)) if place else []
    return render(request, "portal/public/financing.html", {"figures": figures, "programme": place and places.programme(place)})


@kept
@public
def imprint(request, place):
    """Who answers for these pages; at a quarter also its office."""
    return render(request, "portal/public/imprint.html", _responsible(place))


@kept
@public
def privacy(request, place):
    """What is stored, what for, how long."""
    return render(request, "portal/public/privacy.html", _responsible(place))


@kept
@public
def accessibility(request, place):
    """The declaration, the known barriers, and where to report another."""
    return render(request, "portal/public/accessibility.html", _responsible(place))


def _responsible(place) -> dict:
    if place is None:
        return {"imprint": None, "doors": []}
    return {"imprint": places.imprint(place), "doors": places.doors(place) if place.is_quarter else []}


def _city(place):
    while place.parent_id:
        place = place.parent
    return place
