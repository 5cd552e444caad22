"""The frozen columnar table of incidents that command line, import and analyses share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..rules.identity import beside, combine, hash_ids, hash_texts, ordinals, without_end


@dataclass(frozen=True)
class Coded:
    """Text with few different values: a code per row (-1 for none) and the labels."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, values: pa.Array) -> Coded:
        """Code a text column; empty text is none."""
        text = pc.utf8_trim_whitespace(pc.fill_null(values.cast(pa.string()), ""))
        coded = pc.if_else(pc.equal(text, ""), None, text).dictionary_encode()
        codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
        return cls(codes, tuple(coded.dictionary.to_pylist()))

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Coded:
        """The same labels for some of the rows."""
        return replace(self, codes=self.codes[rows])

    def hashes(self) -> NDArray[np.uint64]:
        """One hash per row by content, independent of the order of the labels."""
        return hash_texts([*self.labels, ""])[self.codes]


@dataclass(frozen=True)
class Incidents:
    """Incidents as equal-length columns.

    `start` and `end` are wall-clock seconds in `zone` (`end` is NaT when only a start is known); `precision`
    holds `TimePrecision`, `place_precision` holds `PlacePrecision`; `x` and `y` are metres in `crs` and NaN
    without a position; `line` is the row's place in the file.
    """

    count: NDArray[np.int32]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    precision: NDArray[np.uint8]
    zone: str
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    crs: int
    place_precision: NDArray[np.uint8]
    line: NDArray[np.int64]
    area: Coded | None = None
    category: Coded | None = None
    category_text: Coded | None = None
    place: Coded | None = None
    source_id: pa.Array | None = None
    facts: dict[str, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.count)

    @property
    def n(self) -> int:
        """The number of incidents: the sum of the counts."""
        return int(self.count.sum())

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Incidents:
        """The same table with only some of the rows."""
        if rows.dtype == np.bool_ and rows.all():
            return self
        arrays = ("count", "start", "end", "precision", "lon", "lat", "x", "y", "place_precision", "line")
        coded = ("area", "category", "category_text", "place")
        changed: dict[str, object] = {name: getattr(self, name)[rows] for name in arrays}
        changed |= {name: one.take(rows) for name in coded if (one := getattr(self, name)) is not None}
        if self.source_id is not None:
            picked = pa.array(rows)
            by_mask = pa.types.is_boolean(picked.type)
            changed["source_id"] = self.source_id.filter(picked) if by_mask else self.source_id.take(picked)
        return replace(self, **changed)  # type: ignore[arg-type]

    def identities(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """A hash per row (the source's id where there is one, else the content) and its ordinal among equals."""
        if self.source_id is not None:
            by_id, is_given = _hashes_of_ids(self.source_id)
            hashes = np.where(is_given, by_id, 0) if is_given.all() else np.where(is_given, by_id, self._content())
        else:
            hashes = self._content()
        return hashes, ordinals(hashes)

    def _content(self) -> NDArray[np.int64]:
        columns: list[NDArray[np.generic]] = [
            self.count.astype(np.int64),
            self.start.astype("datetime64[s]").view(np.int64),
            self.end.astype("datetime64[s]").view(np.int64),
            np.where(np.isnan(self.lon), 0, np.round(self.lon * 1e7)).astype(np.int64),
            np.where(np.isnan(self.lat), 0, np.round(self.lat * 1e7)).astype(np.int64),
        ]
        columns += [one.hashes() for one in (self.area, self.category, self.place) if one is not None]
        day: NDArray[np.generic] = self.start.astype("datetime64[D]").view(np.int64)
        return beside(combine(columns).view(np.uint64), combine([day]).view(np.uint64)).view(np.int64)

    def utc(self, which: str = "start") -> NDArray[np.datetime64]:
        """`start` or `end` in UTC; a local hour that occurs twice is taken as the first."""
        wall: NDArray[np.datetime64] = getattr(self, which)
        if self.zone == "local":
            return wall
        stamps = pa.array(wall.astype("datetime64[s]"))
        moved = pc.assume_timezone(stamps, self.zone, ambiguous="earliest", nonexistent="earliest")
        plain = moved.cast(pa.timestamp("s", tz="UTC")).cast(pa.timestamp("s"))
        return np.asarray(plain.to_numpy(zero_copy_only=False), dtype="datetime64[s]")


WIDEST_ID = 64


def _hashes_of_ids(values: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """A hash per id, equal in every file it stands in, and which rows have one."""
    text = pc.utf8_trim_whitespace(pc.fill_null(values.cast(pa.string()), ""))
    lengths = pc.binary_length(text).to_numpy(zero_copy_only=False).astype(np.int64)
    is_plain = pc.string_is_ascii(text).to_numpy(zero_copy_only=False) & (lengths <= WIDEST_ID)
    width = max(8, -(-int(lengths[is_plain].max(initial=8)) // 8) * 8)
    padded = pc.ascii_rpad(pc.if_else(pa.array(is_plain), text, ""), width, " ")
    matrix = np.frombuffer(padded.buffers()[2], dtype=np.uint8, count=len(text) * width).reshape(len(text), width)
    hashes = beside(hash_ids(matrix, lengths), without_end(matrix, lengths))
    if not is_plain.all():
        hashes[~is_plain] = hash_texts(text.filter(pa.array(~is_plain)).to_pylist())
    return hashes.view(np.int64), lengths > 0
