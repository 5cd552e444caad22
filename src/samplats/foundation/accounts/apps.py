from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, and which roles they hold in which tenant."""

    name = "samplats.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
