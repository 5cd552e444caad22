"""Rows of a file on their way into the database: reserved, stored in batches, found again after a crash."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from django.db import transaction
from django.db.models import F, Max
from numpy.typing import NDArray

from ..models import Import, Incident, RejectedRow, RowNumbers
from ..reading.incidents import Coded, Incidents
from ..rules.faults import Rejection
from ..rules.matching import Match
from .bulk import Same, Values, erase_between, same_or_all, store
from .turns import Turns

Told = Callable[[int, int], None]
MOST_TEXT = 120
NO_ROOM = 0


@dataclass(frozen=True)
class ToStore:
    """The new rows of a file, in file order, as columns: what is stored is what the snapshot gets."""

    found: Incidents
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    identity: NDArray[np.int64]
    ordinal: NDArray[np.int64]
    category: Coded
    room: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.found)

    @classmethod
    def of(
        cls, found: Incidents, match: Match, identity: NDArray[np.int64], category: Coded, room: NDArray[np.int64]
    ) -> ToStore:
        """The matched rows with the category and the closed room (`NO_ROOM`: none) of each."""
        rows = match.rows
        chosen = found if len(rows) == len(found) else found.take(rows)
        return cls(
            found=chosen,
            starts=chosen.utc("start").astype("datetime64[s]").view(np.int64),
            ends=chosen.utc("end").astype("datetime64[s]").view(np.int64),
            identity=identity[rows],
            ordinal=match.ordinals,
            category=category.take(rows),
            room=room[rows],
        )


def reserve_rows(batch: Import, count: int) -> None:
    """Give the import its stretch of keys; a resumed import keeps the one it has."""
    if batch.reserved:
        return
    with transaction.atomic():
        RowNumbers.objects.get_or_create(name="incidents")
        numbers = RowNumbers.objects.select_for_update().get(name="incidents")
        RowNumbers.objects.filter(pk=numbers.pk).update(following=F("following") + count)
        batch.first_row, batch.reserved, batch.has_rows = numbers.following, count, True
        batch.save(update_fields=["first_row", "reserved", "has_rows"])


def stored_count(batch: Import) -> int:
    """How many rows of the import are stored; batches are whole and in order, so the rest follows after them."""
    rows = Incident.objects.filter(pk__gte=batch.first_row, pk__lt=batch.first_row + batch.reserved)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return 0 if last is None else last - batch.first_row + 1


def store_rows(batch: Import, new: ToStore, told: Told) -> None:
    """Store the new rows in the stretch of keys that is reserved, from where an earlier attempt stopped."""
    store(
        Incident,
        lambda start, stop: _columns(batch, new, slice(start, stop)),
        stored_count(batch),
        len(new),
        lambda done: told(done, len(new)),
    )


def erase_rows(batch: Import) -> None:
    """Erase what is stored of an import that is not to be."""
    erase_between(Incident, batch.first_row, batch.first_row + batch.reserved)
    Import.objects.filter(pk=batch.pk).update(has_rows=False, reserved=0)
    batch.has_rows, batch.reserved = False, 0


def store_rejections(batch: Import, rejections: Sequence[Rejection]) -> None:
    """Store every rejected row; a second attempt replaces what the first one stored."""
    _erase_rejections(batch)
    store(
        RejectedRow,
        lambda start, stop: _rejected(batch, rejections[start:stop]),
        0,
        len(rejections),
        lambda _: None,
    )


def _erase_rejections(batch: Import) -> None:
    last = RejectedRow.objects.filter(batch=batch).aggregate(last=Max("line"))["last"]

    def erase(start: int, stop: int) -> None:
        RejectedRow.objects.filter(batch=batch, line__gte=start, line__lt=stop).delete()

    for _ in Turns().over(erase, 0, 0 if last is None else last + 1):
        pass


def _rejected(batch: Import, some: Sequence[Rejection]) -> dict[str, Values]:
    return {
        "tenant_id": Same(batch.tenant_id),
        "batch_id": Same(batch.pk),
        "line": [one.line for one in some],
        "field": [one.field[:120] for one in some],
        "code": [str(one.code) for one in some],
        "facts": [json.dumps(one.facts) for one in some],
        "value": [one.value[:200] for one in some],
    }


def _columns(batch: Import, new: ToStore, part: slice) -> dict[str, Values]:
    found = new.found
    first = batch.first_row + part.start
    columns: dict[str, Values] = {
        "id": range(first, batch.first_row + part.stop),
        "tenant_id": Same(batch.tenant_id),
        "source_id": Same(batch.source_id),
        "batch_id": Same(batch.pk),
        "compartment_id": same_or_all(_or_none(new.room[part], new.room[part] == NO_ROOM)),
        "line": found.line[part].tolist(),
        "identity": new.identity[part].tolist(),
        "ordinal": same_or_all(new.ordinal[part].tolist()),
        "starts_at": new.starts[part].tolist(),
        "ends_at": same_or_all(_or_none(new.ends[part], np.isnat(found.end[part]))),
        "time_precision": same_or_all(found.precision[part].tolist()),
        "count": same_or_all(found.count[part].tolist()),
        "place_precision": same_or_all(found.place_precision[part].tolist()),
        "area": _words(found.area, part, 40),
        "category": _words(new.category, part, 40),
        "category_text": _words(found.category_text or found.category, part, MOST_TEXT),
        "place_text": _words(found.place, part, MOST_TEXT),
        "external_id": _own_ids(found, part),
        "text": Same(""),
    }
    is_nowhere = np.isnan(found.lon[part])
    for name, decimals in (("lon", 7), ("lat", 7), ("x", 2), ("y", 2)):
        columns[name] = _or_none(np.round(getattr(found, name)[part], decimals), is_nowhere)
    return columns


def _or_none(values: NDArray[Any], is_none: NDArray[np.bool_]) -> list[Any]:
    if not is_none.any():
        return list(values.tolist())
    if is_none.all():
        return [None] * len(values)
    plain = values.astype(object)
    plain[is_none] = None
    return list(plain.tolist())


def _words(coded: Coded | None, part: slice, most: int) -> Values:
    if coded is None:
        return Same("")
    labels = np.array([*(label[:most] for label in coded.labels), ""], dtype=object)
    return same_or_all(labels[coded.codes[part]].tolist())


def _own_ids(found: Incidents, part: slice) -> Values:
    if found.source_id is None:
        return Same("")
    given = pc.utf8_trim_whitespace(pc.fill_null(found.source_id[part.start : part.stop], ""))
    return list(pc.utf8_slice_codeunits(given, 0, 80).to_pylist())
