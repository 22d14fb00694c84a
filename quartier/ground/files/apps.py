from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "quartier.ground.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.files import subjects  # noqa: F401
