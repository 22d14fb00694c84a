from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "quartier.funding.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.funding.calls import case_pages, hooks
        from quartier.funding.grants import models, story, subjects, tasks  # noqa: F401
        from quartier.funding.grants.queries import awards
        from quartier.funding.grants.steps import awards as award_steps  # noqa: F401
        from quartier.funding.grants.steps import changes, drawdowns, proofs  # noqa: F401

        hooks.follows("grants", awards.what_follows)
        hooks.ways("grants", story.ways_on)
        case_pages.own(models.Award.KIND, story.head)
        case_pages.register_head("calls.application", story.application_head)  # goes on where `calls` ends
        for kind in ("calls.application", models.Award.KIND):
            case_pages.register(kind, story.sections)
            case_pages.register_next(kind, story.next_step)
