"""Compile the analyses once per machine: the first picture asked for should not wait for the compiler."""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import random
from datetime import date, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from samplats.commands import analyse

ROWS = 400
CENTRES = ((59.330, 18.060), (59.336, 18.072))


def warm(folder: Path) -> bool:
    """Make a situation picture of invented incidents unless this version has done so here; whether it did."""
    stamp = folder / f"warm-{version('numba')}-{_kernels()}"
    if stamp.exists():
        return False
    os.nice(10)
    from samplats.commands.picture import make_picture

    with TemporaryDirectory() as scratch:
        rows = Path(scratch, "incidents.csv")
        _write_incidents(rows)
        parser = argparse.ArgumentParser()
        analyse.add_arguments(parser)
        options = parser.parse_args([str(rows), "--time-zone", "local", "--out", str(Path(scratch, "picture"))])
        make_picture(options, today=date(2026, 1, 1))
    folder.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    return True


def _kernels() -> str:
    """The compiled code is of one edition of the kernels."""
    package = find_spec("placestats")
    total = hashlib.sha256()
    for folder in package.submodule_search_locations or () if package else ():
        for path in sorted(Path(folder).glob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _write_incidents(path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - invented rows, no secrets
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "category", "time", "latitude", "longitude"])
        for number in range(ROWS):
            day = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
            place = [round(middle + chance.gauss(0, 0.003), 6) for middle in CENTRES[number % 2]]
            category = ("vandalism", "disturbance")[chance.random() < 0.4]
            table.writerow([number, category, f"{day}T{chance.randrange(24):02}:20:00", *place])
