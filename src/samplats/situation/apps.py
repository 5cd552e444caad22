from django.apps import AppConfig


class SituationConfig(AppConfig):
    """The situation picture: figures from evidence, written sections, published versions."""

    name = "samplats.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the work behind the job names."""
        from samplats.situation import jobs, registry  # noqa: F401
