"""The deeds of the vocabulary, as the log writes them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.vocabulary.rules import Category

VERBS: dict[str, str | Promise] = {
    "vocabulary.load_reference": gettext_lazy("Tog in en version av kategorierna"),
    "vocabulary.edit_category": gettext_lazy("Ändrade en kategori"),
    "vocabulary.add_category": gettext_lazy("La till en egen kategori"),
    "vocabulary.retire_category": gettext_lazy("Slutade eller började använda en egen kategori"),
}


def watch_words(category: Category) -> str:
    """How near and how soon a repeat is watched for; empty when it is not."""
    if category.near_repeat is None:
        return ""
    return _("Bevakas inom %(metres)s meter och %(days)s dagar.") % {
        "metres": category.near_repeat.metres,
        "days": category.near_repeat.days,
    }


def label_taken(code: str) -> str:
    """Which category already has the label."""
    return _("Kategori %(code)s heter redan så. Välj ett annat namn.") % {"code": code}
