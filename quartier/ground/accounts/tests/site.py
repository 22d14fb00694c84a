"""The account's pages alone, for tests that want no other app's."""

from django.urls import include, path

from quartier.ground.accounts import urls

urlpatterns = [path("", include(urls.city))]
handler429 = "quartier.ground.accounts.views.public.too_many"
handler404 = "quartier.ground.ui.views.not_found"
handler500 = "quartier.ground.ui.views.server_error"
