from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    """The weekly meeting sheet: what changed, where and when, and what was decided."""

    name = "samplats.weekly"
    label = "weekly"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the work behind the job names."""
        from samplats.weekly import jobs, registry  # noqa: F401
