"""What is filled in on a sheet: its weeks, its texts, and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.administration.queries import User
from samplats.meetings.actions import Told
from samplats.meetings.rules import MOST_NOTE, MOST_OWNER, MOST_TEXT, State
from samplats.places.queries import Place
from samplats.situation.sentences import times
from samplats.weekly.rules.periods import MOST_WEEKS, Span
from samplats.weekly.sentences.words import state_words, weeks_words

YEARS = (date(2000, 1, 1), date(2100, 12, 31))


class _Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _within_years(day: date) -> None:
    """A day that somebody can have meant."""
    if not YEARS[0] <= day <= YEARS[1]:
        raise forms.ValidationError(_("Skriv ett datum mellan år 2000 och 2100."))


class Weeks(forms.Form):
    """Up to which Sunday, how many weeks back, and the day of the meeting."""

    last_on = forms.ChoiceField(label=gettext_lazy("Till och med"))
    weeks = forms.TypedChoiceField(label=gettext_lazy("Antal veckor"), coerce=int)
    held_on = forms.DateField(label=gettext_lazy("Mötesdag"), widget=_Day, validators=[_within_years])
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_on"].choices = [(one.isoformat(), _sunday(one)) for one in days]  # type: ignore[attr-defined]
        self.fields["weeks"].choices = [(n, str(n)) for n in range(1, MOST_WEEKS + 1)]  # type: ignore[attr-defined]

    @property
    def span(self) -> Span:
        """The weeks that were chosen."""
        return Span(self.cleaned_data["weeks"], date.fromisoformat(self.cleaned_data["last_on"]))


def _sunday(day: date) -> str:
    return f"{times.day(day)} ({weeks_words(day, day)})"


class WritePassage(forms.Form):
    """A text; `revision` is the state of the text that the writer started from."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=5_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DecisionLine(forms.Form):
    """A decision in one line: what, who, when; where and which person if need be."""

    text = forms.CharField(label=gettext_lazy("Vad"), max_length=MOST_TEXT)
    owner = forms.CharField(label=gettext_lazy("Vem"), max_length=MOST_OWNER)
    due_on = forms.DateField(label=gettext_lazy("När"), widget=_Day, validators=[_within_years])
    place = forms.ChoiceField(label=gettext_lazy("Plats"), required=False)
    user = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, places: Sequence[Place], people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {str(one.public_id): one for one in places}
        self._people = {str(one.public_id): one for one in people}
        self.fields["place"].choices = _choices(self._places)  # type: ignore[attr-defined]
        self.fields["user"].choices = _choices(self._people)  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs |= {"autocomplete": "off"}
        self.fields["owner"].widget.attrs |= {"autocomplete": "off", "list": "owners"}

    @property
    def told(self) -> Told:
        """What was filled in."""
        given = self.cleaned_data
        return Told(
            text=given["text"],
            owner=given["owner"],
            due_on=given["due_on"],
            place=self._places.get(given["place"]),
            user=self._people.get(given["user"]),
        )


def _choices(known: dict[str, Any]) -> list[tuple[str, str]]:
    return [("", "–"), *((key, str(one)) for key, one in known.items())]


class Mark(forms.Form):
    """How a decision stands, and why when it was not done."""

    state = forms.ChoiceField(label=gettext_lazy("Läge"))
    note = forms.CharField(label=gettext_lazy("Anteckning"), max_length=MOST_NOTE, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(one.value, state_words(one)) for one in State]  # type: ignore[attr-defined]


class Revision(forms.Form):
    """Which state of the record somebody acts on."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
