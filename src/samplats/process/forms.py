"""What is filled in: how a place starts, what is said of an activity, and what the municipality changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.administration.queries import User
from samplats.process.actions.walking import Attached
from samplats.process.queries import Found, the_guide
from samplats.process.rules.template import DAYS, FURTHEST_SHIFT
from samplats.process.sentences.walk import nobody_words, told

DOCUMENTS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
LARGEST = 20 * 1024 * 1024


class _Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _within_days(value: date) -> None:
    if not DAYS[0] <= value <= DAYS[1]:
        raise forms.ValidationError(_("Skriv ett datum mellan år 2000 och 2100."))


class Start(forms.Form):
    """Which variant, from which day, and who leads."""

    variant = forms.ChoiceField(label=gettext_lazy("Så går ni stegen"), widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=gettext_lazy("Första dagen"),
        widget=_Day,
        validators=[_within_days],
        help_text=gettext_lazy("Alla datum räknas från den. Den kan ligga bakåt i tiden och går att ändra."),
    )
    leader = forms.ChoiceField(
        label=gettext_lazy("Projektledare"),
        required=False,
        help_text=gettext_lazy("Räkna med ungefär en dag i veckan."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.public_id): one for one in people}
        _choose(self, "variant", [(one.code, _variant(told(one.name), told(one.suits))) for one in _variants()])
        _choose(self, "leader", _choices(people))

    def clean_leader(self) -> User | None:
        """The member behind the choice."""
        return self._people.get(self.cleaned_data["leader"])


class Tick(forms.Form):
    """A note and a file that show that an activity is done."""

    note = forms.CharField(
        label=gettext_lazy("Anteckning"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad som gjordes och vad det gav. Skriv om platsen, aldrig om personer."),
    )
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("Dokument, kalkylark eller PDF, högst 20 MB. Alla som ser platsen kan läsa den."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(DOCUMENTS)}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_file(self) -> Attached | None:
        """The document as what the action keeps; pictures are refused, since they show people."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        if not given:
            return None
        kind = PurePath(given.name or "").suffix.lower()
        if kind not in DOCUMENTS:
            raise forms.ValidationError(_("Välj ett dokument, ett kalkylark eller en PDF. Bilder tas inte emot här."))
        if (given.size or 0) > LARGEST:
            raise forms.ValidationError(_("Filen är större än 20 MB. Välj en mindre fil."))
        return Attached(given.name or "fil", given.chunks(), DOCUMENTS[kind])


class Untick(forms.Form):
    """Why an activity is open again."""

    note = forms.CharField(label=gettext_lazy("Varför?"), max_length=1000, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class Assign(forms.Form):
    """Who is responsible."""

    responsible = forms.ChoiceField(label=gettext_lazy("Ansvarig"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[User], nobody: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.public_id): one for one in people}
        _choose(self, "responsible", _choices(people, nobody))

    def clean_responsible(self) -> User | None:
        """The member behind the choice."""
        return self._people.get(self.cleaned_data["responsible"])


class Move(forms.Form):
    """Another last day, and why."""

    due_on = forms.DateField(label=gettext_lazy("Klar senast"), widget=_Day, validators=[_within_days])
    reason = forms.CharField(
        label=gettext_lazy("Varför flyttas den?"),
        max_length=1000,
        help_text=gettext_lazy("Till exempel: Polisen lämnar sina uppgifter först i maj."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WriteNote(forms.Form):
    """A comment on a place."""

    text = forms.CharField(
        label=gettext_lazy("Ny anteckning"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Skriv om platsen, aldrig om personer. Platsens samordnare och processtöd läser den."),
    )


class EditActivity(forms.Form):
    """The municipality's own name and weeks of an activity, and whether it is used."""

    title = forms.CharField(label=gettext_lazy("Namn hos er"), max_length=120, required=False)
    shift_weeks = forms.IntegerField(
        label=gettext_lazy("Veckor senare än modellen"),
        min_value=-FURTHEST_SHIFT,
        max_value=FURTHEST_SHIFT,
        required=False,
        help_text=gettext_lazy("Noll är som modellen. Ett tal under noll gör aktiviteten tidigare."),
    )
    used = forms.BooleanField(
        label=gettext_lazy("Används"),
        required=False,
        help_text=gettext_lazy(
            "En aktivitet som inte används försvinner ur alla platsers steg. Historiken finns kvar."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AddActivity(forms.Form):
    """An activity of the municipality's own."""

    step = forms.ChoiceField(label=gettext_lazy("Steg"))
    title = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    why = forms.CharField(
        label=gettext_lazy("Varför ni gör den"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start_week = forms.IntegerField(
        label=gettext_lazy("Börjar, veckor in i steget"), min_value=0, max_value=2 * FURTHEST_SHIFT, initial=0
    )
    end_week = forms.IntegerField(
        label=gettext_lazy("Klar, veckor in i steget"), min_value=0, max_value=2 * FURTHEST_SHIFT, initial=4
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "step", [(one.code, told(one.name)) for one in the_guide().steps.values()])

    def clean_end_week(self) -> int:
        """It ends when it begins, or later."""
        end: int = self.cleaned_data["end_week"]
        if end < self.cleaned_data.get("start_week", 0):
            raise forms.ValidationError(_("Aktiviteten kan inte vara klar innan den börjar. Skriv en senare vecka."))
        return end


class ChangeActivity(AddActivity):
    """The same for an activity that is there already."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def forms_of(found: Found, people: Sequence[User]) -> dict[str, forms.Form]:
    """The four forms of an activity, as it stands."""
    revision = {"revision": found.state.revision}
    responsible = found.state.responsible
    chosen = {**revision, "responsible": str(responsible.public_id) if responsible else ""}
    return {
        "tick": Tick(initial=revision, prefix="tick"),
        "untick": Untick(initial=revision, prefix="untick"),
        "assign": Assign(initial=chosen, people=people, nobody=nobody_words(found.part, found.walk), prefix="assign"),
        "move": Move(initial={**revision, "due_on": found.part.due_on}, prefix="move"),
    }


def _variants() -> Sequence[Any]:
    return tuple(the_guide().variants.values())


def _variant(name: str, suits: str) -> str:
    return format_html("{}<small>{}</small>", name, suits)


def _choices(people: Sequence[User], nobody: str = "") -> list[tuple[str, str]]:
    return [("", nobody or _("Ingen utsedd")), *((str(one.public_id), one.name) for one in people)]


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
