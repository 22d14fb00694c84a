from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "quartier.ground.quarters"
    label = "quarters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.quarters import subjects  # noqa: F401  registers what places answer to lower floors
