"""How much a file may hold once it is unpacked: asked before its rows are read, since a small file can hold a lot."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .opening import Unreadable

MOST_ROWS = 2_000_000
MOST_CELLS = 40_000_000
MOST_BYTES = 1024**3
CHUNK = 1 << 22
LONGEST_TAG = 512

_WIDE = re.compile(rb' r="([A-Z]{2,3})')
_LONG = re.compile(rb' r="[A-Z]{0,3}(\d{5,7})"')
_SHEET = re.compile(r"xl/worksheets/.*\.xml")
_REPEATED = re.compile(rb'<table:table-(cell|row)\b[^>]*?-repeated="(\d{2,})"[^>]*?(/?)>(?=(.{0,400}))', re.DOTALL)
NARROW, SHORT = 26, 9_999


def check_size(rows: int, columns: int, size: int = 0) -> None:
    """Refuse more rows, cells or bytes than are read."""
    if rows > MOST_ROWS or rows * columns > MOST_CELLS or size > MOST_BYTES:
        raise too_much()


def too_much() -> Unreadable:
    """The refusal of a file that holds more than is read."""
    return Unreadable("too_much", rows=MOST_ROWS, cells=MOST_CELLS, limit_mb=MOST_BYTES // 1024**2)


def check_workbook(path: Path) -> None:
    """Refuse a workbook whose sheets reach so far that the empty cells between would fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if _SHEET.fullmatch(entry.filename):
                    check_size(*_reach(_chunks(archive, entry)))
                elif entry.filename == "content.xml":
                    _check_repeated(_chunks(archive, entry))
                elif entry.filename == "xl/workbook.bin":
                    raise Unreadable("broken_workbook")
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError):
        raise Unreadable("broken_archive") from None


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part piece by piece, each beginning with the end of the one before."""
    kept = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield kept + chunk
            kept = chunk[-LONGEST_TAG:]


def _reach(chunks: Iterator[bytes]) -> tuple[int, int]:
    """The last row and column that a cell stands in; exact from row 10 000 and column AA on."""
    rows, columns = SHORT, NARROW
    for chunk in chunks:
        rows = max(rows, max(map(int, set(_LONG.findall(chunk))), default=0))
        columns = max(columns, max(map(_column, set(_WIDE.findall(chunk))), default=0))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeated(chunks: Iterator[bytes]) -> None:
    """In an OpenDocument sheet one filled row or cell can stand for a million; the reader leaves empty ones out."""
    rows, columns = 0, NARROW
    for chunk in chunks:
        for kind, times, is_empty, after in _REPEATED.findall(chunk):
            if kind == b"cell" and not is_empty:
                columns = max(columns, int(times))
            elif kind == b"row" and b"<text:" in after.split(b"</table:table-row>")[0]:
                rows += int(times)
    check_size(rows, columns)


def check_parquet(path: Path) -> None:
    """Refuse a Parquet file by what its own description says of rows, columns and bytes."""
    described = pq.read_metadata(path)
    size = sum(described.row_group(at).total_byte_size for at in range(described.num_row_groups))
    check_size(described.num_rows, described.num_columns, size)


def read_parquet_within(path: Path) -> pa.Table:
    """The table of a Parquet file; repeated words stay counted once until it is known how much they would fill."""
    check_parquet(path)
    schema = pq.read_schema(path)
    words = [field.name for field in schema if _is_text(field.type)]
    table = pq.read_table(path, read_dictionary=words)
    check_size(table.num_rows, table.num_columns, sum(_decoded(column) for column in table.columns))
    return table


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _decoded(column: pa.ChunkedArray) -> int:
    """The bytes of a column once every row has its own copy."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    total = 0
    for chunk in column.chunks:
        sizes = pc.binary_length(chunk.dictionary.cast(pa.binary()))
        total += pc.sum(pc.take(sizes, chunk.indices).cast(pa.int64())).as_py() or 0
    return total
