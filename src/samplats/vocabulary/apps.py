from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """The words that records are sorted under: versioned taxonomies, with the municipality's own beside."""

    name = "samplats.vocabulary"
    label = "vocabulary"
    default_auto_field = "django.db.models.BigAutoField"
