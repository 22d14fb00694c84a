from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "quartier.ground.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, *args):
        super().__init__(*args)
        from quartier.ground.ui import forms

        forms.install_sentences()  # before any form of any app is defined: fields copy their sentences when they are made
