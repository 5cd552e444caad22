"""Answers of polisen.se and of Open311 servers as records. Their free text is left where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from ..rules.precision import PlacePrecision
from ..rules.pulling import MOST_PAGES, MOST_PARTS, MOST_RECORDS, Found, Reader, Record, mark_of
from .fetching import FetchFailed

SWEDEN = "Europe/Stockholm"
ZONES = {Reader.POLISEN: SWEDEN, Reader.OPEN311: "UTC"}
POLISEN = "https://polisen.se/api/events"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
TITLE = re.compile(r"(\d{1,2}) ([a-z]+) (\d{1,2})[.:](\d{2})(?:, |$)")
COUNTY = " län"
LONGEST_KEY, LONGEST_WORD = 80, 120
PAGE_SIZE = 1000
YEARS = range(1900, 2200)  # others are no events', and the first and the last have no moment in another zone
LONGEST_AGO = timedelta(days=60)  # from an event to its being told of
Inside = Callable[[float, float], bool]
Get = Callable[[str], bytes]


def listed(body: bytes) -> list[Any]:
    """The list in an answer; raises `FetchFailed` for anything else."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        raise FetchFailed("html")
    if sum(map(start.count, (b"{", b"[", b","))) > MOST_PARTS:  # unpacked it would take forty times its size
        raise FetchFailed("too_many", most=MOST_RECORDS)
    try:
        told = json.loads(start)
    except (ValueError, RecursionError):
        raise FetchFailed("broken_json") from None
    if not isinstance(told, list):
        raise FetchFailed("not_a_list")
    if len(told) > MOST_RECORDS:
        raise FetchFailed("too_many", most=MOST_RECORDS)
    return told


def read_polisen(told: list[Any], *, area: str, inside: Inside) -> Found:
    """The events of one municipality: named in the place, in the title of one placed by county, or with its middle."""
    records: dict[str, Record] = {}
    elsewhere: set[str] = set()
    faults: dict[str, int] = {}
    times: list[datetime] = []
    for one in told:
        key, wrong = _key(one, "id")
        if wrong:
            faults[wrong] = faults.get(wrong, 0) + 1
            continue
        published = _moment(_text(one, "datetime"))
        times += [published] if published else []
        if _is_of(one, area, inside):
            records[key] = _event(one, key, published)
        else:
            elsewhere.add(key)
    span = (min(times), max(times)) if times else None
    return Found(
        Reader.POLISEN, tuple(records.values()), len(told), frozenset(elsewhere - records.keys()), faults, span
    )


def _event(one: dict[str, Any], key: str, published: datetime | None) -> Record:
    happened = _happened(_text(one, "name"), published) or published
    place = _place(one)[0]
    return Record(
        key=key,
        time=f"{happened.astimezone(ZoneInfo(SWEDEN)):%Y-%m-%d %H:%M}" if happened else _text(one, "datetime")[:40],
        listed_at=published,
        word=_text(one, "type")[:LONGEST_WORD],
        precision=PlacePrecision.MUNICIPALITY,  # the position is the middle of the municipality or of its county
        mark=mark_of({name: _text(one, name) for name in ("datetime", "name", "summary", "type")} | {"place": place}),
    )


def _happened(title: str, published: datetime | None) -> datetime | None:
    """When it happened, which stands in the title without its year: "22 augusti 17.59, Brand, Kävlinge"."""
    hit = TITLE.match(title)
    if hit is None or published is None or hit[2] not in MONTHS:
        return None
    local = published.astimezone(ZoneInfo(SWEDEN))
    for year in (local.year, local.year - 1):
        try:
            at = datetime(
                year, MONTHS.index(hit[2]) + 1, int(hit[1]), int(hit[3]), int(hit[4]), tzinfo=ZoneInfo(SWEDEN)
            )
        except ValueError:
            continue
        if timedelta(0) <= local - at <= LONGEST_AGO:
            return at
    return None


def _is_of(one: dict[str, Any], area: str, inside: Inside) -> bool:
    name, lon, lat = _place(one)
    wanted = area.strip().casefold()
    if name.endswith(COUNTY):
        return _text(one, "name").rpartition(", ")[2].strip().casefold() == wanted
    if name.strip().casefold() == wanted:
        return True
    return lon is not None and lat is not None and inside(lon, lat)


def _place(one: dict[str, Any]) -> tuple[str, float | None, float | None]:
    place = one.get("location")
    if not isinstance(place, dict):
        return "", None, None
    lat, _, lon = _text(place, "gps").partition(",")
    return _text(place, "name"), _number(lon), _number(lat)


def pull_open311(get: Get, address: str, *, since: datetime, until: datetime) -> Found:
    """Every page of the requests between two moments; a page that brings nothing new is the last one."""
    records: dict[str, Record] = {}
    faults: dict[str, int] = {}
    n_read, is_whole = 0, False
    for page in range(1, MOST_PAGES + 1):
        told = listed(get(_page_address(address, since, until, page)))
        n_read += len(told)
        if not _add_page(records, faults, told):
            is_whole = True
            break
        if len(records) >= MOST_RECORDS:
            break
    return _found_requests(list(records.values())[:MOST_RECORDS], n_read, faults, is_whole=is_whole)


def read_open311(told: list[Any]) -> Found:
    """The requests of a saved answer."""
    records: dict[str, Record] = {}
    faults: dict[str, int] = {}
    _add_page(records, faults, told)
    return _found_requests(list(records.values()), len(told), faults, is_whole=False)


def _found_requests(records: list[Record], n_read: int, faults: dict[str, int], *, is_whole: bool) -> Found:
    times = [one.listed_at for one in records if one.listed_at is not None]
    span = (min(times), max(times)) if times else None
    return Found(Reader.OPEN311, tuple(records), n_read, faults=faults, span=span, is_whole=is_whole)


def _add_page(records: dict[str, Record], faults: dict[str, int], told: list[Any]) -> bool:
    """Add what a page holds, of one that stands there twice the newest; whether it brought anything new."""
    is_new = False
    for record, wrong in _requests(told):
        if record is None:
            faults[wrong] = faults.get(wrong, 0) + 1
            continue
        before = records.get(record.key)
        is_new = is_new or before is None
        if before is None or record.updated >= before.updated:
            records[record.key] = record
    return is_new


def _requests(told: list[Any]) -> Iterator[tuple[Record | None, str]]:
    for one in told:
        key, wrong = _key(one, "service_request_id")
        yield (None, wrong) if wrong else (_request(one, key), "")


def _request(one: dict[str, Any], key: str) -> Record:
    asked, updated = _moment(_text(one, "requested_datetime")), _moment(_text(one, "updated_datetime"))
    word, text = _text(one, "service_code"), _text(one, "service_name")
    used = ("requested_datetime", "updated_datetime", "service_code", "service_name", "status", "lat", "long")
    return Record(
        key=key,
        time=f"{asked.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if asked else _text(one, "requested_datetime")[:40],
        listed_at=asked,
        word=(word or text)[:LONGEST_WORD],
        text=text[:LONGEST_WORD],
        status=_text(one, "status")[:20],
        lon=_number(_text(one, "long")),
        lat=_number(_text(one, "lat")),
        updated=updated.astimezone(UTC).isoformat() if updated else "",
        mark=mark_of({name: _text(one, name) for name in used}),
    )


def _page_address(address: str, since: datetime, until: datetime, page: int) -> str:
    asked = {
        "start_date": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "end_date": f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "page_size": PAGE_SIZE,
        "page": page,
    }
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _key(one: object, name: str) -> tuple[str, str]:
    if not isinstance(one, dict):
        return "", "not_a_record"
    key = _as_sent(one, name)
    return (key, "") if 0 < len(key) <= LONGEST_KEY and key == _storable(key) else ("", "no_id")


def _text(one: dict[str, Any], name: str) -> str:
    return _storable(_as_sent(one, name)).strip()


def _as_sent(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _storable(text: str) -> str:
    """The text without what JSON can say and no database takes: halves of characters, and the character zero."""
    return text.encode(errors="ignore").decode().replace("\0", "")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= 180 else None


def _moment(text: str) -> datetime | None:
    """A moment in universal time, since no database takes every zone.

    Polisen.se writes hours with one digit, and a blank before the zone.
    """
    for read in (_spaced, datetime.fromisoformat):
        try:
            at = read(text)
            return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)) if at.year in YEARS else None
        except (ValueError, OverflowError):
            continue
    return None


def _spaced(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
