"""Where each row happened: numbers, coordinate system and swapped axes guessed, metres computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyproj
from numpy.typing import NDArray

from samplats.foundation.geo.opening import Unreadable

from .columns import Columns, Role
from .raw import RawTable

WGS84 = 4326
SWEREF99TM = 3006
SWEDEN = (10.0, 55.0, 24.5, 69.5)
EUROPE = (-25.0, 34.0, 45.0, 72.0)
NUMBER = r"^[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$"
# name, west, south, east, north of the axes as they are usually written (east first)
PROJECTED = (
    (3006, 200_000, 6_080_000, 960_000, 7_750_000),
    (3021, 1_180_000, 6_080_000, 1_960_000, 7_750_000),
    (2056, 2_480_000, 1_070_000, 2_840_000, 1_300_000),
    (27700, 0, 0, 700_000, 1_300_000),
)
CENTROID_EVENTS = 10
CENTROID_GAP = 3_000.0


@dataclass(frozen=True)
class Positions:
    """Longitude, latitude and metres of each row (NaN where unknown) with what was guessed."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    is_empty: NDArray[np.bool_]
    is_unreadable: NDArray[np.bool_]
    is_zero: NDArray[np.bool_]
    is_outside: NDArray[np.bool_]
    source_crs: int | None
    crs: int
    guesses: dict[str, object] = field(default_factory=dict)


def read_positions(
    table: RawTable, columns: Columns, *, crs: int | None, metre_crs: int | None, decimal: str = ""
) -> Positions:
    """Read the positions; `crs` is that of the file (None to guess), `metre_crs` what is measured in."""
    guesses: dict[str, object] = {}
    across, up, empty, unreadable = _axes(table, columns, guesses, decimal)
    known = ~(empty | unreadable)
    zero = known & (across == 0) & (up == 0)
    usable = known & ~zero
    if not usable.any():
        return _nowhere(across, empty, unreadable, zero, metre_crs or SWEREF99TM, guesses)
    source = _source_crs(across[usable], up[usable], table.crs if crs is None else crs, columns, guesses)
    outside = usable & ~_within(across, up, source)
    usable &= ~outside
    if not usable.any():
        raise Unreadable("positions_outside_crs", crs=source)
    lon, lat = _to(source, WGS84, across, up, usable)
    metres = metre_crs or _metres_for(source, lon[usable], lat[usable])
    x, y = _to(source, metres, across, up, usable)
    guesses["crs"] = source
    return Positions(lon, lat, x, y, empty, unreadable, zero, outside, source, metres, guesses)


def _nowhere(
    across: NDArray[np.float64],
    empty: NDArray[np.bool_],
    unreadable: NDArray[np.bool_],
    zero: NDArray[np.bool_],
    metres: int,
    guesses: dict[str, object],
) -> Positions:
    none = np.full(len(across), np.nan)
    return Positions(
        none, none, none, none, empty, unreadable, zero, np.zeros(len(across), bool), None, metres, guesses
    )


def _axes(
    table: RawTable, columns: Columns, guesses: dict[str, object], decimal: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    if pair := columns[Role.POSITION]:
        guesses["pair"] = "lat_first"
        cut = pc.split_pattern_regex(pc.utf8_trim_whitespace(pc.fill_null(table.columns[pair], "")), r"[,; ]+")
        halves = pc.equal(pc.list_value_length(cut), 2)
        cut = pc.if_else(halves, cut, pa.scalar(["", ""], type=pa.list_(pa.string())))
        up, up_empty, up_bad = numbers(pc.list_element(cut, 0))
        across, _, across_bad = numbers(pc.list_element(cut, 1))
        filled = pc.fill_null(pc.not_equal(table.columns[pair], ""), False).to_numpy(zero_copy_only=False)
        return across, up, up_empty & ~filled, up_bad | across_bad | (up_empty & filled)
    lon, lat = columns[Role.LON], columns[Role.LAT]
    if lon is None or lat is None:
        none = np.full(len(table), np.nan)
        return none, none, np.ones(len(table), dtype=bool), np.zeros(len(table), dtype=bool)
    across, no_lon, bad_lon = numbers(table.columns[lon], guesses, decimal)
    up, no_lat, bad_lat = numbers(table.columns[lat], guesses, decimal)
    empty = no_lon & no_lat
    return across, up, empty, (bad_lon | bad_lat | no_lon | no_lat) & ~empty


def numbers(
    values: pa.Array, guesses: dict[str, object] | None = None, decimal: str = ""
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Numbers of a column, which are empty and which are no numbers; decimal commas are understood.

    A stated `decimal` makes the other sign one that parts thousands.
    """
    if not pa.types.is_string(values.type):
        floats = values.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
        return floats, np.isnan(floats), np.isinf(floats)
    text = pc.fill_null(values, "")
    plain = pc.match_substring_regex(text, NUMBER)
    if decimal:
        text = pc.replace_substring(text, "." if decimal == "," else ",", "")
        plain = pc.match_substring_regex(text, NUMBER)
    if guesses is not None and decimal:
        guesses["decimal"] = decimal
    if not pc.all(plain).as_py():
        text = _mended(text, pc.invert(plain))
        if guesses is not None and not decimal and pc.any(pc.match_substring(values, ",")).as_py():
            guesses["decimal"] = ","
        plain = pc.match_substring_regex(text, NUMBER)
    floats = pc.if_else(plain, text, None).cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    empty = pc.equal(text, "").to_numpy(zero_copy_only=False)
    return floats, empty, ~empty & ~np.isfinite(floats)


def _mended(text: pa.Array, odd: pa.Array) -> pa.Array:
    """The odd ones without blanks, with a point for decimals and a plain minus."""
    bare = pc.replace_substring_regex(text.filter(odd), r"[\s\x{A0}\x{202F}]", "")
    return pc.replace_with_mask(text, odd, pc.replace_substring(pc.replace_substring(bare, ",", "."), "−", "-"))


def _source_crs(
    across: NDArray[np.float64],
    up: NDArray[np.float64],
    stated: int | None,
    columns: Columns,
    guesses: dict[str, object],
) -> int:
    sure = Role.LON in columns.stated and Role.LAT in columns.stated
    if stated is not None:
        _transformer(stated, WGS84)
        if stated == WGS84 and not sure:
            _refuse_swapped(across, up)
        return stated
    guesses["crs_guessed"] = True
    if np.mean((np.abs(across) <= 180) & (np.abs(up) <= 180)) > 0.5:
        if not sure:
            _refuse_swapped(across, up)
        return WGS84
    return _projected(float(np.median(across)), float(np.median(up)))


def _projected(across: float, up: float) -> int:
    """The metric system in whose country the middle of the file falls."""
    for code, west, south, east, north in PROJECTED:
        if west <= across <= east and south <= up <= north:
            return code
    for _, west, south, east, north in PROJECTED[:3]:
        if west <= up <= east and south <= across <= north:
            raise Unreadable("axes_swapped", across=across, up=up)
    raise Unreadable("crs_unknown", across=across, up=up)


def _refuse_swapped(across: NDArray[np.float64], up: NDArray[np.float64]) -> None:
    """Refuse latitude and longitude that only make sense the other way round."""
    impossible = np.mean(np.abs(up) > 90) > 0.5
    in_place = _share_in(across, up, EUROPE) > 0.5
    turned = _share_in(up, across, EUROPE) > 0.5
    in_sweden = _share_in(up, across, SWEDEN) > 0.5
    if impossible or (not in_place and (turned or in_sweden)):
        raise Unreadable("axes_swapped", across=float(np.median(across)), up=float(np.median(up)))


def _share_in(across: NDArray[np.float64], up: NDArray[np.float64], box: tuple[float, float, float, float]) -> float:
    west, south, east, north = box
    return float(np.mean((across >= west) & (across <= east) & (up >= south) & (up <= north)))


def _within(across: NDArray[np.float64], up: NDArray[np.float64], crs: int) -> NDArray[np.bool_]:
    """Whether positions lie where the coordinate system can be used at all (with room to spare)."""
    if crs == WGS84:
        return (np.abs(across) <= 180) & (np.abs(up) <= 90)
    area = pyproj.CRS(crs).area_of_use
    if area is None:
        return np.isfinite(across) & np.isfinite(up)
    west, south, east, north = _transformer(WGS84, crs).transform_bounds(*area.bounds)
    room = 0.5 * max(east - west, north - south)
    return (across >= west - room) & (across <= east + room) & (up >= south - room) & (up <= north + room)


def _metres_for(source: int, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> int:
    crs = pyproj.CRS(source)
    if crs.is_projected and crs.axis_info[0].unit_name == "metre" and source not in (3857, 3021):
        return source
    return metre_crs_at(float(np.median(lon)), float(np.median(lat)))


def metre_crs_at(lon: float, lat: float) -> int:
    """The system to measure in: SWEREF 99 TM in Sweden, the British grid in Britain, else the UTM zone."""
    if SWEDEN[0] <= lon <= SWEDEN[2] and SWEDEN[1] <= lat <= SWEDEN[3]:
        return SWEREF99TM
    if -7.5 <= lon <= 1.9 and 49.8 <= lat <= 60.9:
        return 27700
    zone = int((lon + 180) // 6) % 60 + 1
    return (32600 if lat >= 0 else 32700) + zone


def _to(
    source: int, target: int, across: NDArray[np.float64], up: NDArray[np.float64], usable: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if source == target:
        return np.where(usable, across, np.nan), np.where(usable, up, np.nan)
    x, y = np.full(len(across), np.nan), np.full(len(across), np.nan)
    x[usable], y[usable] = _transformer(source, target).transform(across[usable], up[usable])
    return x, y


@lru_cache(maxsize=32)
def _transformer(source: int, target: int) -> pyproj.Transformer:
    try:
        return pyproj.Transformer.from_crs(source, target, always_xy=True)
    except pyproj.exceptions.CRSError:
        raise Unreadable("crs_code_unknown", crs=source) from None


def are_centroids(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether the positions are a few far-apart centres that many rows share, as in feeds placed by municipality."""
    known = np.isfinite(x) & np.isfinite(y)
    if known.sum() < 50:
        return False
    spots_at_most = known.sum() / CENTROID_EVENTS
    keys = (np.round(x[known]).astype(np.int64) << 32) + np.round(y[known]).astype(np.int64)
    if len(np.unique(keys[: int(spots_at_most * 1.2) + 1])) > spots_at_most:
        return False  # a part of the file has more spots than the whole may have
    keys = np.unique(keys)
    spots = np.column_stack([(keys + (1 << 31)) >> 32, (keys + (1 << 31)) % (1 << 32) - (1 << 31)])
    if known.sum() / len(spots) < CENTROID_EVENTS:
        return False
    if len(spots) == 1:
        return True
    from scipy.spatial import KDTree

    gaps, _ = KDTree(spots).query(spots, k=2)
    return bool(np.median(gaps[:, 1]) > CENTROID_GAP)
