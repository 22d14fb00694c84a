"""Addresses of bids: of carriers under `/meins/`, and at the desk."""

from django.urls import path

from quartier.funding.calls.views import bidding, bids

city = [
    path("meins/bewerbungen/", bidding.mine, name="calls.my_bids"),
    path("meins/bewerbungen/neu/<int:call>/", bidding.new, name="calls.bid_new"),
    path("meins/bewerbungen/neu/<int:call>/organisation/", bidding.found, name="calls.found"),
    path("meins/bewerbungen/<int:bid>/", bidding.bid, name="calls.my_bid"),
    path("meins/bewerbungen/<int:bid>/ersetzen/", bidding.replace, name="calls.replace_bid"),
    path("meins/bewerbungen/<int:bid>/zurueckziehen/", bidding.withdraw, name="calls.withdraw_bid"),
]
desk = [
    path("bewerbungen/<int:bid>/", bids.bid, name="calls.bid"),
    path("bewerbungen/<int:bid>/inhalt/", bids.type_in, name="calls.type_in"),
    path("bewerbungen/<int:bid>/<slug:verb>/", bids.step, name="calls.bid_step"),
]
