"""Addresses of the desk and of a person's own pages."""

from django.urls import path

from quartier.surfaces.desk.views import desk as desk_views
from quartier.surfaces.desk.views import public

city = [
    path("meins/", public.mine, name="desk.mine"),
    path("meins/daten/", public.my_data, name="desk.my_data"),
    path("meins/daten/meine-daten.json", public.export, name="desk.export"),
    path("meins/daten/loeschen/", public.erase, name="desk.erase"),
    path("meins/daten/geloescht/", public.erased, name="desk.erased"),
]
desk_city = [path("", desk_views.everywhere, name="desk.home")]
desk = [
    path("", desk_views.home, name="desk.home"),
    path("vorgaenge/", desk_views.all_cases, name="desk.cases"),
]
