from django.urls import path

from quartier.ground.files import views

city = [
    path("dateien/<int:file>/<str:name>", views.public, name="files.public"),
    path("dateien/vertraulich/<int:file>/<str:name>", views.private, name="files.private"),
]
