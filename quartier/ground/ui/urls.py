"""Addresses of the house itself."""

from django.urls import path

from quartier.ground.ui import views

city = [path("ui/", views.gallery, name="ui.gallery"), path("ui/<slug:kind>/", views.sample, name="ui.sample")]
