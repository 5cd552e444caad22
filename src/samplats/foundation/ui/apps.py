from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base pages, components, charts and the built islands."""

    name = "samplats.foundation.ui"
    label = "ui"
