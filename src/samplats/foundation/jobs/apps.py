from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work with progress, cancelling, and restart after a crash."""

    name = "samplats.foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
