"""Closing the house for a moment: while the file `maintenance` lies in the data folder, every page says so (status 503)."""

from django.conf import settings

from quartier.ground.ui import views


class Maintenance:
    """Goes first in MIDDLEWARE. Costs one look at the file system per request."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.file = settings.VAR / "maintenance"

    def __call__(self, request):
        return views.maintenance(request) if self.file.exists() else self.get_response(request)
