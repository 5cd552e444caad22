"""The base map that lies in the data folder: a folder of tiles, or one PMTiles file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType

GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Tile:
    """The bytes of one vector tile, and whether they are gzipped."""

    content: bytes
    gzipped: bool


def where(folder: Path, *names: str) -> Path | None:
    """The base map under the first of the names (slug, official code) that has one: a PMTiles file or a folder."""
    for name in filter(None, names):
        for path in (folder / f"{name}.pmtiles", folder / name):
            if path.exists():
                return path
    return None


def tile(path: Path, z: int, x: int, y: int) -> Tile | None:
    """One tile of a base map, or None where the map is empty."""
    if path.is_file():
        content = _from_archive(path, z, x, y)
    else:
        plain = path / str(z) / str(x) / f"{y}.mvt"
        content = plain.read_bytes() if plain.is_file() else None
    return Tile(content, content.startswith(GZIP)) if content else None


def zooms(path: Path) -> tuple[int, int]:
    """Smallest and largest zoom of a base map."""
    if path.is_file():
        header = _archive(str(path), path.stat().st_mtime_ns).header()  # type: ignore[no-untyped-call]
        return int(header["min_zoom"]), int(header["max_zoom"])
    found = sorted(int(one.name) for one in path.iterdir() if one.name.isdigit())
    return (found[0], found[-1]) if found else (0, 15)


def _from_archive(path: Path, z: int, x: int, y: int) -> bytes | None:
    archive = _archive(str(path), path.stat().st_mtime_ns)
    content: bytes | None = archive.get(z, x, y)  # type: ignore[no-untyped-call]
    return content


@lru_cache(maxsize=16)
def _archive(path: str, _changed_at: int) -> Reader:
    stream = open(path, "rb")  # noqa: SIM115 - stays open for as long as the map is in use
    reader = Reader(MmapSource(stream))  # type: ignore[no-untyped-call]
    header = reader.header()  # type: ignore[no-untyped-call]
    if header["tile_type"] is not TileType.MVT or header["tile_compression"] not in (
        Compression.GZIP,
        Compression.NONE,
    ):
        raise ValueError(f"{path} holds no vector tiles that browsers can read")
    return reader
