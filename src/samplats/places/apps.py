from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The municipality and its places: boundaries, areas, profile, base map, addresses."""

    name = "samplats.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
