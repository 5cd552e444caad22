"""The demo municipality, loaded once for each state of the code and copied by every run of the journeys.

Loading takes a minute of computing: what the code has not changed since the last run is taken from `.pytest_cache`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".pytest_cache" / "journeys"
SOURCE = ROOT / "src/samplats"
LOADED_FROM = [SOURCE, ROOT / "packages/placestats/src"]
DRAWN_FROM = [SOURCE / "demo", SOURCE / "foundation/geo"]
KINDS = {".py", ".json", ".yaml", ".csv"}
OPTIONS = ["--scale", "0.15", "--figures-of", "stationstorget"]
MAP = "basemap/exempelkoping.pmtiles"


def prepared() -> Path:
    """A data folder with the demo in it. Copy it; never write in it."""
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()  # the demo's own day
    monday = today - timedelta(days=today.weekday())
    home = CACHE / f"home-{monday}-{_state_of(LOADED_FROM)}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two runs that begin together would load into the same folder
        if not home.exists():
            _load_anew(home)
    return home


def _load_anew(home: Path) -> None:
    for old in CACHE.glob("home-*"):
        shutil.rmtree(old)
    unfinished = CACHE / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _load(unfinished)
    unfinished.rename(home)


def _load(home: Path) -> None:
    ground = CACHE / f"ground-{_state_of(DRAWN_FROM)}.pmtiles"
    (home / MAP).parent.mkdir(parents=True)
    if ground.exists():
        shutil.copy(ground, home / MAP)
    call(home, "prepare")
    call(home, "demo", *OPTIONS)
    if not ground.exists():
        for old in CACHE.glob("ground-*"):
            old.unlink()
        shutil.copy(home / MAP, ground)


def environment(home: Path) -> dict[str, str]:
    """What the site's processes see: nothing of the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMPLATS_", "DJANGO_"))}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages/placestats/src")])
    return {**kept, "PYTHONPATH": paths, "SAMPLATS_HOME": str(home), "SAMPLATS_MODE": "demo"}


def call(home: Path, *arguments: str) -> None:
    """Run a command of the product over this data folder."""
    command = [sys.executable, "-m", "samplats.commands.main", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(home), stdin=subprocess.DEVNULL, check=True)


def _state_of(folders: list[Path]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and "tests" not in path.parts:
                total.update(path.read_bytes())
    return total.hexdigest()[:16]
