"""The machine-readable side of the folder."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from samplats.analyses.rules.exports import cells_geojson, patterns_csv
from samplats.analyses.rules.runs import Run
from samplats.analyses.rules.shown import BAND, band, in_bands
from samplats.analyses.rules.suite import Suite
from samplats.evidence.incidents.reading import Reading, profile_of
from samplats.evidence.incidents.sentences import guess_words
from samplats.foundation.geo.opening import content
from samplats.situation.sentences.findings import findings
from samplats.situation.sentences.sources import unknowns

__all__ = ["cells_geojson", "patterns_csv", "summary_json"]
MOST_LISTED = 1000


def summary_json(suite: Suite, reading: Reading, options: argparse.Namespace) -> bytes:
    """Numbers in and out, methods with parameters, what could not be said and the main findings."""
    events, profile = suite.scoped, profile_of(reading)
    told = band if in_bands(events.scope) else int
    summary: dict[str, Any] = {
        "source": {"file": options.incidents.name, "sha256": hashlib.sha256(content(options.incidents)).hexdigest()},
        "n_read": told(reading.n_read),
        "n_used": told(len(events.count)),
        "n_rejected": told(reading.n_rejected),
        "n_outside": told(len(reading.incidents) - len(events.count)),
        "sum_of_counts": told(events.n),
        "sum_of_counts_read": told(profile.n_incidents),
        "counts_in_bands_of": BAND if told is band else None,
        "rejected": {
            "reasons": {why: told(n) for why, n in reading.rejections.by_reason().items()},
            "rows": [] if told is band else _rejected(reading),
        },
        "period": {"first": events.period.first.isoformat(), "last": events.period.last.isoformat()},
        "as_of": events.period.last.isoformat(),
        "time_zone": events.zone,
        "crs_measured_in": events.crs,
        "study_area": "given" if events.rings is not None else "cells within 250 m of any event",
        "audience": options.audience,
        "language": options.language,
        "seed": options.seed,
        "columns": {str(role): column for role, column in reading.columns.columns.items() if column},
        "guesses": {"facts": _plain(reading.guesses), "words": guess_words(reading)},
        "time_precision": profile.time_precision,
        "place_precision": profile.place_precision,
        "methods": {run.kind: _run(run) for run in suite.runs()},
        "cannot_say": [
            {"kind": one.kind, "code": one.code, "what": one.title, "why": one.text} for one in unknowns(suite)
        ],
        "findings": [
            {"kind": one.kind, "text": one.plain, "strength": one.strength, "source": one.mark}
            for one in findings(suite)
        ],
    }
    return (json.dumps(_plain(summary), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _rejected(reading: Reading) -> Sequence[Mapping[str, object]]:
    rows = [
        {"line": one.line, "field": one.field, "reason": str(one.code), "value": one.value[:80]}
        for one in reading.rejections
    ]
    return rows[:MOST_LISTED]


def _run(run: Run[object]) -> Mapping[str, object]:
    described: dict[str, object] = {
        "method": run.method,
        "n": run.n,
        "left_out": dict(run.left_out),
        "parameters": dict(run.parameters),
        "version": run.version,
    }
    if run.seed is not None:
        described["seed"] = run.seed
    if run.reason is not None:
        described["cannot_say"] = {"code": run.reason.code, "facts": dict(run.reason.facts)}
    return described


def _plain(value: Any) -> Any:
    """Plain JSON: numpy numbers as numbers, NaN as null, floats rounded to what can be trusted."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, float):
        return None if value != value or value in (float("inf"), float("-inf")) else float(f"{value:.10g}")
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)
