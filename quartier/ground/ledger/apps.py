from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "quartier.ground.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.acts import triggers
        from quartier.ground.ledger import subjects  # noqa: F401

        triggers.protect("ledger_transfer")
