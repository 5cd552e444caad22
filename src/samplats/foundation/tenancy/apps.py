from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Who owns a room: tenants and organisations."""

    name = "samplats.foundation.tenancy"
    label = "tenancy"
    default_auto_field = "django.db.models.BigAutoField"
