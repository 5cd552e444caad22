"""What is written for strangers, and what a stranger writes."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.foundation.screening.screen import screen
from samplats.public.rules import LANGUAGES, MOST_ANSWERS, NOTES, PlaceTexts
from samplats.situation.sentences.drafting import finding_words

MAY_NAME = {"contact", "revision"}  # a function with its number; everything else is about the place
LANGUAGE_NAMES = {"sv": gettext_lazy("svenska"), "en": gettext_lazy("engelska"), "ar": gettext_lazy("arabiska")}
NOTE_NAMES = {
    "front": gettext_lazy("Hälsning på förstasidan"),
    "privacy": gettext_lazy("Tillägg om personuppgifter"),
    "gaps": gettext_lazy("Tillägg om det som inte är tillgängligt"),
}


def _words(rows: int, label: Any, help_text: Any = "", *, missing: Any = "", most: int = 4000) -> forms.CharField:
    """A text of some lines; `missing` is what is said when it is needed and empty."""
    area = forms.Textarea(attrs={"rows": rows})
    said = {"required": missing} if missing else None
    return forms.CharField(
        label=label, help_text=help_text, required=bool(missing), max_length=most, widget=area, error_messages=said
    )


class PlacePageForm(forms.Form):
    """What is told of a place; what people said stands in pairs with what followed."""

    about = _words(
        5,
        gettext_lazy("Det vi gör"),
        gettext_lazy("Två eller tre stycken om vad ni gör på platsen och vilka som är med. Inga namn på personer."),
        missing=gettext_lazy("Berätta vad ni gör på platsen. Utan det finns inget att visa."),
    )
    results = _words(
        4, gettext_lazy("Det har det gett"), gettext_lazy("Vad som har blivit bättre, och hur ni vet det.")
    )
    contact = _words(
        3,
        gettext_lazy("Kontakt"),
        gettext_lazy("En funktion med e-postadress eller telefon, till exempel: Trygghetssamordnaren, 0123-45 67 00."),
        most=400,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(MOST_ANSWERS):
            self.fields[f"said_{at}"] = _words(2, _("Ni sa"), most=600)
            self.fields[f"did_{at}"] = _words(2, _("Vi gjorde"), most=600)

    @property
    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The fields of what was said and what was done, side by side: those in use and one more, at least two."""
        return self._all_pairs()[: self._n_open()]

    @property
    def more_pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The fields that nobody has needed yet."""
        return self._all_pairs()[self._n_open() :]

    def _all_pairs(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"said_{at}"], self[f"did_{at}"]) for at in range(MOST_ANSWERS)]

    def _n_open(self) -> int:
        pairs = enumerate(self._all_pairs(), start=1)
        used = max((at for at, pair in pairs if any(one.value() for one in pair)), default=0)
        return max(2, used + 1)

    def clean(self) -> dict[str, Any]:
        """Nobody is named, nobody is quoted without an answer, and nothing is answered that nobody said."""
        given = super().clean() or {}
        for name in list(given):
            if name not in MAY_NAME and (found := screen(str(given[name]))):
                self.add_error(name, finding_words(found))
        for at in range(MOST_ANSWERS):
            said, did = given.get(f"said_{at}", ""), given.get(f"did_{at}", "")
            if said and not did:
                self.add_error(f"did_{at}", _("Skriv också vad ni gjorde, eller vad ni tänker göra och när."))
            if did and not said:
                self.add_error(f"said_{at}", _("Skriv också vad människor sa."))
        return given

    def texts(self) -> PlaceTexts:
        """The filled form as the texts of a page."""
        given = self.cleaned_data
        pairs = ((given[f"said_{at}"], given[f"did_{at}"]) for at in range(MOST_ANSWERS))
        return PlaceTexts(given["about"], given["results"], tuple(one for one in pairs if any(one)), given["contact"])


def place_initial(texts: PlaceTexts, revision: int) -> dict[str, Any]:
    """A page's texts as the form takes them."""
    pairs = {f"said_{at}": said for at, (said, _did) in enumerate(texts.answers)}
    pairs |= {f"did_{at}": did for at, (_said, did) in enumerate(texts.answers)}
    written = {"about": texts.about, "results": texts.results, "contact": texts.contact}
    return {**written, **pairs, "revision": revision}


class Revision(forms.Form):
    """Which state of a text the person has looked at."""

    revision = forms.IntegerField(min_value=1)


class PublicTextsForm(forms.Form):
    """Whom to turn to, and the municipality's own notes in three languages."""

    controller = forms.CharField(
        label=gettext_lazy("Personuppgiftsansvarig"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Nämnden eller styrelsen, till exempel: Kommunstyrelsen i Exempelköpings kommun."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Kontaktfunktion"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("En funktion, inte en person, till exempel: Trygghetssamordnaren."),
    )
    email = forms.EmailField(label=gettext_lazy("E-postadress"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telefon"), required=False, max_length=40)
    address = forms.CharField(label=gettext_lazy("Postadress"), required=False, max_length=200)
    officer = forms.CharField(
        label=gettext_lazy("Dataskyddsombud"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Funktion eller organisation, till exempel: Dataskyddsombudet i Exempelköpings kommun."),
    )
    officer_email = forms.EmailField(label=gettext_lazy("Dataskyddsombudets e-postadress"), required=False)
    officer_phone = forms.CharField(label=gettext_lazy("Dataskyddsombudets telefon"), required=False, max_length=40)
    compliance = forms.ChoiceField(
        label=gettext_lazy("Hur väl sidorna uppfyller lagen om tillgänglighet"),
        choices=[
            ("partial", gettext_lazy("Delvis förenliga: brister finns och står nedan")),
            ("full", gettext_lazy("Helt förenliga: inga kända brister")),
            ("none", gettext_lazy("Inte förenliga: de flesta kraven brister")),
        ],
        widget=forms.RadioSelect,
    )
    assessed_on = forms.DateField(
        label=gettext_lazy("Senast bedömd"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in NOTES:
            for language in LANGUAGES:
                label = _("%(note)s, på %(language)s") % {
                    "note": NOTE_NAMES[note],
                    "language": LANGUAGE_NAMES[language],
                }
                self.fields[f"{note}_{language}"] = written = _words(3, label)
                written.widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}

    @property
    def notes(self) -> list[tuple[str, list[BoundField]]]:
        """The notes' fields, each note with its languages."""
        return [(str(NOTE_NAMES[note]), [self[f"{note}_{one}"] for one in LANGUAGES]) for note in NOTES]

    def values(self) -> dict[str, Any]:
        """The filled form as columns."""
        given = dict(self.cleaned_data)
        given.pop("revision")
        notes = {note: {one: given.pop(f"{note}_{one}") for one in LANGUAGES} for note in NOTES}
        return {**given, "notes": notes}


def texts_initial(found: Any) -> dict[str, Any]:
    """The municipality's texts as the form takes them."""
    plain = ("controller", "contact", "email", "phone", "address", "officer", "officer_email", "officer_phone")
    values = {name: getattr(found, name) for name in (*plain, "compliance", "assessed_on", "revision")}
    notes = {
        f"{note}_{language}": found.notes.get(note, {}).get(language, "") for note in NOTES for language in LANGUAGES
    }
    return {**values, **notes}


class Barrier(forms.Form):
    """What somebody could not use. The key is made with the form, so that sending twice stores once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.CharField(
        label=gettext_lazy("Vilken sida gäller det?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Sidans rubrik eller adress."),
    )
    text = forms.CharField(
        label=gettext_lazy("Vad gick inte att läsa, höra eller använda?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Beskriv vad som inte fungerade.")},
        help_text=gettext_lazy(
            "Berätta gärna vilket hjälpmedel du använder. Skriv inget om dig själv eller någon annan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].widget.attrs["autocomplete"] = "off"


def new_key() -> UUID:
    """A key for a form that has not been sent."""
    return uuid4()
