from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """The words that records are sorted under: versioned taxonomies, with the municipality's own beside."""

    name = "samplats.vocabulary"
    label = "vocabulary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, and put the categories among the pages of administration."""
        from django.utils.translation import gettext_lazy as _

        from samplats.administration.registry import AdministrationPage, add_page, describe_verbs
        from samplats.vocabulary import policy, sentences

        describe_verbs(sentences.VERBS)
        purpose = _("Vad händelser och rapporter sorteras under.")
        add_page(AdministrationPage(_("Kategorier"), purpose, "vocabulary:categories", policy.MAY_EDIT_CATEGORIES))
