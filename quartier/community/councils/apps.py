from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "quartier.community.councils"
    label = "councils"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.community.councils import steps, subjects  # noqa: F401  make kinds and step tables known
