from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may do and see what."""

    name = "samplats.foundation.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
