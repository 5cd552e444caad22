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


def tile(folder: Path, slug: str, z: int, x: int, y: int) -> Tile | None:
    """One tile of a tenant's base map, or None where the map is empty."""
    packed = folder / f"{slug}.pmtiles"
    if packed.is_file():
        content = _from_archive(packed, z, x, y)
    else:
        plain = folder / slug / str(z) / str(x) / f"{y}.mvt"
        content = plain.read_bytes() if plain.is_file() else None
    return Tile(content, content.startswith(GZIP)) if content else None


def is_there(folder: Path, slug: str) -> bool:
    """Whether the data folder holds a base map for the tenant."""
    return (folder / f"{slug}.pmtiles").is_file() or (folder / slug).is_dir()


def zooms(folder: Path, slug: str) -> tuple[int, int]:
    """Smallest and largest zoom of the tenant's base map."""
    packed = folder / f"{slug}.pmtiles"
    if packed.is_file():
        header = _archive(str(packed), packed.stat().st_mtime_ns).header()  # type: ignore[no-untyped-call]
        return int(header["min_zoom"]), int(header["max_zoom"])
    found = sorted(int(one.name) for one in (folder / slug).iterdir() if one.name.isdigit())
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
