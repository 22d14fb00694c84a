"""Addresses of the homes, the map and the short pages. The short pages stand at the city and at each quarter."""

from django.urls import path

from quartier.surfaces.portal.views import pages, public

_pages = [
    path("was-ist-quartiersmanagement/", pages.about, name="portal.about"),
    path("ziele-und-aufgaben/", pages.goals, name="portal.goals"),
    path("finanzierung/", pages.financing, name="portal.financing"),
    path("impressum/", pages.imprint, name="portal.imprint"),
    path("datenschutz/", pages.privacy, name="portal.privacy"),
    path("barrierefreiheit/", pages.accessibility, name="portal.accessibility"),
]
city = [
    path("", public.city, name="portal.city"),
    path("karte/", public.city_map, name="portal.map"),
    path("bezirke/<slug:district>/", public.district, name="portal.district"),
    *_pages,
]
quarter = [
    path("", public.quarter, name="portal.quarter"),
    path("kontakt/", public.contact, name="portal.office"),
    *_pages,
]
