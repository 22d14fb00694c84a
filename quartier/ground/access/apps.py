from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "quartier.ground.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quartier.ground.access import menu, subjects  # noqa: F401  they register themselves
