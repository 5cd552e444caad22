"""A PostgreSQL server of our own for the tests: own folder, own port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.runner import debian

ROOT = Path(__file__).resolve().parents[2]
TABLES = "tables"  # a database that has been through every migration, for the tests to copy
HELP = "no PostgreSQL here; install it with: apt-get install postgresql"


class NotHere(Exception):
    """There is no PostgreSQL server program on this machine."""


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address (`postgresql://…`); stop and remove it afterwards."""
    binaries = _binaries() or (debian.install("postgresql") and _binaries())
    if not binaries:
        raise NotHere(HELP)
    folder = Path(tempfile.mkdtemp(prefix="samplats-postgresql-"))
    port = _free_port()
    as_user = _as_user(folder)
    try:
        _run(
            [
                *as_user,
                f"{binaries}/initdb",
                "-D",
                f"{folder}/pg",
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        # Durability is not under test here and would cost half of the time.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
        _run(
            [*as_user, f"{binaries}/pg_ctl", "-D", f"{folder}/pg", "-l", f"{folder}/log", "-w", "-o", options, "start"]
        )
        try:
            _make_role(binaries, port)
            _migrate(f"postgresql://samplats@127.0.0.1:{port}/{TABLES}")
            yield f"postgresql://samplats@127.0.0.1:{port}/samplats"
        finally:
            _run([*as_user, f"{binaries}/pg_ctl", "-D", f"{folder}/pg", "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_role(binaries: Path, port: int) -> None:
    """An ordinary role, as in production: a superuser would pass the wall between tenants."""
    asked = [f"{binaries}/psql", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-q", "-c"]
    _run([*asked, "CREATE ROLE samplats LOGIN CREATEDB"])
    for name in ("samplats", TABLES):
        _run([*asked, f"CREATE DATABASE {name} OWNER samplats"])


def _migrate(address: str) -> None:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages/placestats/src")])
    told = {"SAMPLATS_DATABASE": address, "DJANGO_SETTINGS_MODULE": "samplats.config.settings", "PYTHONPATH": paths}
    _run([sys.executable, "-m", "django", "migrate", "-v0"], **told)


def _binaries() -> Path | None:
    """The newest version's folder with `initdb` and `pg_ctl`."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*debians, *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def _as_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: become `postgres` (or `nobody`) there."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    os.chown(folder, pwd.getpwnam(name).pw_uid, -1)
    return ["runuser", "-u", name, "--"]


def _free_port() -> int:
    """A free port below the range the system hands out by itself."""
    for port in random.sample(range(20000, 32000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port between 20000 and 32000")


def _run(command: list[str], **told: str) -> None:
    environment = {**os.environ, **told}
    done = subprocess.run(
        command, cwd="/", env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
