"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
_framework = get_wsgi_application()

from quartier.config.front import Front  # noqa: E402 - it needs the settings

application = Front(_framework)
