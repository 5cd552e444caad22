"""Figures to plain sentences: what stands out, how sure it is, and which source mark it carries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.runs import Change, Run
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.tables import Table
from samplats.analyses.rules.when import Development, HourTable, Series
from samplats.analyses.rules.where import HotSpots, NearRepeats
from samplats.foundation.ui.numbers import number, percent, percent_range

from . import times

SURE, FAIRLY, UNSURE = 3, 2, 1


@dataclass(frozen=True)
class Finding:
    """One sentence; the part between double asterisks is what matters. `mark` is the number of its source."""

    kind: str
    label: str
    text: str
    strength: int
    mark: int

    @property
    def plain(self) -> str:
        """The sentence without marks."""
        return self.text.replace("**", "")

    @property
    def strength_words(self) -> str:
        """How sure it is."""
        return {SURE: _("Säkert underlag"), FAIRLY: _("Ganska säkert"), UNSURE: _("Osäkert")}[self.strength]


def findings(suite: Suite) -> list[Finding]:
    """What can be said, in the order where, when, which way, again, what."""
    made = [
        (_("Var"), suite.hot_spots, _where),
        (_("När"), suite.hours, _when),
        (_("Utveckling"), suite.development, _development),
        (_("Upprepning"), suite.near_repeats, _repeats),
        (_("Vad"), suite.categories, _categories),
    ]
    found: list[Finding] = []
    for label, run, words in made:
        if run.figures is not None:
            text, strength = words(run, suite)  # type: ignore[operator]
            if text:
                found.append(Finding(run.kind, label, text, strength, len(found) + 1))
    return found


def _where(run: Run[HotSpots], suite: Suite) -> tuple[str, int]:
    spots = run.figures
    assert spots is not None
    if not spots.n_hot:
        return _(
            "**Inget område sticker ut:** rutorna med många händelser ligger inte intill varandra oftare än slumpen"
            " förklarar."
        ) + concentrated(suite), FAIRLY
    text = ngettext(
        "**%(n)s ruta sticker ut:** där och intill är händelserna fler än slumpen förklarar. "
        "Den är %(area)s av ytan och rymmer %(share)s av händelserna.",
        "**%(n)s rutor sticker ut:** där och intill är händelserna fler än slumpen förklarar. "
        "De är %(area)s av ytan och rymmer %(share)s av händelserna.",
        spots.n_hot,
    ) % {"n": number(spots.n_hot), "area": share(spots.share_of_area), "share": share(spots.share_of_events)}
    return text + concentrated(suite), FAIRLY if suite.snapped else SURE


def concentrated(suite: Suite) -> str:
    """How few cells hold half of the events, as the end of another sentence; empty without a figure."""
    half = suite.concentration.figures
    if half is None:
        return ""
    facts = {
        "share": share(half.share_of_places),
        "chance": share_range(half.chance_low, half.chance_high),
    }
    if not half.excess:
        return " " + _("Hälften av alla händelser ryms i %(share)s av rutorna, ungefär som slumpen ger.") % facts
    return " " + _("Hälften av alla händelser ryms i %(share)s av rutorna; slumpen ger %(chance)s.") % facts


def share(value: float) -> str:
    """A share as per cent; small ones with a decimal."""
    return percent(value, _decimals(value))


def share_range(low: float, high: float) -> str:
    """Two shares as a range; small ones with a decimal."""
    return percent_range(low, high, _decimals(high))


def _decimals(share: float) -> int:
    return 1 if 0 < share < 0.0995 else 0


def _when(run: Run[HourTable], _suite: Suite) -> tuple[str, int]:
    table = run.figures
    assert table is not None
    if table.peak is None or table.peak_share < 1.3 * table.peak_time_share:
        return _("Händelserna är **ganska jämnt spridda** över veckans timmar."), FAIRLY
    days, first, last = table.peak
    text = _("**%(days)s kl. %(hours)s** rymmer %(share)s av händelserna, på %(time)s av veckans timmar.") % {
        "days": times.weekdays(days).capitalize(),
        "hours": times.hours(first, last),
        "share": share(table.peak_share),
        "time": share(table.peak_time_share),
    }
    if table.share_guessed > 0.2:
        note = _("%(share)s av tiderna är ett spann och har delats ut på sina timmar.")
        return f"{text} {note % {'share': percent(table.share_guessed)}}", FAIRLY
    return text, FAIRLY  # the best of many windows, not a test


def _development(run: Run[Development], _suite: Suite) -> tuple[str, int]:
    found = run.figures
    assert found is not None
    alarm = _alarm(found.series)
    if isinstance(found.year_to_date, Change):
        text, strength = change_words(found.year_to_date, year=True)
    elif isinstance(found.change_28, Change):
        text, strength = change_words(found.change_28, year=False)
    else:
        text, strength = _extremes(found.series), UNSURE
    return f"{alarm} {text}".strip(), max(strength, FAIRLY) if alarm else strength


def _alarm(series: Series) -> str:
    """The last of the newest periods that lies outside the expected range."""
    alarms = series.alarms()
    if not alarms or series.low is None or series.high is None:
        return ""
    at = alarms[-1]
    return _("**%(period)s sticker ut:** %(n)s händelser, väntat %(low)s–%(high)s.") % {
        "period": times.unit_label(series.starts[at], series.unit).capitalize(),
        "n": number(int(series.counts[at])),
        "low": number(float(series.low[at])),
        "high": number(float(series.high[at])),
    }


def change_words(change: Change, *, year: bool) -> tuple[str, int]:
    """A comparison in one sentence, with its uncertainty."""
    against = _("samma tid året före") if year else _("de 28 dagarna före")
    facts = {
        "against": against,
        "percent": percent(abs(change.ratio - 1)),
        "now": number(change.now),
        "before": number(change.before),
        "low": _signed_percent(change.low),
        "high": _signed_percent(change.high),
    }
    figures = _("(%(now)s mot %(before)s, osäkerhet %(low)s till %(high)s)") % facts
    if change.verdict == "increase":
        return _("Händelserna är **%(percent)s fler än %(against)s**") % facts + f" {figures}.", SURE
    if change.verdict == "decrease":
        return _("Händelserna är **%(percent)s färre än %(against)s**") % facts + f" {figures}.", SURE
    return _("**Ingen säker förändring** mot %(against)s") % facts + f" {figures}.", UNSURE


def _signed_percent(ratio: float) -> str:
    if not np.isfinite(ratio):
        return _("obegränsat")
    text = percent(abs(ratio - 1))
    return f"−{text}" if ratio < 1 else f"+{text}"


def _extremes(series: Series) -> str:
    known = np.flatnonzero(series.shown)
    if len(known) < 3:
        return ""
    most = known[np.argmax(series.counts[known])]
    least = known[np.argmin(series.counts[known])]
    facts = {
        "most": times.unit_label(series.starts[most], series.unit),
        "n_most": number(int(series.counts[most])),
        "least": times.unit_label(series.starts[least], series.unit),
        "n_least": number(int(series.counts[least])),
    }
    text = _("**Flest i %(most)s** (%(n_most)s), minst i %(least)s (%(n_least)s).") % facts
    return text + " " + _("Perioden är för kort för att säga om det blir fler eller färre.")


def _repeats(run: Run[NearRepeats], _suite: Suite) -> tuple[str, int]:
    found = run.figures
    assert found is not None
    first, p, days = float(found.ratio[0, 0]), float(found.p[0, 0]), number(found.days[1] - 1)
    metres = number(found.distances[1])
    if p > 0.05 or first <= 1:
        return _("**Inget tecken på upprepning** inom %(metres)s meter och %(days)s dagar.") % {
            "metres": metres,
            "days": days,
        }, FAIRLY
    text = _(
        "Efter en händelse är en ny **%(times)s gånger så vanlig inom %(metres)s meter och %(days)s dagar** som"
        " väntat (slumpen ger %(low)s–%(high)s)."
    ) % {
        "times": number(first, 1),
        "metres": metres,
        "days": days,
        "low": number(float(found.low[0, 0]), 1),
        "high": number(float(found.high[0, 0]), 1),
    }
    return text, SURE


def _categories(run: Run[Table], _suite: Suite) -> tuple[str, int]:
    table = run.figures
    assert table is not None
    shown = [row for row in table.rows if row.count is not None]
    if len(shown) < 2:
        return "", UNSURE
    first, second = shown[0], shown[1]
    facts = {
        "first": first.label,
        "share": share((first.count or 0) / table.total),
        "second": second.label,
        "other": share((second.count or 0) / table.total),
    }
    return _("**%(first)s är vanligast** med %(share)s av händelserna, sedan %(second)s med %(other)s.") % facts, SURE
