"""What the municipality's own rules say of a file's rows: category, closed room, inside the boundary or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import Sensitivity
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.screening.screen import hide, screen

from ..models import Import
from ..queries.categories import named, sensitivity_of
from ..queries.inside import outside_of
from ..reading import Coded, Incidents, Reading
from ..rules.faults import FaultBlock, Rejections, RowFault
from .storing import NO_ROOM

Rooms = NDArray[np.int64]
Rows = NDArray[np.bool_]
WRONG_FILE = 0.9


@dataclass(frozen=True)
class SortedOut:
    """The usable rows with category and room, and every rejection."""

    found: Incidents
    category: Coded
    room: Rooms
    rejections: Rejections

    def take(self, rows: Rows) -> SortedOut:
        """The same for some of the rows."""
        if rows.all():
            return self
        return SortedOut(self.found.take(rows), self.category.take(rows), self.room[rows], self.rejections)


def sort_out(actor: Actor, batch: Import, reading: Reading, *, wrong_file: float = WRONG_FILE) -> SortedOut:
    """Give each row its category and room; reject what may not come in.

    Raises `Unreadable` for the wrong file: one with a larger share than `wrong_file` outside the municipality.
    """
    found = screened(reading.incidents)
    category = categories_of(batch, found)
    room, homeless = _rooms(actor, batch, category)
    outside = outside_of(actor, found)
    if outside.sum() > wrong_file * len(found):
        raise Unreadable("outside_municipality", outside=int(outside.sum()), n_read=len(found))
    blocks = [
        *reading.rejections.blocks,
        *_blocks(found, outside, RowFault.OUTSIDE_MUNICIPALITY, _positions),
        *_blocks(found, homeless & ~outside, RowFault.RESTRICTED_WITHOUT_ROOM, _words),
    ]
    kept = ~(outside | homeless)
    rejections = Rejections(tuple(blocks))
    return SortedOut(found.take(kept), category.take(kept), room[kept], rejections)


def screened(found: Incidents) -> Incidents:
    """The rows without what identifies a person in their words."""
    return replace(found, place=_hidden(found.place), category_text=_hidden(found.category_text))


def _hidden(words: Coded | None) -> Coded | None:
    return None if words is None else replace(words, labels=tuple(hide(one, screen(one)) for one in words.labels))


def categories_of(batch: Import, found: Incidents) -> Coded:
    """The municipality's own category of each row, through the mapping of the file's words."""
    given = found.category or found.category_text
    if given is None:
        return Coded(np.full(len(found), -1, dtype=np.int32), ())
    chosen: dict[str, str] = batch.mapping.get("categories", {})
    return Coded(given.codes, tuple(chosen.get(label, "") for label in given.labels))


def _rooms(actor: Actor, batch: Import, category: Coded) -> tuple[Rooms, Rows]:
    """The closed room of each row, and which rows would need one that is missing."""
    known = named(actor)
    is_closed = [sensitivity_of(known.get(code)) is Sensitivity.RESTRICTED for code in category.labels]
    restricted = np.array([*is_closed, False])[category.codes]
    room = batch.compartment_id
    rooms = np.where(restricted, room or NO_ROOM, NO_ROOM).astype(np.int64)
    return rooms, restricted if room is None else np.zeros(len(rooms), dtype=bool)


def _blocks(found: Incidents, bad: Rows, code: RowFault, values: Callable[[Incidents], list[str]]) -> list[FaultBlock]:
    if not bad.any():
        return []
    rejected = found.take(bad)
    return [FaultBlock("", code, rejected.line, values(rejected), {})]


def _positions(found: Incidents) -> list[str]:
    return [f"{lat:.5f}, {lon:.5f}" for lon, lat in zip(found.lon.tolist(), found.lat.tolist(), strict=True)]


def _words(found: Incidents) -> list[str]:
    given = found.category_text or found.category
    return (
        [""] * len(found)
        if given is None
        else [given.labels[code] if code >= 0 else "" for code in given.codes.tolist()]
    )
