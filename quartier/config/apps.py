from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The roof: it carries the operator's commands and may know every floor."""

    name = "quartier.config"
    label = "house"
