from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "quartier.funding.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"
