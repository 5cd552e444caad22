from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """Alarms: weeks that held more than a place and a category usually do."""

    name = "samplats.alarms"
    label = "alarms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the daily look and how it reads in the administration."""
        from samplats.alarms import jobs, registry  # noqa: F401
