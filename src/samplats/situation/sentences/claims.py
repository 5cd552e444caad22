"""The sentence of each block of the page: what it shows, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samplats.analyses.rules.shares import Peak, share_limits
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.surface import Bands
from samplats.foundation.ui.numbers import number

from .findings import share, share_range

SMALL = 1e6  # square metres


def concentration_words(suite: Suite) -> str:
    """Half of the events at so many of so many cells, against what chance would give; the document's stars."""
    half = suite.concentration.figures
    if half is None:
        return ""
    facts = {
        "n": number(half.places_needed),
        "all": number(suite.concentration.parameters["study_cells"]),
        "share": share(half.share_of_places),
        "chance": share_range(half.chance_low, half.chance_high),
    }
    if not half.excess:
        text = _("**Hälften av händelserna ryms i %(n)s av %(all)s rutor** (%(share)s), ungefär som slumpen ger")
    else:
        text = _("**Hälften av händelserna ryms i %(n)s av %(all)s rutor** (%(share)s). Slumpen hade gett")
    return (text + " %(chance)s.") % facts


def density_words(suite: Suite, peak: Peak) -> str:
    """How dense it gets, against the mean, with its uncertainty and what the map rests on."""
    facts = {
        "top": number(peak.value, _decimals(peak.value)),
        "low": number(peak.low, _decimals(peak.value)),
        "high": number(peak.high, _decimals(peak.value)),
        "mean": number(peak.mean, _decimals(peak.mean)),
        "width": number(peak.width),
    }
    text = _(
        "**Där det är tätast inträffar %(top)s händelser per km² och år** (osäkerhet %(low)s–%(high)s),"
        " mot %(mean)s i hela området. Ytan är utjämnad över %(width)s m och visas bara där minst fem händelser"
        " ligger nära."
    )
    return text % facts


def shown_of_words(suite: Suite) -> str:
    """Showing X of Y: how many events the surface rests on."""
    facts = {"n": number(suite.density.n), "all": number(suite.n)}
    return _("Kartan bygger på %(n)s av %(all)s händelser.") % facts


def hours_words(suite: Suite) -> str:
    """How far chance may move the share of the busiest hours."""
    table = suite.hours.figures
    if table is None or table.peak is None:
        return ""
    low, high = share_limits(table.peak_share * table.total, table.total)
    return _("Andelens osäkerhet är %(limits)s.") % {"limits": share_range(low, high)}


def band_texts(bounds: Sequence[float]) -> list[str]:
    """Each band of density in words."""
    pairs = zip(bounds, [*bounds[1:], None], strict=True)
    return [
        _("%(n)s eller fler") % {"n": number(low, _decimals(low))}
        if high is None
        else f"{number(low, _decimals(low))}–{number(high, _decimals(low))}"
        for low, high in pairs
    ]


def band_areas(found: Bands) -> tuple[str, list[str]]:
    """The unit and the area of each band: hectares where all are small, else square kilometres."""
    if max(found.areas) < SMALL:
        return _("Yta, hektar"), [number(area / 1e4, 1) for area in found.areas]
    return _("Yta, km²"), [number(area / 1e6, 2) for area in found.areas]


def _decimals(value: float) -> int:
    return 0 if value >= 10 else 1
