"""Addresses of ideas."""

from django.urls import path

from quartier.community.participation.views import desk as desk_views
from quartier.community.participation.views import intake, public

city = [
    path("ideen/", public.ideas, name="participation.ideas"),
    path("ideen/neu/", public.new_in_city, name="participation.new"),
]
quarter = [
    path("ideen/", public.ideas, name="participation.ideas"),
    path("ideen/neu/", intake.new, name="participation.new"),
    path("ideen/neu/papier/", intake.sheet, name="participation.sheet"),
    path("ideen/neu/papier.pdf", intake.sheet_pdf, name="participation.sheet_pdf"),
    path("ideen/gesendet/", public.sent, name="participation.sent"),
    path("ideen/<int:idea>/", public.idea, name="participation.idea"),
    path("ideen/<int:idea>/unterstuetzen/", public.support, name="participation.support"),
    path("ideen/<int:idea>/meine/", public.mine, name="participation.mine"),
    path("ideen/bestaetigen/<str:token>/", public.confirm, name="participation.confirm"),
    path("ideen/unterstuetzen/<str:token>/", public.confirm_support, name="participation.confirm_support"),
    path("ideen/meine/<str:token>/", public.by_link, name="participation.by_link"),
]
desk = [
    path("ideen/", desk_views.ideas, name="participation.desk"),
    path("ideen/neu/", desk_views.enter, name="participation.enter"),
    path("ideen/<int:idea>/", desk_views.idea, name="participation.case"),
    path("ideen/<int:idea>/adresse/", desk_views.address, name="participation.address"),
    path("ideen/<int:idea>/<slug:verb>/", desk_views.step, name="participation.step"),
]
