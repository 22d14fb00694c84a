from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "quartier.community.actors"
    label = "actors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import subjects  # noqa: F401  registers itself
