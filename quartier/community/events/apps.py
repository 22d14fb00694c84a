from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "quartier.community.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import steps, subjects, tasks  # noqa: F401  register themselves
