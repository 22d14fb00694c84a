"""Addresses of the calendar."""

from django.urls import path

from quartier.community.events.views import attendance, bookings, feeds, handing_in, posters, public, series, sources
from quartier.community.events.views import desk as desk_views

FEEDS = [
    path("termine/", public.list, name="events.list"),
    path("termine/termine.ics", feeds.calendar, name="events.calendar"),
    path("termine/termine.atom", feeds.feed, {"kind": "atom"}, name="events.atom"),
    path("termine/termine.rss", feeds.feed, {"kind": "rss"}, name="events.rss"),
]
city = FEEDS
quarter = [
    *FEEDS,
    path("termine/<int:event>/", public.event, name="events.event"),
    path("termine/programm.pdf", posters.programme, name="events.programme"),
    path("termine/<int:event>/plakat.pdf", posters.poster, name="events.poster"),
    path("termine/weiter/<str:series>/", series.goes_on, name="events.goes_on"),
    path("termine/melden/", handing_in.new, name="events.hand_in"),
    path("termine/vorschlag/<str:hand_in>/", handing_in.own, name="events.handed_in"),
    path("termine/<int:event>/anmelden/", bookings.register, name="events.register"),
    path("termine/anmeldung/<str:booking>/", bookings.booking, name="events.booking"),
    path("termine/<int:event>/termin.ics", feeds.one, name="events.event_file"),
    path("termine/<int:event>/reihe.ics", feeds.whole, name="events.series_file"),
]
desk = [
    path("termine/", desk_views.list, name="events.desk"),
    path("termine/neu/", desk_views.new, name="events.new"),
    path("termine/quellen/", sources.list, name="events.sources"),
    path("termine/quellen/neu/", sources.new, name="events.new_source"),
    path("termine/quellen/<int:source>/", sources.source, name="events.source"),
    path("termine/quellen/<int:source>/holen/", sources.again, name="events.take_in"),
    path("termine/quellen/<int:source>/veroeffentlichen/", sources.publish, name="events.publish_source"),
    path("termine/quellen/<int:source>/beenden/", sources.end, name="events.end_source"),
    path("termine/reihe/<int:series>/", series.series, name="events.series"),
    path("termine/reihe/<int:series>/change/", series.change, name="events.change_series"),
    path("termine/reihe/<int:series>/<slug:verb>/", series.step, name="events.series_step"),
    path("termine/<int:event>/", desk_views.event, name="events.desk_event"),
    path("termine/<int:event>/anmeldungen/", attendance.list, name="events.bookings"),
    path("termine/<int:event>/anmeldungen/neu/", attendance.enter, name="events.enter_booking"),
    path("termine/<int:event>/anmeldungen/gezaehlt/", attendance.count, name="events.count"),
    path("termine/<int:event>/anmeldungen/liste.pdf", attendance.as_pdf, name="events.bookings_pdf"),
    path("termine/<int:event>/anmeldungen/liste.xlsx", attendance.as_xlsx, name="events.bookings_xlsx"),
    path("termine/anmeldungen/<int:booking>/abmelden/", attendance.remove, name="events.remove_booking"),
    path("termine/<int:event>/change/", desk_views.change, name="events.change"),
    path("termine/<int:event>/<slug:verb>/", desk_views.step, name="events.step"),
]
