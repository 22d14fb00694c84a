"""One table: German word → app. First word of a path after the quarter says which app answers.

Apps list their addresses in `urls.py` under up to four names: `city` (mounted at `/`), `quarter` (at `/<quarter>/`),
`desk_city` (at `/buero/`) and `desk` (at `/<quarter>/buero/`). Here they are only put together.
"""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path


def _tables(name: str) -> list:
    modules = [import_module(f"{app}.urls") for app in settings.OWN_APPS if find_spec(f"{app}.urls")]
    return [pattern for module in modules for pattern in getattr(module, name, [])]


urlpatterns = [
    *_tables("city"),
    path("buero/", include(_tables("desk_city"))),
    path("<slug:quarter>/buero/", include(_tables("desk"))),
    path("<slug:quarter>/", include(_tables("quarter"))),
]
handler429 = "quartier.ground.accounts.views.public.too_many"
handler404 = "quartier.ground.ui.views.not_found"
handler500 = "quartier.ground.ui.views.server_error"
