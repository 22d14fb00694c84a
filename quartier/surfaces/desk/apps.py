from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "quartier.surfaces.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.surfaces.desk import starts  # noqa: F401
