from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class ActsConfig(AppConfig):
    name = "quartier.ground.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quartier.ground.acts import triggers

        triggers.protect("acts_entry")
        triggers.protect("acts_personal", may_blank=("salt", "payload"))
        post_migrate.connect(_install_triggers, sender=self)
        checks.register(_check_triggers, checks.Tags.database)


def _install_triggers(using, **kwargs):
    from django.db import connections

    from quartier.ground.acts import triggers

    triggers.install(connections[using])


def _check_triggers(app_configs, databases=None, **kwargs):
    from django.db import connections

    from quartier.ground.acts import triggers

    return [
        checks.Error(f"The database lets rows change that never may: {name} is missing.", hint="Run `quartier migrate`.", id="acts.E001")
        for alias in databases or []
        for name in triggers.missing(connections[alias])
    ]
