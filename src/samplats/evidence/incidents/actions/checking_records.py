"""Pulled records through the checks that rows of a file go through: times, positions, boundary, rooms, retention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from samplats.foundation.access.actors import Actor
from samplats.foundation.geo.opening import Unreadable

from ..models import Feed, Import
from ..reading import Options, Reading, choose_columns
from ..reading.feeds import ZONES
from ..reading.incidents import Coded
from ..reading.raw import RawTable
from ..reading.reader import check
from ..rules.pulling import LEAVE, Reader, Record
from ..rules.retiring import kept_from
from .snapshot import moment
from .sorting import SortedOut, sort_out
from .storing import MOST_TEXT, NO_ROOM

TOO_OLD = "too_old"
ANYWHERE = "-"  # stands in for the place of records that have none


@dataclass(frozen=True)
class Usable:
    """The record at a place in the list, as the values of an incident, and its closed room."""

    at: int
    room: int | None
    values: dict[str, Any]


def checked(actor: Actor, feed: Feed, records: Sequence[Record], now: datetime) -> tuple[list[Usable], dict[int, str]]:
    """What can be used, and why each of the others cannot, by its place in the list."""
    if not records:
        return [], {}
    try:
        reading = _read(actor, feed, records, now)
    except Unreadable as refused:
        first = refused.facts.get("first")
        return [], dict.fromkeys(range(len(records)), str(getattr(first, "code", refused.code)))
    named = {word: code for word, code in feed.words.items() if code != LEAVE}
    batch = Import(
        tenant=feed.tenant, source=feed.source, compartment_id=feed.source.room_id, mapping={"categories": named}
    )
    sorted_out = sort_out(actor, batch, reading, wrong_file=1.0)
    reasons = {one.line - 1: str(one.code) for one in reversed(list(sorted_out.rejections))}
    first_kept = kept_from(now.astimezone(ZoneInfo(actor.tenant.time_zone)).date(), feed.source.retention_months)
    is_old = sorted_out.found.start < np.datetime64(first_kept, "s")
    reasons |= {int(line) - 1: TOO_OLD for line in sorted_out.found.line[is_old]}
    return _usable(sorted_out.take(~is_old)), reasons


def _read(actor: Actor, feed: Feed, records: Sequence[Record], now: datetime) -> Reading:
    tenant = actor.tenant
    is_placed = feed.reader == Reader.OPEN311
    columns: dict[str, pa.Array] = {
        "id": pa.array([one.key for one in records]),
        "time": pa.array([one.time for one in records]),
        "category": pa.array([one.word for one in records]),
    }
    if is_placed:
        columns["category_text"] = pa.array([one.text for one in records])
        columns |= {name: pa.array([getattr(one, name) for one in records], pa.float64()) for name in ("lon", "lat")}
    else:
        columns["area"] = pa.array([ANYWHERE] * len(records))
    table = RawTable("feed", "feature", columns, np.arange(1, len(records) + 1))
    options = Options(
        latest=now.astimezone(ZoneInfo(tenant.time_zone)).date(),
        columns={name: name for name in columns},
        time_zone=ZONES[Reader(feed.reader)],
        crs=4326 if is_placed else None,
        metre_crs=tenant.epsg,
        local_zone=tenant.time_zone,
        date_order="year_first",
    )
    reading = check(table, choose_columns(table, options.columns), options)
    return reading if is_placed else _without_places(reading, records)


def _without_places(reading: Reading, records: Sequence[Record]) -> Reading:
    """A record that is known only to its municipality has no position and no area of its own."""
    precision = np.array([one.precision for one in records], dtype=np.uint8)[reading.incidents.line - 1]
    return replace(reading, incidents=replace(reading.incidents, area=None, place_precision=precision))


def _usable(sorted_out: SortedOut) -> list[Usable]:
    found = sorted_out.found
    starts = found.utc("start").astype("datetime64[s]").view(np.int64)
    identity, _ = found.identities()
    given = found.category_text or found.category
    ids = found.source_id.to_pylist() if found.source_id is not None else [""] * len(found)
    is_placed = np.isfinite(found.x)
    return [
        Usable(
            at=int(found.line[at]) - 1,
            room=None if sorted_out.room[at] == NO_ROOM else int(sorted_out.room[at]),
            values={
                "identity": int(identity[at]),
                "starts_at": moment(starts[at]),
                "time_precision": int(found.precision[at]),
                "place_precision": int(found.place_precision[at]),
                "category": _word(sorted_out.category, at)[:40],
                "category_text": _word(given, at)[:MOST_TEXT],
                "external_id": ids[at],
                "lon": round(float(found.lon[at]), 7) if is_placed[at] else None,
                "lat": round(float(found.lat[at]), 7) if is_placed[at] else None,
                "x": round(float(found.x[at]), 2) if is_placed[at] else None,
                "y": round(float(found.y[at]), 2) if is_placed[at] else None,
            },
        )
        for at in range(len(found))
    ]


def _word(coded: Coded | None, at: int) -> str:
    return "" if coded is None or coded.codes[at] < 0 else coded.labels[coded.codes[at]]
