from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Who meets and decides: meetings and the decisions made at them."""

    name = "samplats.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log tell of decisions."""
        from samplats.meetings import registry  # noqa: F401
