"""Files as people hand them in."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samplats.evidence.incidents.reading import Options, Reading, read_incidents
from samplats.evidence.incidents.tests.server import Server, running

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


@pytest.fixture(scope="module")
def machine() -> Iterator[Server]:
    """Another municipality's server, on this machine."""
    with running() as known:
        yield known


@pytest.fixture
def server(machine: Server, settings: Any) -> Server:
    """The same, let in and as if nobody had asked it yet."""
    settings.PULL_INSIDE = frozenset({machine.host})
    machine.asked.clear()
    machine.says()
    return machine
