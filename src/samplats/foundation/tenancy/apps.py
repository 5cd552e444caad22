from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Who owns a room: tenants and organisations."""

    name = "samplats.foundation.tenancy"
    label = "tenancy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The wall between tenants on PostgreSQL is built after migrations, and checked before deployment."""
        from samplats.foundation.tenancy import wall

        wall.declare()
