"""What a co-ordinator fills in: a place, and what the municipality is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.geo.shapes import UnusableShape
from samplats.places import sentences
from samplats.places.reading.areas import one_area, read_areas
from samplats.places.rules.boundary import UnusableBoundary
from samplats.places.rules.kinds import Kind
from samplats.places.rules.pasted import UnreadableCorners, area_of_text

format_html_lazy = lazy(format_html, SafeString)
KINDS = [
    (kind.value, format_html_lazy("{}<small>{}</small>", name, sentences.KIND_EXAMPLES[kind]))
    for kind, name in sentences.KIND_NAMES.items()
]
SYSTEMS = [
    ("", _("Det som filen säger")),
    ("4326", "WGS 84 (EPSG:4326)"),
    ("3006", "SWEREF 99 TM (EPSG:3006)"),
    ("3857", "Web Mercator (EPSG:3857)"),
    *((str(epsg), f"SWEREF 99 {zone} (EPSG:{epsg})") for epsg, zone in (
        (3007, "12 00"), (3008, "13 30"), (3009, "15 00"), (3010, "16 30"), (3011, "18 00"), (3012, "14 15"),
        (3013, "15 45"), (3014, "17 15"), (3015, "18 45"), (3016, "20 15"), (3017, "21 45"), (3018, "23 15"),
    )),
    ("27700", "British National Grid (EPSG:27700)"),
]  # fmt: skip
MAP_FILES = ".geojson,.json,.gpkg,.parquet,.geoparquet"


@contextmanager
def on_disk(upload: UploadedFile[Any]) -> Iterator[Path]:
    """Where the uploaded bytes lie while they are read."""
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _system() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Koordinatsystem"), choices=SYSTEMS, coerce=int, empty_value=None, required=False
    )


class Outline(forms.Form):
    """A boundary: drawn on the map, written as corners, or in a file. A file goes first."""

    use_required_attribute = False
    boundary = forms.CharField(
        label=_("Gräns"),
        error_messages={"required": _("Rita platsens gräns på kartan, skriv dess hörn eller välj en fil.")},
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Rita på kartan, eller skriv ett hörn på varje rad: latitud och longitud, eller SWEREF 99 TM."),
    )
    file = forms.FileField(
        label=_("Kartfil med platsens yta"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": MAP_FILES}),
        help_text=_("GeoJSON, GeoPackage eller Parquet. Alla ytor i filen läggs ihop till en."),
    )
    epsg = _system()

    def __init__(self, *args: Any, home: Bounds | None = None, own_epsg: int = 3006, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.own_epsg = home, own_epsg
        self.fields["boundary"].required = not self.files.get("file")

    def clean(self) -> dict[str, Any]:
        """Read the boundary; a fault stands at the field that it came from."""
        cleaned = super().clean() or self.cleaned_data
        self.fields["boundary"].required = True  # shown again without its file, the form needs one of them
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        field = "file" if upload else "boundary"
        try:
            cleaned["area"] = self._from_file(upload) if upload else self._from_text(cleaned["boundary"])
        except Unreadable as fault:
            self.add_error(field, sentences.file_fault(fault))
        except UnusableBoundary as fault:
            self.add_error(field, sentences.boundary_fault(fault))
        except UnusableShape as fault:
            self.add_error(field, sentences.shape_fault(fault))
        except UnreadableCorners as fault:
            self.add_error(field, sentences.corners_fault(fault))
        return cleaned

    def _from_file(self, upload: UploadedFile[Any]) -> BaseGeometry:
        with on_disk(upload) as path:
            return one_area(read_areas(path, epsg=self.cleaned_data["epsg"]))

    def _from_text(self, text: str) -> BaseGeometry:
        return area_of_text(text, home=self.home, epsg=self.own_epsg)

    def refuse(self, fault: UnusableBoundary) -> None:
        """Show a fault that was found when the boundary met the municipality."""
        self.add_error("file" if self.cleaned_data.get("file") else "boundary", sentences.boundary_fault(fault))


class DrawPlace(Outline):
    """A new place."""

    name = forms.CharField(
        label=_("Namn"), max_length=80, help_text=_("Så som folk säger, till exempel Stationstorget.")
    )
    kind = forms.ChoiceField(label=_("Typ av plats"), choices=KINDS, widget=forms.RadioSelect)
    field_order = ("name", "kind", "boundary", "file", "epsg")

    def clean_kind(self) -> Kind:
        """The kind as the code knows it."""
        return Kind(self.cleaned_data["kind"])


class Describe(forms.Form):
    """What a place is called and which type it is."""

    name = forms.CharField(label=_("Namn"), max_length=80)
    kind = forms.ChoiceField(label=_("Typ av plats"), choices=KINDS, widget=forms.RadioSelect)

    def clean_kind(self) -> Kind:
        """The kind as the code knows it."""
        return Kind(self.cleaned_data["kind"])


class MapFile(forms.Form):
    """A map file; what it says of itself can be overruled."""

    file = forms.FileField(
        label=_("Kartfil"),
        widget=forms.ClearableFileInput(attrs={"accept": MAP_FILES}),
        help_text=_("GeoJSON, GeoPackage eller Parquet."),
    )
    epsg = _system()

    def clean(self) -> dict[str, Any]:
        """Read the areas of the file."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            with on_disk(cleaned["file"]) as path:
                cleaned["shapes"] = read_areas(path, epsg=cleaned["epsg"])
        except Unreadable as fault:
            self.add_error("file", sentences.file_fault(fault))
        except UnusableBoundary as fault:
            self.add_error("file", sentences.boundary_fault(fault))
        return cleaned


class BoundaryFile(MapFile):
    """The municipality's boundary, alone or among others."""

    source = forms.CharField(
        label=_("Källa"),
        max_length=200,
        help_text=_("Till exempel ”SCB, kommungränser 2025, hämtad 12 november 2026”."),
    )


class AreasFile(MapFile):
    """Statistical areas with codes."""

    layer = forms.ChoiceField(label=_("Slags områden"), choices=list(sentences.LAYER_NAMES.items()))


class PopulationFile(forms.Form):
    """A table of people by area and year."""

    file = forms.FileField(
        label=_("Tabell"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt"}),
        help_text=_("CSV med kolumnerna desokod, år och bef."),
    )
    layer = forms.ChoiceField(label=_("Slags områden"), choices=list(sentences.LAYER_NAMES.items()))
    year = forms.IntegerField(
        label=_("År"), required=False, min_value=1900, max_value=2100,
        help_text=_("Behövs bara när tabellen saknar en kolumn för år."),
    )  # fmt: skip


class TableFile(forms.Form):
    """A table of profile figures."""

    file = forms.FileField(
        label=_("Tabell"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt"}),
        help_text=_("CSV med kolumnerna nyckel, år, värde, riket och källa."),
    )


class AddressFile(forms.Form):
    """A table of addresses."""

    file = forms.FileField(
        label=_("Tabell"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt"}),
        help_text=_("CSV med kolumnerna adress, ort, latitud och longitud (eller x och y i SWEREF 99 TM)."),
    )
    epsg = _system()


class ChooseBaseMap(forms.Form):
    """Where the ground of the maps comes from."""

    source = forms.ChoiceField(
        label=_("Bakgrundskarta"), choices=list(sentences.BASE_MAP_NAMES.items()), widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=_("Adress"), required=False, max_length=400,
        help_text=_("Webbläsaren hämtar kartan härifrån. Det är det enda som hämtas utanför Samplats."),
    )  # fmt: skip
    layer = forms.CharField(label=_("Lager"), required=False, max_length=120)
    attribution = forms.CharField(
        label=_("Upphovsrätt"),
        required=False,
        max_length=200,
        help_text=_("Visas i kartans hörn, till exempel © Lantmäteriet."),
    )


class OneFigure(forms.Form):
    """One figure of the profile."""

    key = forms.ChoiceField(label=_("Uppgift"), choices=list(sentences.FIGURE_NAMES.items()))
    year = forms.IntegerField(label=_("År"), min_value=1900, max_value=2100, initial=lambda: datetime.date.today().year)  # noqa: DTZ011
    value = forms.FloatField(label=_("Kommunen"), localize=True)
    national_value = forms.FloatField(label=_("Riket"), localize=True, required=False)
    source = forms.CharField(label=_("Källa"), max_length=200)
