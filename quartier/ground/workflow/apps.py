from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "quartier.ground.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.acts import surfaces
        from quartier.ground.workflow import queries, subjects  # noqa: F401

        surfaces.WORDS.append(queries.word_of)
