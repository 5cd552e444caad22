from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """What has happened: sources, imports and incidents."""

    name = "samplats.evidence.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs."""
        from . import jobs  # noqa: F401
