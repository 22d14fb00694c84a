from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "quartier.funding.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.funding.grants import hooks
        from quartier.funding.projects import actions, subjects  # noqa: F401

        hooks.on("running", actions.start)
        hooks.on("changed", actions.follow)
        hooks.on("terminated", actions.terminate)
        hooks.on("cancelled", actions.drop)
        hooks.on("closed", actions.end)
        hooks.on("reopened", actions.resume)
