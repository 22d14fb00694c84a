"""Addresses of the calendar."""

from django.urls import path

from quartier.community.events.views import desk as desk_views
from quartier.community.events.views import public, series

city = [path("termine/", public.list, name="events.list")]
quarter = [
    path("termine/", public.list, name="events.list"),
    path("termine/<int:event>/", public.event, name="events.event"),
]
desk = [
    path("termine/", desk_views.list, name="events.desk"),
    path("termine/neu/", desk_views.new, name="events.new"),
    path("termine/reihe/<int:series>/", series.series, name="events.series"),
    path("termine/reihe/<int:series>/change/", series.change, name="events.change_series"),
    path("termine/reihe/<int:series>/<slug:verb>/", series.step, name="events.series_step"),
    path("termine/<int:event>/", desk_views.event, name="events.desk_event"),
    path("termine/<int:event>/change/", desk_views.change, name="events.change"),
    path("termine/<int:event>/<slug:verb>/", desk_views.step, name="events.step"),
]
