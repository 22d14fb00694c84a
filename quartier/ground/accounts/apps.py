from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "quartier.ground.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quartier.ground.accounts import menu, subjects  # noqa: F401  they register themselves
