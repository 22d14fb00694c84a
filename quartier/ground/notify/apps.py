from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "quartier.ground.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.conf import settings

        from quartier.ground.acts import anchors, upkeep
        from quartier.ground.files import actions as files
        from quartier.ground.notify import checks, subjects, work  # noqa: F401

        work.job("files.sweep", every_seconds=6 * 3600)(files.sweep)
        work.job("acts.upkeep", every_seconds=24 * 3600)(upkeep.purge)
        if not settings.IS_TEST:  # tests throw their database away, and the heads outside would speak of another one
            work.job("acts.anchors", every_seconds=3600)(anchors.append)
