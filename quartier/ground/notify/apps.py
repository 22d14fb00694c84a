from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "quartier.ground.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.files import actions as files
        from quartier.ground.notify import checks, subjects, work  # noqa: F401

        work.job("files.sweep", every_seconds=6 * 3600)(files.sweep)
