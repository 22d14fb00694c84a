from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "quartier.funding.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.funding.calls import subjects  # noqa: F401
        from quartier.funding.calls.steps import applications, bids, briefs, calls  # noqa: F401
