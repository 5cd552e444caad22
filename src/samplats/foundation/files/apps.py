from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded and made files, stored by content hash."""

    name = "samplats.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
