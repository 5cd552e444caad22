"""How something is handed over, and the file of series that are compared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.county.reading import NotSeries, ReadSeries, read_series
from samplats.county.sentences.comparison import fault_words

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


LARGEST = 30 * 1024 * 1024


class TakeIn(forms.Form):
    """A file of official yearly series."""

    file = forms.FileField(
        label=gettext_lazy("Fil med serier"),
        help_text=gettext_lazy("CSV med kolumnerna geografi, enhet, ar, variabel, varde och kalla. Högst 30 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    found: tuple[ReadSeries, ...] = ()

    def clean_file(self) -> UploadedFile[Any]:
        """The file, read into `found`; or where and why it cannot be read."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > LARGEST:
            raise forms.ValidationError(_("Filen är större än 30 MB. Dela upp den."))
        try:
            self.found = tuple(read_series(given.read()))
        except NotSeries as refused:
            raise forms.ValidationError(fault_words(refused.fault)) from None
        if not self.found:
            raise forms.ValidationError(
                _("Filen har inga serier att jämföra: antal med tal per invånare, eller andelar med felmarginal.")
            )
        return given
