"""A report as it is filled in: by hand on a page without script, or by the island that sends what was kept offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy, deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samplats.foundation.files.photos import LARGEST_PHOTO, PhotoFault, UnusablePhoto, photo_jpeg
from samplats.foundation.screening.screen import screen
from samplats.places.queries import Hit
from samplats.vocabulary.rules import Category

from ..rules.precision import TimePrecision
from ..rules.reporting import MOST_TEXT, OLDEST, Band, Part, Span, part_of_day, takes_photos, until_now
from ..sentences.photos import photo_fault_words
from ..sentences.reports import BANDS, DAYS, PARTS, found_words

AHEAD = timedelta(minutes=10)
"""A phone's clock may be this much fast."""
LONGEST_CODE = 60
WALL = "%Y-%m-%dT%H:%M"


class Code(forms.ChoiceField):
    """A choice by code; what the code stands for is looked up where it is used, so that nothing is listed in vain."""

    def valid_value(self, value: object) -> bool:
        """Any code of a code's length."""
        return len(str(value)) <= LONGEST_CODE

    def __deepcopy__(self, _memo: object) -> Code:
        """For one form, whose choices are its own; the rest is the same in every form."""
        own = copy(self)
        own.widget = copy(self.widget)
        return own


class WallClock(forms.DateTimeInput):
    """The browser's own choice of day and time."""

    input_type = "datetime-local"


class ReportForm(forms.Form):
    """One event. `places` are those that may be chosen by name: (slug, name)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    category = Code(
        label=_("Vad hände?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vad som hände."),
        },
    )
    lat = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    words = forms.CharField(label=_("Adress eller plats"), required=False, max_length=120)
    hit = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    place = Code(label=_("Eller en av platserna"), required=False, widget=forms.Select)
    when = forms.ChoiceField(label=_("När?"), choices=DAYS, widget=forms.RadioSelect, initial="now")
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("Tid på dagen"), choices=PARTS, required=False)
    began = forms.DateTimeField(
        label=_("Från"), required=False, input_formats=[WALL, f"{WALL}:%S"], widget=WallClock(format=WALL)
    )
    ended = forms.DateTimeField(
        label=_("Till"), required=False, input_formats=[WALL, f"{WALL}:%S"], widget=WallClock(format=WALL)
    )
    band = forms.TypedChoiceField(
        label=_("Hur många?"),
        choices=BANDS,
        coerce=lambda given: Band(int(given)),
        widget=forms.RadioSelect,
        initial=str(Band.ONE.value),
    )
    text = forms.CharField(
        label=_("Något mer?"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_TEXT}),
    )
    photo = forms.FileField(label=_("Foto"), required=False)

    def __init__(
        self,
        *args: Any,
        now: datetime,
        zone: str,
        place_known: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place_known = place_known
        self.kind: Category | None = None
        self.find: Callable[[str], Category | None] | None = None
        self.takes_photos: Callable[[], bool] = lambda: False
        self.now = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        self.zone = ZoneInfo(zone)
        self.span: Span | None = None
        self.hits: Sequence[Hit] = ()
        self.without_photos: Sequence[str] = ()

    def offer(self, categories: Sequence[Category], places: Sequence[tuple[str, str]]) -> None:
        """What the page shows to choose from."""
        self.fields["category"].choices = [(one.code, one.label) for one in categories]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("Ingen")), *places]  # type: ignore[attr-defined]

    def clean_category(self) -> str:
        """The code of a category that there is; whether the reporter may choose it is decided where it is stored."""
        code: str = self.cleaned_data["category"]
        self.kind = self.find(code) if self.find else None
        if self.kind is None:
            raise forms.ValidationError(_("Den kategorin kan du inte rapportera. Välj en annan."))
        return code

    def clean_text(self) -> str:
        """The words, unless they point at a person."""
        return self._without_persons("text")

    def clean_words(self) -> str:
        """The name of the place, unless it names a person."""
        return self._without_persons("words")

    def clean_photo(self) -> bytes:
        """The picture's points alone, written anew; empty when none was sent."""
        sent = self.cleaned_data["photo"]
        if not sent:
            return b""
        if not self.takes_photos():
            raise forms.ValidationError(_("Kommunen tar inte emot foton i rapporter. Ta bort fotot."))
        if sent.size > LARGEST_PHOTO:  # before it is read
            raise forms.ValidationError(photo_fault_words(PhotoFault.TOO_LARGE))
        try:
            return photo_jpeg(sent.read())
        except UnusablePhoto as refused:
            raise forms.ValidationError(photo_fault_words(refused.fault)) from refused

    def clean(self) -> dict[str, Any]:
        """When it happened, that something says where, and that what is shown may be."""
        given = super().clean() or {}
        if given.get("photo") and self.kind is not None and not takes_photos(self.kind):
            self.add_error("photo", _("Till den kategorin tas inget foto emot. Ta bort fotot."))
        told = self.place_known or self.position or given.get("place") or given.get("words")
        if not told and "words" not in self.errors:
            self.add_error("words", _("Säg var det hände: på kartan, med en adress eller en av platserna."))
        if "when" in given:
            self._read_time(given)
        return given

    @property
    def position(self) -> tuple[float, float] | None:
        """Longitude and latitude: of the map, or of the address that was chosen among several."""
        given = self.cleaned_data
        if given.get("lon") is not None and given.get("lat") is not None:
            return given["lon"], given["lat"]
        try:
            lon, lat = (float(part) for part in given.get("hit", "").split(","))
        except ValueError:
            return None
        return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None

    def _without_persons(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        found = screen(text)
        if found:
            raise forms.ValidationError(found_words(text, found))
        return text

    def _read_time(self, given: dict[str, Any]) -> None:
        when = given["when"]
        if when == "now":
            self.span = Span(self._moment(given.get("at", "")), None, TimePrecision.MINUTE)
        elif when == "between":
            self._read_interval(given)
        else:
            told = self._moment(given.get("at", ""))  # "today" is the day on which the draft was made
            day = told.date() - timedelta(days=1 if when == "yesterday" else 0)
            self.span = until_now(part_of_day(day, Part(given.get("part") or Part.WHOLE)), told)
        if self.span is not None:
            self._check_time(self.span)

    def _moment(self, told: str) -> datetime:
        """When the draft was made, if that is believable; else now."""
        try:
            at = datetime.fromisoformat(told)
        except ValueError:
            return self.now.replace(second=0, microsecond=0)
        wall = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(self.zone).replace(tzinfo=None)
        return min(wall, self.now).replace(second=0, microsecond=0)

    def _read_interval(self, given: dict[str, Any]) -> None:
        began, ended = (one and one.replace(tzinfo=None) for one in (given.get("began"), given.get("ended")))
        if began is None:
            if "began" not in self.errors:
                self.add_error("began", _("Säg när det började, eller när det kan ha börjat."))
        elif ended is not None and ended < began:
            self.add_error("ended", _("Sluttiden ligger före starttiden. Byt plats på dem eller rätta den ena."))
        else:
            self.span = Span(began, ended if ended != began else None, TimePrecision.MINUTE)

    def _check_time(self, span: Span) -> None:
        name = "began" if self.cleaned_data.get("when") == "between" else "when"
        if max(span.start, span.end or span.start) > self.now + AHEAD:
            self.add_error(name, _("Tiden ligger i framtiden. Rätta den."))
        elif span.start < self.now - OLDEST:
            self.add_error(name, _("Det är mer än 60 dagar sedan. Be samordnaren att läsa in det från en fil."))


class Shared(dict[str, forms.Field]):
    """Fields that are the same in every form, but for those whose choices are the form's own."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: deepcopy(field, memo) if isinstance(field, Code) else field for name, field in self.items()}


# Copying them took a fifth of the time of taking in a report.
ReportForm.base_fields = Shared(ReportForm.base_fields)


class Nearby(forms.Form):
    """What, where and when, for asking whether it has been reported already."""

    category = forms.CharField(max_length=40)
    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)
    at = forms.CharField(max_length=40)

    def clean_at(self) -> datetime:
        """A moment with its zone; without one it is the municipality's wall clock."""
        try:
            at = datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError as unread:
            raise forms.ValidationError("at") from unread
        return at if at.tzinfo else at.replace(tzinfo=timezone.get_current_timezone())


class PhotosTaken(forms.Form):
    """Whether reports may hold a photo."""

    taken = forms.BooleanField(label=_("Ta emot foton i rapporter"), required=False)
