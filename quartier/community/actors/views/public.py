"""The network as everybody sees it: only what the organisations agreed to show."""

from django.shortcuts import render

from quartier.community.actors import lists, queries
from quartier.ground.access import public
from quartier.ground.acts.keeping import kept


@kept
@public
def network(request, place):
    """The organisations of a quarter and of the places above it; at city level those of all places."""
    return render(request, "actors/public/network.html", {"page": lists.page(place, request.GET)})


@kept
@public(organisation=queries.public_organisation)
def organisation(request, place, organisation):
    """One organisation."""
    context = {"organisation": organisation, "contacts": queries.public_contacts(organisation)}
    return render(request, "actors/public/organisation.html", context)
