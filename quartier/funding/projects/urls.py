"""Addresses of projects."""

from django.urls import path

from quartier.funding.projects.views import public

city = [
    path("projekte/", public.projects, name="projects.list"),
]
quarter = [
    path("projekte/", public.projects, name="projects.list"),
    path("projekte/<int:project>/", public.project, name="projects.project"),
    path("projekte/<int:project>/bearbeiten/", public.edit, name="projects.edit"),
    path("projekte/<int:project>/bild/", public.picture, name="projects.picture"),
    path("projekte/<int:project>/bild/<int:file>/", public.show, name="projects.show"),
]
