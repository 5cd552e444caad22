from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """What one tenant's owner has handed to another tenant: frozen aggregates and statuses, never rows."""

    name = "samplats.foundation.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
