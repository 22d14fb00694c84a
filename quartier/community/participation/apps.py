from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "quartier.community.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"
