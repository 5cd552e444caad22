"""What is filled in about a source that is pulled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..queries import Heard
from ..reading.feeds import POLISEN
from ..reading.fetching import FetchFailed, check_address
from ..rules.pulling import ANSWER_AT_MOST, HOURS, LEAVE, Reader
from ..sentences.feeds import trouble_words
from .importing import CONDITIONS_OF_ANY, DescribeSource

EVERY = [(hours, _("Var %(n)s:e timme") % {"n": hours} if hours > 1 else _("Varje timme")) for hours in HOURS]
LONGEST_BACK = 90


class DescribePulled(DescribeSource):
    """A pulled source and its conditions, which are always asked for."""

    def __init__(self, *args: Any, rooms: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, rooms=rooms, **kwargs)
        del self.fields["kind"]
        self.fields["origin"].help_text = _("Myndighet eller kommun, och var det står att uppgifterna får användas.")
        self.fields["permitted_use"].help_text = self.fields["sharing_level"].help_text = ""
        for name, words in CONDITIONS_OF_ANY.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words


class HowPulled(forms.Form):
    """From where, how often and how far back."""

    use_required_attribute = False

    address = forms.CharField(label=_("Adress"), max_length=500, error_messages={"required": _("Skriv adressen.")})
    area = forms.CharField(
        label=_("Kommunens namn hos polisen"),
        max_length=120,
        help_text=_("Som det står på polisen.se, till exempel ”Falun”. Bara dess händelser tas in."),
        error_messages={"required": _("Skriv kommunens namn, så att inte hela landets händelser tas in.")},
    )
    days_back = forms.IntegerField(
        label=_("Dagar bakåt"),
        min_value=1,
        max_value=LONGEST_BACK,
        initial=30,
        help_text=_("Så långt bakåt syns ändringar och återtagna ärenden."),
    )
    hours = forms.TypedChoiceField(label=_("Hur ofta"), choices=EVERY, coerce=int, initial=6)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reader is Reader.POLISEN:
            del self.fields["days_back"]
            self.fields["address"].initial = POLISEN
        else:
            del self.fields["area"]
            self.fields["address"].help_text = _(
                "Serverns lista med ärenden enligt Open311 GeoReport v2, till exempel "
                "https://server.se/open311/v2/requests.json."
            )

    def clean_address(self) -> str:
        """An address that may be asked at all."""
        given = str(self.cleaned_data["address"])
        try:
            check_address(given, settings.PULL_INSIDE)
        except FetchFailed as refused:
            raise forms.ValidationError(trouble_words(refused.code, refused.facts)) from refused
        return given


class SavedAnswer(forms.Form):
    """An answer that somebody has saved as a file."""

    file = forms.FileField(
        label=_("Sparat svar"),
        help_text=_("JSON, högst 20 MB. Filen själv sparas inte."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )

    def clean_file(self) -> Any:
        """The file, unless it is too large."""
        given = self.cleaned_data["file"]
        if given.size > ANSWER_AT_MOST:
            raise forms.ValidationError(_("Filen är för stor. Spara färre dagar i varje fil."))
        return given


class Words(forms.Form):
    """What each word of the source means here."""

    def __init__(
        self, *args: Any, words: list[Heard], choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        options: list[Any] = [("", _("Utan kategori")), (LEAVE, _("Tas inte in")), *choices]
        for at, one in enumerate(words):
            self.fields[f"word_{at}"] = forms.ChoiceField(
                label=one.text or one.word, choices=options, required=False, initial=one.chosen
            )

    def rows(self) -> list[tuple[Heard, forms.BoundField]]:
        """Each word with its field."""
        return [(one, self[f"word_{at}"]) for at, one in enumerate(self.words)]

    def chosen(self) -> dict[str, str]:
        """The meaning of each word."""
        return {one.word: self.cleaned_data[f"word_{at}"] for at, one in enumerate(self.words)}
