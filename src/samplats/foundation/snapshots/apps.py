from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    """Columnar copies of bulk rows: rebuildable, and erased with their source."""

    name = "samplats.foundation.snapshots"
    label = "snapshots"
    default_auto_field = "django.db.models.BigAutoField"
