"""What is written in a draft, and said when it is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WriteSection(forms.Form):
    """One section's text; `revision` is the state of the text that the writer started from."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    is_public = forms.BooleanField(label=_("Ta med i den offentliga versionen"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Publish(forms.Form):
    """Who decided, and under which reference."""

    decided_by = forms.CharField(
        label=_("Fastställd av"), max_length=160, help_text=_("Till exempel: Brottsförebyggande rådet")
    )
    reference = forms.CharField(label=_("Diarienummer"), max_length=80, required=False)
    language = forms.ChoiceField(
        label=_("Dokumentens språk"),
        choices=[("sv", "Svenska"), ("en", "English")],
        required=False,
        help_text=_("Rubriker, tabeller och det Samplats har skrivit. Era egna texter står kvar som de är."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_by"].widget.attrs["autocomplete"] = "off"

    def clean_language(self) -> str:
        """The chosen language, else Swedish."""
        return self.cleaned_data["language"] or "sv"
