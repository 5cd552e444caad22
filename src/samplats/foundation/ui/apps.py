from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base pages, components, charts and the built islands."""

    name = "samplats.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Forms say in plain words that a text is too long."""
        from django.core.validators import MaxLengthValidator

        from samplats.foundation.ui.length import TOO_LONG

        MaxLengthValidator.message = TOO_LONG
