from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what: an append-only log in hash chains."""

    name = "samplats.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
