"""A stored file as the reader sees it: its first rows for the wizard, all of it for the job."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.files.store import on_disk
from samplats.foundation.geo.opening import Kind, Unreadable, kind_of

from ..models import Import, Source
from ..reading import Options, Profile, Reading, Role, profile_of, read_incidents
from ..reading.columns import NAMES, Columns, choose_columns
from ..reading.other_files import sheet_names
from ..reading.raw import RawTable, as_text
from ..reading.reader import check, raw_table
from ..reading.shipped import Shipped, recognised
from ..rules.precision import TimePrecision
from .batches import profile_for
from .inside import outside_of

PREVIEW_ROWS = 2_000
OURS = "Samplats: "  # columns that we put beside rows to mend begin with this
SHOWN_ROWS = 8
SHOWN_TIMES = 3
UNDERSTOOD = (
    "crs",
    "pair",
    "date_order",
    "zone_name",
    "offset_ignored",
    "offset_looks_local",
)  # what a reading rests on
NAMED_BY = ("sheet", "encoding", "delimiter")  # what decides which columns a file has


@dataclass(frozen=True)
class Preview:
    """The beginning of a file: its columns, its first rows, and how they are understood (or why they are not)."""

    names: list[str]
    rows: list[list[str]]
    guessed: dict[str, str]
    reading: Reading | None
    profile: Profile | None
    refusal: Unreadable | None
    guesses: dict[str, Any]
    times: list[tuple[str, Any, TimePrecision]] = field(default_factory=list)
    is_text: bool = False
    share_outside: float = 0.0

    @property
    def left_alone(self) -> list[str]:
        """The columns that nothing is read from: free text is among them, and is never stored."""
        used = set(self.guessed.values())
        return [name for name in self.names if name not in used]


def options_of(actor: Actor, batch: Import, today: date) -> Options:
    """How the import's file is to be read, from its mapping."""
    mapping = batch.mapping
    return Options(
        latest=today,
        columns=mapping.get("columns", {}),
        time_zone=mapping.get("time_zone") or None,
        crs=mapping.get("crs") or None,
        metre_crs=actor.tenant.epsg,
        sheet=mapping.get("sheet", ""),
        local_zone=actor.tenant.time_zone,
        date_order=mapping.get("date_order", ""),
        decimal=mapping.get("decimal", ""),
        encoding=mapping.get("encoding", ""),
        delimiter=mapping.get("delimiter", ""),
    )


def file_of(batch: Import) -> AbstractContextManager[Path]:
    """A path to the import's file while the context is open; raises `Unreadable` when it is erased."""
    if batch.file is None:
        raise Unreadable("missing")
    return on_disk(batch.file)


def preview(actor: Actor, batch: Import, today: date) -> Preview:
    """The beginning of the import's file; raises `Unreadable` when it is no table at all."""
    options = options_of(actor, batch, today)
    reading, columns = None, None
    table, refusal = _first_table(batch, options)
    names = [name for name in table.columns if not name.startswith(OURS)]
    try:
        if refusal:
            raise refusal
        columns = choose_columns(table, options.columns)
        reading = check(table, columns, options)
    except Unreadable as reason:
        refusal = reason
    return Preview(
        names=names,
        rows=_first_rows(table, names),
        guessed=_guessed(columns),
        reading=reading,
        profile=profile_of(reading) if reading else None,
        refusal=refusal,
        guesses={**table.facts, **(reading.guesses if reading else {})},
        times=_times_as_read(table, reading),
        is_text=table.form == "csv",
        share_outside=_share_outside(actor, reading),
    )


def _first_table(batch: Import, options: Options) -> tuple[RawTable, Unreadable | None]:
    """The file's first rows, and why they could not be read as stated."""
    with file_of(batch) as path:
        try:
            return raw_table(path, options, None, PREVIEW_ROWS), None
        except Unreadable as reason:
            return raw_table(path, replace(options, encoding="", delimiter=""), None, PREVIEW_ROWS), reason


def _share_outside(actor: Actor, reading: Reading | None) -> float:
    """How much of what was read lies outside the municipality."""
    if reading is None or not reading.incidents.n:
        return 0.0
    outside = outside_of(actor, reading.incidents)
    return float(reading.incidents.count[outside].sum() / reading.incidents.n)


def _times_as_read(table: RawTable, reading: Reading | None) -> list[tuple[str, Any, TimePrecision]]:
    """A few times as they stand in the file, with the local moment that was understood and how finely it is known."""
    if reading is None:
        return []
    found = reading.incidents
    known = zip(found.line[:SHOWN_ROWS], found.start, found.precision, strict=False)
    by_line = {int(line): (start.item(), TimePrecision(precision)) for line, start, precision in known}
    names = [name for role in (Role.TIME, Role.CLOCK) if (name := reading.columns[role])]
    shown = []
    for at in [at for at, line in enumerate(table.lines) if int(line) in by_line][:SHOWN_TIMES]:
        text = " ".join(as_text(table.columns[name][at].as_py()) for name in names)
        shown.append((text, *by_line[int(table.lines[at])]))
    return shown


def check_readable(path: Path) -> None:
    """Raise `Unreadable` when a file is no table; which of several sheets is meant can be said later."""
    try:
        raw_table(path, Options(latest=date.max), None, PREVIEW_ROWS)
    except Unreadable as refused:
        if refused.code != "several_sheets":
            raise


def whole_file(actor: Actor, batch: Import, today: date) -> Callable[[], Reading]:
    """What reads and checks every row of the import's file, without a database; it raises `Unreadable`."""
    options, lent = options_of(actor, batch, today), file_of(batch)

    def read() -> Reading:
        with lent as path:
            return read_incidents(path, options)

    return read


def understood(actor: Actor, batch: Import, today: date) -> dict[str, Any]:
    """What the reader makes of the file's columns and times; empty when it cannot be read as stated."""
    try:
        return understood_in(preview(actor, batch, today))
    except Unreadable:
        return {}


def understood_in(seen: Preview) -> dict[str, Any]:
    """The same for a file that has been looked at."""
    if seen.reading is None:
        return {}
    told = {name: str(seen.guesses.get(name, "")) for name in UNDERSTOOD}
    return {"columns": {role: name for role, name in seen.guessed.items() if name}, **told}


def header_hash(names: list[str]) -> str:
    """Equal for files with the same columns in any order."""
    given = sorted(name for name in names if not name.startswith(OURS))
    return hashlib.blake2b("\x1f".join(given).encode(), digest_size=16).hexdigest()


def roles() -> list[Role]:
    """What a column can be, in the order of the form."""
    return list(NAMES)


def _first_rows(table: RawTable, names: list[str]) -> list[list[str]]:
    columns = [table.columns[name][:SHOWN_ROWS].to_pylist() for name in names]
    return [[as_text(cell)[:60] for cell in row] for row in zip(*columns, strict=True)]


def _guessed(columns: Columns | None) -> dict[str, str]:
    return {} if columns is None else {str(role): name for role, name in columns.columns.items()}


@dataclass(frozen=True)
class FirstLook:
    """A draft's file with its mapping applied, and what would have been guessed without any."""

    preview: Preview
    names: list[str]
    sheets: list[str]
    unaided: dict[str, str]
    profile_source: Source | None
    known: Shipped | None


def first_look(actor: Actor, batch: Import, today: date) -> FirstLook:
    """What the wizard shows of a file; a saved way of reading is used until another is chosen, or a known one."""
    with file_of(batch):  # fetched once for all that is read of it
        return _first_look(actor, batch, today)


def _first_look(actor: Actor, batch: Import, today: date) -> FirstLook:
    sheets = _sheets(batch)
    if len(sheets) > 1 and not batch.mapping.get("sheet"):
        batch.mapping = {**batch.mapping, "sheet": sheets[0]}
    as_stated = {name: batch.mapping.get(name, "") for name in NAMED_BY}
    unaided = preview(actor, _read_as(batch, as_stated), today)
    saved = profile_for(actor, header_hash(unaided.names))
    if saved is not None and "columns" not in batch.mapping:
        batch.mapping = {**saved.mapping, "sheet": batch.mapping.get("sheet", "")}
    known = None if saved else recognised(unaided.names)
    if known is not None and "columns" not in batch.mapping:
        batch.mapping = {**batch.mapping, **known.mapping(unaided.names)}
    seen = preview(actor, batch, today)
    return FirstLook(seen, unaided.names, sheets, unaided.guessed, saved.source if saved else None, known)


def _read_as(batch: Import, mapping: dict[str, Any]) -> Import:
    return Import(file=batch.file, mapping=mapping)


def _sheets(batch: Import) -> list[str]:
    with file_of(batch) as path:
        return sheet_names(path) if kind_of(path) is Kind.WORKBOOK else []
