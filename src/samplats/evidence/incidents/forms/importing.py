"""What is filled in on a file's way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samplats.foundation.access.partitions import PermittedUse, SharingLevel

from ..queries import Word
from ..reading import Role
from ..rules.arriving import UPLOAD_AT_MOST
from ..sentences.columns import CRS_NAMES, ROLES
from ..sentences.columns import DELIMITERS as DELIMITER_NAMES
from ..sentences.columns import ENCODINGS as ENCODING_NAMES
from ..sentences.columns import ORDERS as ORDER_NAMES

KINDS = [
    ("partners", _("Rapporter från samverkansparter")),
    ("police_points", _("Polisen, händelser med plats")),
    ("police_areas", _("Polisen, antal per område")),
    ("rescue", _("Räddningstjänsten")),
    ("residents", _("Synpunkter från invånare")),
    ("guards", _("Väktare och ordningsvakter")),
    ("feed", _("Öppet flöde")),
    ("other", _("Annan källa")),
]
USES = [
    ("", _("Välj")),
    (PermittedUse.PLANNING.value, _("Lägesbild och planering i samverkan")),
    (PermittedUse.STATISTICS.value, _("Endast statistik, aldrig enskilda händelser")),
    (PermittedUse.OPEN.value, _("Öppna data, fri användning")),
]
SHARING = [
    ("", _("Välj")),
    (SharingLevel.ANALYSTS.value, _("Bara samordnare och analytiker")),
    (SharingLevel.MEMBERS.value, _("Alla som deltar i kommunens arbete, i rutor")),
    (SharingLevel.PUBLIC.value, _("Även allmänheten, i stora rutor per månad")),
]
ZONES = [
    ("", _("Gissa")),
    ("Europe/Stockholm", _("Svensk tid")),
    ("local", _("Lokal tid: klockslagen gäller som de står")),
    ("Etc/GMT-1", _("Svensk normaltid året om (UTC+1)")),
    ("UTC", _("UTC (världstid)")),
    ("Europe/London", _("Brittisk tid")),
    ("Europe/Helsinki", _("Finsk tid")),
]
ORDERS = [("", _("Gissa")), *ORDER_NAMES.items()]
DECIMALS = [("", _("Gissa")), (",", _("komma: 59,5")), (".", _("punkt: 59.5"))]
DELIMITERS = [("", _("Gissa")), *DELIMITER_NAMES.items()]
ENCODINGS = [("", _("Gissa")), *[(code, name) for code, name in ENCODING_NAMES.items() if code != "utf-8-sig"]]
SYSTEMS = [("", _("Gissa")), *[(str(code), name) for code, name in CRS_NAMES.items()]]


class Upload(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Fil med händelser"),
        help_text=_("CSV, Excel, GeoJSON, GeoPackage eller Parquet. Högst 1\u00a0000\u00a0000 rader."),
        error_messages={
            "required": _("Välj en fil."),
            "empty": _("Filen är tom. Exportera den igen och kontrollera att den innehåller rader."),
        },
    )

    def clean_file(self) -> Any:
        """The file, unless it is far too large."""
        given = self.cleaned_data["file"]
        if given.size > UPLOAD_AT_MOST:
            raise forms.ValidationError(_("Filen är större än 400 MB. Dela upp den i mindre filer."))
        return given


class Mapping(forms.Form):
    """How the file is read; every field starts with what was guessed or saved."""

    sheet = forms.ChoiceField(label=_("Blad"), required=False)
    date_order = forms.ChoiceField(label=_("Datumens ordning"), choices=ORDERS, required=False)
    time_zone = forms.ChoiceField(label=_("Tidszon i filen"), choices=ZONES, required=False)
    crs = forms.ChoiceField(label=_("Koordinatsystem"), choices=SYSTEMS, required=False)
    decimal = forms.ChoiceField(label=_("Decimaltecken"), choices=DECIMALS, required=False)
    delimiter = forms.ChoiceField(label=_("Avgränsare"), choices=DELIMITERS, required=False)
    encoding = forms.ChoiceField(label=_("Teckenkodning"), choices=ENCODINGS, required=False)

    def __init__(self, *args: Any, names: list[str], sheets: list[str], is_text: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_text:
            del self.fields["delimiter"], self.fields["encoding"]
        columns = [("", _("Ingen kolumn")), *[(name, name) for name in names]]
        for role in Role:
            self.fields[f"column_{role}"] = forms.ChoiceField(label=ROLES[role], choices=columns, required=False)
        if len(sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(label=_("Blad"), choices=[(one, one) for one in sheets])
        else:
            del self.fields["sheet"]

    def mapping(self) -> dict[str, Any]:
        """The filled form as an import's mapping; a column set to none is told to the reader as none."""
        given = self.cleaned_data
        return {
            "columns": {str(role): given[f"column_{role}"] for role in Role},
            "time_zone": given["time_zone"],
            "crs": int(given["crs"]) if given["crs"] else None,
            **{name: given.get(name, "") for name in ("sheet", "date_order", "decimal", "delimiter", "encoding")},
        }

    @property
    def file_fields(self) -> list[forms.BoundField]:
        """The fields for how the file is written, in the order a person checks them."""
        order = ("date_order", "time_zone", "crs", "decimal", "delimiter", "encoding", "sheet")
        return [self[name] for name in order if name in self.fields]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields for columns, in the order of importance."""
        return [self[f"column_{role}"] for role in Role]


class Categories(forms.Form):
    """What each word of the file means here; nothing chosen leaves it unsorted."""

    def __init__(
        self, *args: Any, words: list[Word], choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        options: list[Any] = [("", _("Utan kategori")), *choices]
        for number, word in enumerate(words):
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=word.text or word.word, choices=options, required=False, initial=word.suggested
            )

    def rows(self) -> list[tuple[Word, forms.BoundField]]:
        """Each word with its field."""
        return [(word, self[f"word_{number}"]) for number, word in enumerate(self.words)]

    def chosen(self) -> dict[str, str]:
        """The category of each word; empty for one that a person left without."""
        return {word.word: self.cleaned_data[f"word_{number}"] for number, word in enumerate(self.words)}


class Choose(forms.Form):
    """Which incidents are shown. It only shows what the address says; the view reads the address."""

    use_required_attribute = False
    kalla = forms.ChoiceField(label=_("Källa"))
    fran = forms.DateField(label=_("Från"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    till = forms.DateField(label=_("Till"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    kategori = forms.ChoiceField(label=_("Kategori"))

    def __init__(
        self, *args: Any, sources: list[tuple[str, str]], categories: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kalla"] = forms.ChoiceField(label=_("Källa"), choices=sources)
        self.fields["kategori"] = forms.ChoiceField(label=_("Kategori"), choices=[("", _("Alla")), *categories])


class ChooseSource(forms.Form):
    """A source we already have."""

    source = forms.ChoiceField(label=_("Vem kommer uppgifterna från?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = forms.ChoiceField(
            label=_("Vem kommer uppgifterna från?"),
            choices=[*sources, ("new", _("En ny källa"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj en källa, eller lägg till en ny.")},
        )


class DescribeSource(forms.Form):
    """A source and its conditions."""

    use_required_attribute = False  # it may stand folded away, where a browser would refuse without a word

    name = forms.CharField(
        label=_("Källans namn"), max_length=120, help_text=_("Till exempel ”Polisen, anmälda brott”.")
    )
    kind = forms.ChoiceField(label=_("Slags källa"), choices=KINDS)
    origin = forms.CharField(
        label=_("Varifrån uppgifterna kommer"),
        max_length=200,
        required=False,
        help_text=_("Myndighet, enhet och diarienummer. Krävs för uppgifter från polisen."),
    )
    permitted_use = forms.ChoiceField(
        label=_("Vad uppgifterna får användas till"),
        choices=USES,
        required=False,
        help_text=_("Enligt överenskommelsen med den som lämnar ut dem. Krävs för uppgifter från polisen."),
    )
    sharing_level = forms.ChoiceField(
        label=_("Vilka som får se dem"),
        choices=SHARING,
        required=False,
        help_text=_("Krävs för uppgifter från polisen."),
    )
    retention_months = forms.IntegerField(
        label=_("Antal månader som enskilda händelser sparas"),
        min_value=1,
        max_value=240,
        initial=36,
        help_text=_("Därefter finns bara antal per ruta och månad kvar."),
    )
    room = forms.ChoiceField(
        label=_("Slutet rum för begränsade kategorier"),
        required=False,
        help_text=_("Till exempel gängnärvaro och skjutningar. Utan rum tas de raderna inte in."),
    )

    def __init__(self, *args: Any, rooms: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = forms.ChoiceField(
            label=self.fields["room"].label,
            help_text=self.fields["room"].help_text,
            choices=[("", _("Inget rum")), *rooms],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Police figures must carry their conditions."""
        given: dict[str, Any] = super().clean() or {}
        if str(given.get("kind", "")).startswith("police"):
            for name, words in CONDITIONS.items():
                if not given.get(name):
                    self.add_error(name, words)
        return given


CONDITIONS = {
    "origin": _("Uppgifter från polisen måste ha ursprung. Skriv vilken enhet som lämnat ut dem."),
    "permitted_use": _("Uppgifter från polisen måste ha tillåten användning. Välj vad som är överenskommet."),
    "sharing_level": _("Uppgifter från polisen måste ha delningsnivå. Välj vilka som får se dem."),
}
CONDITIONS_OF_ANY = {
    "origin": _("Skriv varifrån uppgifterna kommer."),
    "permitted_use": _("Välj vad uppgifterna får användas till."),
    "sharing_level": _("Välj vilka som får se uppgifterna."),
}
