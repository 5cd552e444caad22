"""The living page of components: every one in every state, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from . import living_charts, living_map
from .components import Column, Finding, Link, Person, Progress, Row, Shell, Source, Stamp, Table
from .components.glyphs import status
from .components.paths import PathStep
from .toasts import Toast

RING = [
    (15.0, 60.004),
    (15.0085, 60.0045),
    (15.021, 60.0041),
    (15.0213, 60.0013),
    (15.0175, 60.0008),
    (15.0172, 59.9972),
    (15.0072, 59.997),
    (15.0069, 59.9995),
    (15.0028, 59.9993),
    (15.0003, 60.0002),
    (15.0, 60.004),
]
OTHER_RINGS = [
    [(0, 10), (24, 16), (38, 8), (36, -15), (20, -23), (4, -14)],
    [(0, 20), (10, 17), (24, 0), (44, -8), (42, -16), (20, -9), (3, 9)],
    [(3, 22), (40, 17), (44, -4), (29, -19), (0, -12)],
]

SWATCHES = [
    "ink",
    "ink-2",
    "ink-3",
    "paper",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "brand",
    "brand-deep",
    "brand-tint",
    "accent",
    "bad",
    "warn-mark",
    "good",
    "focus",
]


class ExampleForm(forms.Form):
    """One field of each kind, some of them filled in wrongly."""

    where = forms.CharField(
        label=gettext_lazy("Var hände det?"), help_text=gettext_lazy("Adress, plats eller nål på kartan.")
    )
    when = forms.CharField(label=gettext_lazy("När hände det?"))
    what = forms.CharField(
        label=gettext_lazy("Vad hände?"),
        help_text=gettext_lazy("Högst 300 tecken. Inga namn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Kategori"),
        choices=[("c1", gettext_lazy("Bråk eller misshandel")), ("d2", gettext_lazy("Klotter"))],
        help_text=gettext_lazy("Osäker? Välj det närmaste, gruppen rättar."),
    )
    cost = forms.CharField(label=gettext_lazy("Kostnad"), required=False)
    number = forms.CharField(label=gettext_lazy("Diarienummer"), disabled=True, required=False)
    known = forms.ChoiceField(
        label=gettext_lazy("Hur vet du det?"),
        widget=forms.RadioSelect,
        choices=[("saw", gettext_lazy("Jag såg det")), ("heard", gettext_lazy("Jag har hört om det"))],
    )
    seen_by = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka ska se rapporten?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("week", gettext_lazy("Veckogruppen")), ("steering", gettext_lazy("Styrgruppen"))],
    )
    again = forms.BooleanField(
        label=gettext_lazy("Påminn mig i morgon"), help_text=gettext_lazy("Klockan åtta."), required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Fil med händelser"),
        help_text=gettext_lazy("CSV eller Excel, högst en miljon rader."),
        error_messages={"required": gettext_lazy("Ingen fil är vald. Välj den fil som ska läsas in.")},
    )

    def clean_when(self) -> str:
        raise forms.ValidationError(_("November har 30 dagar. Skriv till exempel 30 november 2026."))

    def clean_what(self) -> str:
        raise forms.ValidationError(_("Texten innehåller ett telefonnummer. Ta bort det, eller låt oss dölja det."))


class OutlineForm(forms.Form):
    """The field that the drawing tools write in."""

    boundary = forms.CharField(
        label=gettext_lazy("Gräns"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("Ett hörn på varje rad: latitud och longitud."),
    )


def component_page_context() -> dict[str, Any]:
    """Everything that `ui/component_page.html` shows."""
    page = Paginator(range(270), 20).page(4)
    return {
        "shell": _shell(),
        "swatches": SWATCHES,
        "ring": RING,
        "rings": [RING, *OTHER_RINGS],
        "crumb_links": [Link("Exempelköping", "#farg"), Link(_("Platser"), "#farg")],
        "room_links": _rooms(),
        "form": _wrong_form(),
        "statuses": [
            ["proposed", "planned", "underway", "done", "late", "dropped"],
            ["worse", "unchanged", "better", "measuring", "unmeasured"],
        ],
        "source": _source(),
        "findings": _findings(),
        "stamp": Stamp("v3", _("Fastställd 12 november 2026"), _("Brottsförebyggande rådet, dnr KS 2026/412")),
        "table": _table(),
        "page": page,
        "works": _works(),
        "path_steps": _steps(),
        "toasts": [
            Toast(_("Åtgärden är markerad som klar"), undo_url="#"),
            Toast(_("Inläsningen stoppades"), tone="bad"),
        ],
        **living_charts.examples(),
        **living_map.example(RING),
        "outline": OutlineForm(initial={"boundary": "\n".join(f"{y:.6f} {x:.6f}" for x, y in RING[:-1])}),
    }


def _shell() -> Shell:
    menu = [_("Start"), _("Platser"), _("Rapporter"), _("Möten"), _("Strategier"), _("Kunskap")]
    return Shell(
        home_url="#main",
        municipality=_("Exempelköpings kommun"),
        menu=[Link(text, "#farg", current=i == 1) for i, text in enumerate(menu)],
        person=Person("Karin Ek", "#", _("Samordnare"), [Link(_("Mitt konto"), "#farg")]),
        footer=[Link(_("Tillgänglighet"), "#farg"), Link(_("Personuppgifter"), "#farg")],
    )


def _steps() -> list[PathStep]:
    return [
        PathStep(_("Uppstart"), _("Klar april 2025"), "done", "#steg"),
        PathStep(_("Nuläge"), _("1 kvar, försenad"), "left", "#steg", is_late=True),
        PathStep(_("Samverkan"), _("Pågår, 2 av 5 delar klara"), "now", "#steg"),
        PathStep(_("Platsutveckling"), _("Börjar i april"), "ahead", "#steg"),
        PathStep(_("Resultat"), _("Börjar i januari 2027"), "ahead", "#steg"),
    ]


def _rooms() -> list[Link]:
    names = [_("Översikt"), _("Mäta"), _("Lägesbild"), _("Plan"), _("Tillsammans"), _("Resultat")]
    return [Link(text, "#meddelanden", current=i == 2) for i, text in enumerate(names)]


def _wrong_form() -> ExampleForm:
    typed: Mapping[str, Any] = {
        "where": _("Busstorget, läge C"),
        "when": _("31 november 2026"),
        "category": "c1",
        "cost": "480 000",
        "what": _("Ring 070-123 45 67 om ni vill veta mer."),
        "known": "saw",
        "seen_by": ["week"],
        "again": "on",
    }
    return ExampleForm(typed, initial={"number": lazystr(_("Sätts när lägesbilden fastställs"))})


def _source() -> Source:
    return Source(
        _("Trygghetsenkät Stationstorget"),
        [
            (_("Urval"), _("Boende 16 år och äldre inom 800 m")),
            (_("Antal"), _("424 svar, 38 %")),
            (_("Metod"), _("Viktat, Wilson 95 %")),
            (_("Osäkerhet"), _("−8 procentenheter (−15 till −1)")),
            (_("Uppdaterad"), _("2 november 2026")),
        ],
        "#sammanfattning",
    )


def _findings() -> list[Finding]:
    hot = _("Gångtunnelns norra mynning och busstorget har *fyra gånger fler händelser än väntat*.")
    fewer = _("Händelserna är *14 procent färre än året före*, men skillnaden kan bero på slumpen.")
    return [
        Finding(_("Var"), hot, "strong", _source()),
        Finding(_("När"), _("*Fredag och lördag kl. 20–02* rymmer 31 procent av händelserna."), "likely", _source()),
        Finding(_("Utveckling"), fewer, "weak"),
    ]


def _table() -> Table:
    columns = [
        Column(_("Åtgärd"), sort_url="#tabell", sorted="ascending"),
        Column(_("Ägare")),
        Column(_("Status")),
        Column(_("Kostnad, tkr"), numeric=True, sort_url="#tabell"),
    ]
    return Table(
        _("Åtgärder, 4 av 25"),
        columns,
        [
            Row([_("Jämn belysning, etapp 1"), _("Gatuenheten"), status("done"), "310"]),
            Row([_("Polisens fasta tid på torget"), _("Polisen"), status("underway"), "0"], selected=True),
            Row([_("Kvällsvärdar 20–01"), _("Ny ägare föreslagen"), status("late"), "620"]),
            Row([_("Öppet kafé till 21"), _("Centrumföreningen"), status("proposed"), _("okänd")]),
        ],
    )


def _works() -> list[Progress]:
    label = _("Läser in polisens utdrag")
    unit = pgettext("antal", "rader")
    return [
        Progress("work-running", label, 2480, 4120, unit, cancel_url="#"),
        Progress("work-begun", _("Räknar täthet"), 0, 0),
        Progress("work-done", label, 4120, 4120, unit, "done", result=Link(_("Visa lägesbilden"), "#diagram")),
        Progress(
            "work-failed",
            label,
            900,
            4120,
            unit,
            "failed",
            message=_("Rad 901 går inte att läsa. De 900 första är kvar; rätta och fortsätt."),
        ),
    ]
