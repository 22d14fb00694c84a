from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "quartier.ground.quarters"
    label = "quarters"
    default_auto_field = "django.db.models.BigAutoField"
