"""Addresses of briefs."""

from django.urls import path

from quartier.funding.calls.views import briefs

desk = [
    path("eckpunkte/", briefs.briefs, name="calls.briefs"),
    path("eckpunkte/neu/", briefs.new, name="calls.brief_new"),
    path("eckpunkte/<int:brief>/", briefs.brief, name="calls.brief"),
    path("eckpunkte/<int:brief>/<slug:verb>/", briefs.step, name="calls.brief_step"),
]
