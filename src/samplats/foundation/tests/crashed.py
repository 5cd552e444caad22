"""A house of its own for crash tests: data folder and database, over which processes are killed and which is copied."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).parents[4]
PATHS = [str(ROOT / "src"), str(ROOT / "packages" / "placestats" / "src")]
SERVER = os.environ.get("SAMPLATS_DATABASE", "")
TABLES = os.environ.get("SAMPLATS_TABLES", "")  # a database on that server with every table, see tests/runner
PATIENCE = 30  # seconds until PostgreSQL has noticed that a killed process is gone


@dataclass(frozen=True)
class House:
    """A data folder with SQLite in it, or with a database of its own on the PostgreSQL server of the test run."""

    home: Path
    database: str

    def step(self, script: Path, name: str) -> Any:
        """What one step of a script found out, in a process of its own."""
        child = self._run(str(script), name)
        assert child.returncode == 0, child.stderr
        return json.loads(child.stdout)

    def killed_step(self, script: Path, name: str) -> None:
        """One step that ends as by kill -9."""
        child = self._run(str(script), name)
        assert child.returncode == -signal.SIGKILL, child.stderr

    def _run(self, *what: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "SAMPLATS_HOME": str(self.home),
            "SAMPLATS_MODE": "embedded",
            "SAMPLATS_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": "samplats.config.settings",
            "PYTHONPATH": os.pathsep.join(PATHS),
        }
        return subprocess.run([sys.executable, *what], env=environment, capture_output=True, text=True, check=False)


@contextmanager
def new_house(home: Path, *, tables: bool = True) -> Iterator[House]:
    """A house without rows, with tables, so that migrating has nothing left to do."""
    if tables and not SERVER:
        shutil.copytree(_migrated(), home)
    with _database(TABLES if tables else "") as address:
        yield House(home, address)


def _migrated() -> Path:
    """A data folder with all tables, made once for each state of the migrations and kept between runs. Copy it."""
    state = hashlib.sha256()
    for path in sorted(ROOT.glob("src/**/migrations/*.py")):
        state.update(path.read_bytes())
    cache = ROOT / ".pytest_cache" / "houses"
    made = cache / state.hexdigest()[:16]
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in cache.glob("*/"):
                shutil.rmtree(old)
            child = House(cache / "unfinished", "")._run("-m", "django", "migrate", "-v0")
            assert child.returncode == 0, child.stderr
            (cache / "unfinished").rename(made)
    return made


@contextmanager
def copy_of(house: House, home: Path) -> Iterator[House]:
    """The same house once more, as it was left."""
    shutil.copytree(house.home, home)
    with _database(urlsplit(house.database).path.strip("/")) as address:
        yield House(home, address)


@contextmanager
def _database(like: str = "") -> Iterator[str]:
    """The address of a new database; empty when it is the SQLite file in the data folder."""
    if not SERVER:
        yield ""
        return
    parts, name = urlsplit(SERVER), f"crash_{uuid4().hex}"
    _order(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        _order(f"DROP DATABASE {name}")


def _order(text: str) -> None:
    """Once nobody is connected any more; a killed process's session ends by itself and takes its transaction along."""
    import psycopg

    until = time.monotonic() + PATIENCE
    with psycopg.connect(SERVER, autocommit=True) as connection:
        while True:
            try:
                connection.execute(text.encode())
                return
            except psycopg.errors.ObjectInUse:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
