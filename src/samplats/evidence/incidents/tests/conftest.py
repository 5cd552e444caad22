"""Files as people hand them in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samplats.evidence.incidents.reading import Options, Reading, read_incidents

TODAY = date(2026, 11, 22)
SHARED = Path(__file__).resolve().parents[6] / "shared" / "data"
Read = Callable[..., Reading]


@pytest.fixture
def shared() -> Path:
    """Real open data beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/data with real open data is not beside the project")
    return SHARED


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write text or bytes to a file and read it as incidents."""

    def reader(content: str | bytes, name: str = "incidents.csv", **options: object) -> Reading:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_incidents(path, Options(latest=TODAY, **options))  # type: ignore[arg-type]

    return reader
