"""Addresses of the pages about roles."""

from django.urls import path

from quartier.ground.access.views import desk as views

desk = [
    path("menschen/", views.people, name="access.people"),
    path("menschen/neu/", views.give, name="access.give"),
    path("menschen/<int:membership>/ende/", views.end, name="access.end"),
]
desk_city = [
    path("menschen/", views.people_all, name="access.people_all"),
    path("menschen/neu/", views.give_all, name="access.give_all"),
    path("menschen/<int:membership>/ende/", views.end_all, name="access.end_all"),
]
