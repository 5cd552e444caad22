from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long each kind of record is kept, and the protocol of what was erased."""

    name = "samplats.foundation.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"
