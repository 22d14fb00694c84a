from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "quartier.funding.budgets"
    label = "budgets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.funding.budgets import subjects  # noqa: F401
        from quartier.ground.acts import triggers

        triggers.protect("budgets_fundrules")
