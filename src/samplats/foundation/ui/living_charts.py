"""Example figures for the living page; the values are invented but agree with each other."""

from typing import Any

from django.utils.translation import gettext as _

from .charts import (
    Change,
    FunnelEdge,
    FunnelPoint,
    Interval,
    IntervalGroup,
    LegendStep,
    Multiple,
    change_figure,
    funnel_figure,
    hours_figure,
    interval_figure,
    lorenz_figure,
    map_legend,
    multiples_figure,
    repeat_figure,
    trend_figure,
)
from .charts.legend import SIGNIFICANCE

WEEKS = [
    10,
    6,
    5,
    4,
    7,
    5,
    5,
    9,
    4,
    3,
    2,
    4,
    6,
    7,
    7,
    9,
    9,
    6,
    8,
    6,
    4,
    7,
    5,
    5,
    9,
    7,
    4,
    5,
    6,
    5,
    7,
    4,
    5,
    6,
    5,
    7,
    9,
    10,
]
HOURS = [
    [1, 0, 0, 2, 1, 0, 2, 5, 5, 7, 2, 2],
    [0, 0, 0, 1, 2, 1, 5, 5, 5, 2, 2, 2],
    [1, 0, 0, 0, 1, 1, 3, 6, 6, 4, 2, 1],
    [1, 0, 1, 1, 0, 1, 3, 6, 8, 4, 1, 1],
    [1, 0, 0, 0, 1, 1, 2, 4, 5, 7, 14, 17],
    [13, 6, 0, 0, 1, 2, 4, 5, 6, 7, 12, 15],
    [11, 4, 0, 0, 1, 2, 3, 4, 8, 6, 1, 1],
]
REPEATS: list[list[float | None]] = [
    [4.6, 2.1, 1.2, 0.9],
    [2.8, 1.7, 1.1, 1.0],
    [1.3, 1.2, 0.9, 1.0],
    [1.0, 1.1, 1.0, None],
]


def examples() -> dict[str, Any]:
    """One figure of each kind and the three legends."""
    return {
        "trend": _trend(),
        "hours": _hours(),
        "repeat": _repeat(),
        "intervals": _intervals(),
        "changes": _changes(),
        "lorenz": _lorenz(),
        "funnel": _funnel(),
        "multiples": _multiples(),
        "sparks": WEEKS[-12:],
        "legends": _legends(),
    }


def _smoothed(values: list[int]) -> list[float]:
    level, line = float(sum(values)) / len(values), []
    for value in values:
        level = 0.75 * level + 0.25 * value
        line.append(level)
    return line


def _trend() -> Any:
    weeks = [9 + i for i in range(len(WEEKS))]
    return trend_figure(
        _("Händelserna har ökat i tre veckor och passerar larmgränsen."),
        subtitle=_("Anmälda händelser per vecka, Stationstorget, vecka 9–46 2026"),
        labels=[_("v. %(n)s") % {"n": week} for week in weeks],
        ticks=[(0, _("v. %(n)s") % {"n": 9}), (18, _("v. %(n)s") % {"n": 27}), (37, _("v. %(n)s") % {"n": 46})],
        counts=WEEKS,
        expected=(3.2, 7.4),
        line=_smoothed(WEEKS),
        limit=7.0,
        alarms=[len(WEEKS) - 1],
        alarm_text=_("Larm vecka 46"),
        provisional_from=36,
        names=(_("Vecka"), _("Händelser"), _("Glidande medelvärde")),
        csv_url="#diagram",
        picture_url="#diagram",
    )


def _hours() -> Any:
    table = [[cell / 2 for cell in day for _half in (0, 1)] for day in HOURS]
    return hours_figure(
        _("Fredag och lördag kl. 20–02 rymmer 31 procent av händelserna."),
        subtitle=_("Antal händelser per veckodag och tvåtimmarspass, november 2025–oktober 2026"),
        table=table,
        peaks={(4, 10), (4, 11), (5, 0), (5, 10), (5, 11), (6, 0)},
        csv_url="#diagram",
    )


def _repeat() -> Any:
    return repeat_figure(
        _("Efter en brand är risken för en ny högre inom 200 meter i en vecka."),
        subtitle=_("Par av bränder, antal delat med det väntade"),
        distances=["0–100 m", "100–200 m", "200–400 m", "400–800 m"],
        times=[_("0–7 dygn"), "8–14", "15–28", "29–56"],
        ratios=REPEATS,
        peaks={(0, 0), (1, 0)},
        csv_url="#diagram",
    )


def _intervals() -> Any:
    return interval_figure(
        _("Färre kvinnor är otrygga efter mörkrets inbrott."),
        subtitle=_("Andel otrygga. Punkt = skattning, streck = 95 % osäkerhet, ihålig = före"),
        groups=[
            IntervalGroup(
                _("Kvinnor"),
                [Interval("2025", 61, 54, 67, 214, before=True), Interval("2026", 49, 43, 55, 228)],
                "women",
            ),
            IntervalGroup(
                _("Män"), [Interval("2025", 38, 31, 45, 187, before=True), Interval("2026", 33, 27, 40, 196)], "men"
            ),
            IntervalGroup(_("Annat eller vill inte svara"), [Interval("2026", None)]),
        ],
        csv_url="#diagram",
    )


def _changes() -> Any:
    survey = _("Enkät, 214 och 228 svar")
    return change_figure(
        _("Kvinnor är tryggare; för män vet vi inte än."),
        subtitle=_("Punkt = förändring, streck = 95 % osäkerhet. Ett streck över noll säger inget säkert."),
        unit=_("procentenheter"),
        rows=[
            Change(_("Kvinnor som är otrygga i mörker"), -12, -21, -3, "decrease", "61 %", "49 %", survey),
            Change(_("Män som är otrygga i mörker"), -5, -15, 5, "uncertain", "38 %", "33 %", survey),
            Change(_("Skräp på parkeringen"), 9, 2, 16, "increase", "20 %", "29 %", survey),
        ],
        csv_url="#diagram",
    )


def _lorenz() -> Any:
    places = [i / 100 for i in range(101)]
    return lorenz_figure(
        _("Hälften av händelserna ligger på sju procent av rutorna."),
        subtitle=_("Rutor på 50 meter, de med flest händelser först"),
        places=places,
        events=[1 - (1 - share) ** 9.55 for share in places],
        half_at=0.07,
        csv_url="#diagram",
    )


def _funnel() -> Any:
    sizes = [6_000, 9_500, 14_000, 22_000, 37_000, 58_000, 110_000]
    values = [11.2, 6.1, 9.6, 7.4, 8.8, 10.9, 8.1]
    edges = [FunnelEdge(one, *(8.5 + sign * 190 / one**0.5 for sign in (-1.3, 1.3, -2, 2))) for one in sizes]
    points = [
        FunnelPoint(_("Exempelköping") if one == 58_000 else "", one, value, 2 if one == 58_000 else 0)
        for one, value in zip(sizes, values, strict=True)
    ]
    return funnel_figure(
        _("Sex av sju kommuner ligger inom det som slumpen väntas ge."),
        subtitle=_("Anmälda per 1\u00a0000 invånare, efter antal invånare"),
        points=points,
        edges=edges,
        target=8.5,
        target_label=_("hela landet"),
    )


def _multiples() -> Any:
    quarters = [f"{year} {q}" for year in (2024, 2025, 2026) for q in ("Q1", "Q2", "Q3", "Q4")]
    return multiples_figure(
        _("Bråken ökar, klotter och stölder gör det inte."),
        subtitle=_("Anmälda händelser per kvartal, samma skala"),
        periods=quarters,
        rows=[
            Multiple(_("Bråk och misshandel"), [9, 10, 8, 11, 10, 12, 11, 14, 15, 17, 19, 24], "75", "increase"),
            Multiple(_("Klotter"), [14, 12, 15, 13, 12, 11, 13, 12, 11, 12, 10, 11], "44", "uncertain"),
            Multiple(
                _("Cykelstölder"),
                [22, 20, 24, 18, 19, 17, 18, 15, 14, 13, 12, 10],
                "49",
                "decrease",
                _("Nytt lås på garaget i mars"),
            ),
        ],
        csv_url="#diagram",
    )


def _legends() -> list[Any]:
    counts = ["5–9", "10–14", "15–24", "25–34", "35+"]
    change = [
        ("div-down-2", "−50 %"),
        ("div-down-1", "−25 %"),
        ("div-0", _("ingen säker")),
        ("div-up-1", "+25 %"),
        ("div-up-2", "+50 %"),
    ]
    return [
        map_legend(
            _("Händelser per ruta, november 2025–oktober 2026"),
            [LegendStep(f"seq-{i + 1}", text) for i, text in enumerate(counts)],
            hidden=_("dolt, färre än 5"),
        ),
        map_legend(_("Förändring mot året före"), [LegendStep(*step) for step in change]),
        map_legend(_("Säkerhet i att rutan är het"), SIGNIFICANCE, outline=_("platsens gräns")),
    ]
