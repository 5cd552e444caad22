"""Delimited text: encoding, delimiter and header guessed, every row with its line in the file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from samplats.foundation.geo.opening import Unreadable, content

from ..rules.faults import FaultBlock, RowFault
from .raw import RawTable, unique_names

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
CHUNK = 1 << 24
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class TextShape:
    """What was guessed about a delimited text file."""

    encoding: str
    delimiter: str
    names: list[str]


def read_text(
    path: Path,
    *,
    columns: frozenset[str] | None = None,
    most: int | None = None,
    encoding: str = "",
    delimiter: str = "",
) -> RawTable:
    """Read a delimited text file; `columns` limits what is kept and `most` the number of lines.

    `encoding` and `delimiter` are guessed when they are empty; a stated encoding that does not fit is refused.
    """
    data = content(path) if most is None else _beginning(path, most)
    encoding = _checked_encoding(data, encoding) if encoding else guess_encoding(data)
    if not encoding.startswith("utf-8"):
        data, written = _as_utf8(data, encoding), encoding
        shape = replace(guess_shape(data, "utf-8", delimiter), encoding=written)
    else:
        shape = guess_shape(data, encoding, delimiter)
    data = data.replace(b"\0", b"")  # no database takes that character
    starts, quoted_breaks = record_lines(data)
    table, broken = _parse(data, shape, columns, quoted_breaks)
    kept = np.ones(len(starts), dtype=bool)
    kept[0] = False
    kept[[number - 1 for number, _ in broken]] = False
    lines = starts[kept]
    if len(lines) != table.num_rows:
        raise Unreadable("broken_quotes")
    return RawTable(
        form="csv",
        unit="line",
        columns={name: table[name].combine_chunks() for name in table.column_names},
        lines=lines,
        broken=_column_faults(broken, starts, len(shape.names)),
        facts={"encoding": shape.encoding, "delimiter": shape.delimiter, "columns": shape.names},
    )


def _beginning(path: Path, most: int) -> bytes:
    """The first lines of a file, read no further than they reach."""
    data = content(path, first=CHUNK // 4)
    if len(head := _head(data, most)) == len(data):
        data = content(path)
        head = _head(data, most)
    return data if len(head) == len(data) else _whole_records(head)


def _head(data: bytes, most: int) -> bytes:
    end = -1
    for _ in range(most + 1):
        end = data.find(b"\n", end + 1)
        if end < 0:
            return data
    return data[: end + 1]


def _whole_records(data: bytes) -> bytes:
    """Cut a preview back to where no quote is open."""
    for _ in range(SAMPLE_LINES):
        if data.count(b'"') % 2 == 0 or (end := data.rfind(b"\n", 0, len(data) - 1)) < 0:
            break
        data = data[: end + 1]
    return data


def guess_encoding(data: bytes) -> str:
    """utf-8, utf-16 or cp1252; a file that mixes two encodings is refused with the line."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    first_bad, has_utf8 = _utf8_faults(data)
    if first_bad is None:
        return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    if has_utf8:
        raise Unreadable("mixed_encodings", line=data.count(b"\n", 0, first_bad) + 1)
    return "cp1252"


def _checked_encoding(data: bytes, stated: str) -> str:
    """The stated encoding as Python names it; UTF-8 must hold all the way, and its mark is no part of the header."""
    if stated == "utf-8":
        first_bad, _ = _utf8_faults(data)
        if first_bad is not None:
            raise Unreadable("not_utf8", line=data.count(b"\n", 0, first_bad) + 1)
        return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    return stated


def _as_utf8(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("encoding_wrong", encoding=encoding, line=line) from None


def _is_utf8(chunk: bytes) -> bool:
    """Asked as one text of Arrow's: a third of the time of decoding it."""
    ends = pa.py_buffer(np.array([0, len(chunk)], dtype=np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(chunk)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _utf8_faults(data: bytes) -> tuple[int | None, bool]:
    """Where the first byte stands that is not UTF-8, and whether real UTF-8 letters occur as well."""
    first_bad: int | None = None
    has_utf8 = False
    start = 0
    while start < len(data) and not (has_utf8 and first_bad is not None):
        end = data.find(b"\n", start + CHUNK)
        end = len(data) if end < 0 else end + 1
        chunk = data[start:end]
        if _is_utf8(chunk):
            has_utf8 = has_utf8 or not (chunk.isascii() or chunk.replace(BYTE_ORDER_MARK, b"").isascii())
        else:
            text = chunk.decode("utf-8", "surrogateescape")
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            is_bad = (codes >= 0xDC80) & (codes <= 0xDCFF)
            has_utf8 = has_utf8 or bool(((codes >= 0x80) & ~is_bad & (codes != 0xFEFF)).any())
            if first_bad is None and is_bad.any():
                ahead = text[: int(np.argmax(is_bad))].encode("utf-8", "surrogateescape")
                first_bad = start + len(ahead)
        start = end
    return first_bad, has_utf8


def guess_shape(data: bytes, encoding: str, stated: str = "") -> TextShape:
    """The delimiter that cuts the first lines most evenly (or the stated one), and the header."""
    sample = _head(data, SAMPLE_LINES).decode(encoding, "replace")
    if "\x00" in sample:
        raise Unreadable("binary")
    best, best_score = stated or ",", 0.0
    for delimiter in (stated,) if stated else DELIMITERS:
        widths = Counter(len(row) for row in _rows(sample, delimiter))
        width, rows = widths.most_common(1)[0]
        score = (width > 1) * (rows / widths.total() + width / 1000)
        if score > best_score:
            best, best_score = delimiter, score
    header = _rows(sample, best)[0]
    if all(_is_number(name) for name in header if name.strip()):
        raise Unreadable("no_header", line=1)
    return TextShape(encoding, best, unique_names(header))


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
    except csv.Error:  # a cell without end
        raise Unreadable("not_a_table") from None


def _is_number(text: str) -> bool:
    return text.strip().lstrip("-").replace(",", ".", 1).replace(".", "", 1).replace("-", "").replace(":", "").isdigit()


def record_lines(data: bytes) -> tuple[NDArray[np.int64], bool]:
    """The line on which each non-empty record starts (header first), and whether quotes hold line breaks."""
    bytes_ = np.frombuffer(data, dtype=np.uint8)
    breaks = _positions(bytes_, ord("\n"))
    if len(breaks) == 0 and b"\r" in data:
        breaks = _positions(bytes_, ord("\r"))
    ends = breaks if len(breaks) and breaks[-1] == len(data) - 1 else np.append(breaks, len(data))
    number = np.arange(1, len(ends) + 1)
    quoted = False
    if b'"' in data:
        inside = np.searchsorted(_positions(bytes_, ord('"')), ends) % 2 == 1
        if inside[-1]:
            balanced = np.flatnonzero(~inside)
            raise Unreadable("broken_quotes", line=int(balanced[-1]) + 2 if len(balanced) else 1)
        quoted = bool(inside.any())
        starts_record = np.append(True, ~inside[:-1])
    else:
        starts_record = np.ones(len(ends), dtype=bool)
    begins = np.append(0, ends[:-1] + 1)
    width = ends - begins
    has_return = (width == 1) & (bytes_[np.minimum(begins, len(data) - 1)] == ord("\r"))
    return number[starts_record & (width > 0) & ~has_return].astype(np.int64), quoted


def _positions(bytes_: NDArray[np.uint8], value: int) -> NDArray[np.int64]:
    parts = [np.flatnonzero(bytes_[start : start + CHUNK] == value) + start for start in range(0, len(bytes_), CHUNK)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _parse(
    data: bytes, shape: TextShape, columns: frozenset[str] | None, quoted_breaks: bool
) -> tuple[pa.Table, list[tuple[int, str]]]:
    """The rows, and those with too many or too few columns: (number from 1, the header's; text).

    A long file is read in two halves at once: with threads of its own Arrow does not say which rows were broken.
    """
    cut = 0 if quoted_breaks else _middle(data)
    whole = pa.py_buffer(data)
    if not cut:
        return _parsed(whole, shape, columns, quoted_breaks, 1)
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as beside:
        coming = beside.submit(_parsed, whole.slice(cut), shape, columns, False, 0)
        first, broken = _parsed(whole.slice(0, cut), shape, columns, False, 1)
        second, more = coming.result()
    ahead = 1 + first.num_rows + len(broken)
    return pa.concat_tables([first, second]), broken + [(ahead + number, text) for number, text in more]


def _middle(data: bytes) -> int:
    """Where a line begins in the middle of a long file; 0 where there is nothing to win."""
    cut = data.find(b"\n", len(data) // 2) + 1
    return cut if len(data) > CHUNK and cut and data[cut : cut + CHUNK].strip() else 0


def _parsed(
    data: pa.Buffer, shape: TextShape, columns: frozenset[str] | None, quoted_breaks: bool, skipped: int
) -> tuple[pa.Table, list[tuple[int, str]]]:
    broken: list[tuple[int, str]] = []

    def note(row: pacsv.InvalidRow) -> str:
        broken.append((row.number, row.text))
        return "skip"

    kept = [name for name in shape.names if columns is None or name in columns]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(data),
            read_options=pacsv.ReadOptions(
                use_threads=False, column_names=shape.names, skip_rows=skipped, block_size=1 << 23
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=shape.delimiter, newlines_in_values=quoted_breaks, invalid_row_handler=note
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(shape.names, pa.string()), include_columns=kept, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            raise Unreadable("no_rows") from None
        raise Unreadable("broken_quotes" if '"' in str(error) or quoted_breaks else "not_a_table") from None
    return table, broken


def _column_faults(broken: list[tuple[int, str]], starts: NDArray[np.int64], expected: int) -> tuple[FaultBlock, ...]:
    if not broken:
        return ()
    lines = starts[np.array([number - 1 for number, _ in broken])]
    return (FaultBlock("", RowFault.COLUMNS, lines, [text for _, text in broken], {"expected": expected}),)
