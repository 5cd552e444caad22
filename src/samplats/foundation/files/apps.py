from django.apps import AppConfig
from django.core import checks


class FilesConfig(AppConfig):
    """Uploaded and made files, stored by content hash."""

    name = "samplats.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Where files lie is tried before deployment."""
        from samplats.foundation.files.shelf import check_shelf

        checks.register(check_shelf, checks.Tags.files, deploy=True)
