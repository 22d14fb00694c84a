from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "quartier.community.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import subjects, tasks  # noqa: F401  register themselves
