from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Start pages, public pages and the combined map."""

    name = "samplats.website"
    label = "website"
