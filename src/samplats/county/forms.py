"""How something is handed over: once, or from now on by itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

ONCE, CHANGE, MONTH = "", "change", "month"


class Share(forms.Form):
    """What was seen, and whether it goes on by itself."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hur länge?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (CHANGE, gettext_lazy("Fortsätt: varje dygn när något har ändrats")),
            (MONTH, gettext_lazy("Fortsätt: en gång i månaden")),
            (ONCE, gettext_lazy("Bara den här gången")),
        ],
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
