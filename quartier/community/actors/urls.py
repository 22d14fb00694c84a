"""Addresses of the network."""

from django.urls import path

from quartier.community.actors.views import desk as desk_views
from quartier.community.actors.views import public

city = [
    path("netzwerk/", public.network, name="actors.network"),
    path("netzwerk/<int:organisation>/", public.organisation, name="actors.organisation"),
]
quarter = [
    path("netzwerk/", public.network, name="actors.network"),
    path("netzwerk/<int:organisation>/", public.organisation, name="actors.organisation"),
]
desk = [
    path("netzwerk/", desk_views.network, name="actors.desk"),
    path("netzwerk/neu/", desk_views.new, name="actors.new"),
    path("netzwerk/<int:organisation>/", desk_views.organisation, name="actors.desk_organisation"),
    path("netzwerk/<int:organisation>/aendern/", desk_views.change, name="actors.change"),
    path("netzwerk/<int:organisation>/menschen/neu/", desk_views.add_contact, name="actors.add_contact"),
    path("netzwerk/menschen/<int:contact>/beenden/", desk_views.end_contact, name="actors.end_contact"),
]
