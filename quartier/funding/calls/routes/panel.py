"""Addresses of the selection panel: the desk settles it, members score under `/meins/`."""

from django.urls import path

from quartier.funding.calls.views import panel

city = [
    path("meins/auswahl/", panel.mine, name="calls.selections"),
    path("meins/auswahl/<int:call>/", panel.selection, name="calls.selection"),
    path("meins/auswahl/<int:call>/befangen/", panel.declare, name="calls.declare_bias"),
    path("meins/auswahl/<int:call>/<int:bid>/", panel.score, name="calls.score"),
]
desk = [
    path("aufrufe/<int:call>/gremium/", panel.settle, name="calls.panel"),
    path("aufrufe/<int:call>/gremium/<int:member>/", panel.member, name="calls.panel_member"),
    path("aufrufe/<int:call>/kriterien/", panel.criteria, name="calls.criteria"),
    path("aufrufe/<int:call>/bewertung/", panel.ranking, name="calls.ranking"),
]
