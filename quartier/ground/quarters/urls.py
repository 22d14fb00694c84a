"""Addresses of the question „Wohne ich hier?" and of the desk's pages about places."""

from django.urls import path

from quartier.ground.quarters.views import desk, public

city = [path("wohne-ich-hier/", public.here, name="quarters.here")]
quarter = [path("wohne-ich-hier/", public.here, name="quarters.here")]
desk_city = [
    path("gebiete/", desk.areas, name="quarters.areas"),
    path("gebiete/impressum/", desk.city_imprint, name="quarters.city_imprint"),
]
desk = [
    path("gebiet/", desk.area, name="quarters.area"),
    path("gebiet/buero/", desk.office, name="quarters.office_form"),
    path("gebiet/zeiten/", desk.hours, name="quarters.hours"),
    path("gebiet/schliesstage/", desk.closures, name="quarters.closures"),
    path("gebiet/schliesstage/<int:closure>/weg/", desk.reopen, name="quarters.reopen"),
    path("gebiet/klingel/", desk.plates, name="quarters.plates"),
    path("gebiet/klingel/<int:plate>/ab/", desk.take_down, name="quarters.take_down"),
    path("gebiet/phase/", desk.phase, name="quarters.phase"),
    path("gebiet/fliese/", desk.tile, name="quarters.tile"),
    path("gebiet/impressum/", desk.imprint, name="quarters.imprint"),
]
