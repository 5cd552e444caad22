"""What the system writes in a sheet by itself, as plain text that people then edit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samplats.analyses.rules.stored import from_json
from samplats.analyses.rules.weeks import FEWER, MORE, NEW, Compared, Weeks
from samplats.weekly.sentences.words import changed_words

MOST_SAID = 6
CHANGED = frozenset({NEW, MORE, FEWER})


def suggested_texts(figures: dict[str, Any]) -> dict[str, str]:
    """Section id → text, for the sections that are written by hand."""
    return {"changes": _changes(figures), "sharing": _("Deltagarna i mötet. Sprids inte vidare.")}


def _changes(figures: dict[str, Any]) -> str:
    if is_nothing_new(figures):
        return nothing_new_words()
    told, judged = [], 0
    for source in figures["sources"]:
        weeks: Weeks | None = from_json(source["weeks"])
        if weeks is None or is_suspended(source, figures):
            continue
        rows = [*([weeks.total] if weeks.total else []), *weeks.rows]
        judged += len(rows)
        told += [_row(one, one.label or _("Alla händelser"), source["name"]) for one in rows if one.verdict in CHANGED]
    told += _places(figures)
    if not judged and not told:
        return _("Underlaget räcker inte för att säga något om förändringar.")
    return "\n".join(told[:MOST_SAID]) or _("Inget avviker från det vanliga i någon källa.")


def is_nothing_new(figures: dict[str, Any]) -> bool:
    """Whether no source has told of anything since the sheet before."""
    return bool(figures["sources"]) and all(one["weeks"] is None for one in figures["sources"])


def nothing_new_words() -> str:
    """That a source has told of nothing since the sheet before."""
    return _("Inget nytt underlag sedan förra gången.")


def is_suspended(source: dict[str, Any], figures: dict[str, Any]) -> bool:
    """Whether nothing can be said of more or fewer reports, since more or fewer report."""
    return bool(source["is_partners"] and figures["effort"] and figures["effort"]["changed"])


def _places(figures: dict[str, Any]) -> list[str]:
    told = []
    for row in figures["spots"]["rows"]:
        one: Compared | None = from_json(row["compared"])
        if one is not None and one.verdict in CHANGED and not is_suspended(row, figures):
            told.append(_row(one, row["name"], row["source"]))
    return told


def _row(one: Compared, what: str, source: str) -> str:
    return f"{what}: {changed_words(one)} ({source})."
