"""Import of a large incident file against pandas: both sides in one run.

    python benchmarks/import_incidents.py [--rows 1000000] [--postgresql postgresql://user@host:port/empty]

Side A reads the raw columns with `pandas.read_csv` and writes them with `to_sql` into an empty SQLite table.
Side B imports the same file the way the website does: validated row by row, matched, stored in short transactions,
indexed and snapshotted, while another process writes to the same database every 50 ms and notes how long it waited.
Then both add a second file to a table that already holds the first one: A writes the same final columns with
`to_sql` into a copy of the incident table with its constraints and indexes, in WAL as ours; once with SQLite's own
cache as `to_sql` finds it, and once with the cache that the import gives itself. 500 planted faults must all be
reported. With `--postgresql` side B runs there instead, alone: `to_sql` reaches PostgreSQL only through a library
that is no part of this project.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FAULTS = 500
KINDS = ["Bråk", "Klotter", "Buller", "Narkotika", "Skadegörelse", "Stöld", "Hot", "Nedskräpning"]
TABLE = "incidents_incident"


def write_file(path: Path, rows: int, seed: int) -> None:
    """A semicolon file as a partner would send it, in time order, with planted faults."""
    rng = np.random.default_rng(seed)
    now = np.datetime64("now", "m")  # within the time that rows are kept one by one
    start = now - np.timedelta64(30, "D") - np.sort(rng.integers(0, 2 * 365 * 24 * 60, rows))[::-1]
    columns = {
        "id": np.char.add(f"K{seed}-", np.arange(rows).astype(str)).tolist(),
        "tid": np.char.replace(np.datetime_as_string(start), "T", " ").tolist(),
        "longitud": np.char.mod("%.6f", rng.normal(16.54, 0.02, rows)).tolist(),
        "latitud": np.char.mod("%.6f", rng.normal(59.61, 0.01, rows)).tolist(),
        "kategori": np.array(KINDS)[rng.integers(0, len(KINDS), rows)].tolist(),
        "antal": rng.integers(1, 4, rows).astype(str).tolist(),
        "adress": np.char.add("Gatan ", rng.integers(1, 400, rows).astype(str)).tolist(),
    }
    faults = [
        ("tid", "i går"),
        ("tid", "2100-01-01 10:00"),
        ("longitud", "okänd"),
        ("antal", "0"),
        ("kategori", "en;kolumn för mycket"),
    ]
    for number, line in enumerate(rng.choice(rows, FAULTS, replace=False).tolist()):
        column, value = faults[number % len(faults)]
        columns[column][line] = value
    with path.open("w", encoding="utf-8") as sink:
        sink.write(";".join(columns) + "\n")
        sink.writelines(";".join(one) + "\n" for one in zip(*columns.values(), strict=True))


def pandas_raw(path: str, database: str) -> dict[str, Any]:
    """Side A into an empty table."""
    import pandas as pd

    started, used = time.perf_counter(), time.process_time()
    frame = pd.read_csv(path, sep=";", on_bad_lines="skip", low_memory=False)
    with sqlite3.connect(database) as connection:
        frame.to_sql("raw", connection, index=False, if_exists="append")
    return {"seconds": time.perf_counter() - started, "processor": time.process_time() - used}


def prepare_final(source: str, first: str, database: str) -> dict[str, Any]:
    """The incident table with its constraints and indexes and what stood in it before the second file."""
    with sqlite3.connect(source) as connection:
        shapes = connection.execute(
            f"SELECT sql FROM sqlite_master WHERE tbl_name = '{TABLE}' AND sql IS NOT NULL"
        ).fetchall()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for (shape,) in shapes:
            connection.execute(shape)
        connection.execute(f"ATTACH '{source}' AS full")
        connection.execute(f"INSERT INTO {TABLE} SELECT * FROM full.{TABLE} WHERE id < {first}")
        connection.commit()
        return {"held": connection.execute(f"SELECT count(*) FROM {TABLE}").fetchone()[0]}


def pandas_final(source: str, first: str, end: str, database: str, cache: str) -> dict[str, Any]:
    """Side A into a full table; `cache` is SQLite's (pages, or KiB when negative; 0 for its own choice)."""
    import pandas as pd

    with sqlite3.connect(source) as connection:
        frame = pd.read_sql(f"SELECT * FROM {TABLE} WHERE id >= {first} AND id < {end}", connection)
    started, used = time.perf_counter(), time.process_time()
    with sqlite3.connect(database) as connection:
        if int(cache):
            connection.execute(f"PRAGMA cache_size = {cache}")
        frame.to_sql(TABLE, connection, index=False, if_exists="append")
    return {"seconds": time.perf_counter() - started, "processor": time.process_time() - used, "rows": len(frame)}


class WithoutPandas:
    """An installation of Samplats has no pandas; pyarrow would load it where it is found."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def ours(path: str) -> dict[str, Any]:
    """Side B: one import through the actions and the worker of the website."""
    sys.meta_path.insert(0, WithoutPandas())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    import django

    django.setup()
    import pyproj  # noqa: F401 - a worker has its libraries loaded
    import scipy.spatial  # noqa: F401
    from django.utils import timezone

    from samplats.evidence.incidents import actions
    from samplats.evidence.incidents.actions import turns
    from samplats.evidence.incidents.models import Import, Source
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.jobs import worker
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant

    tenant, _ = Tenant.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    actor = system_actor(tenant)
    columns = {"id": "id", "time": "tid", "count": "antal", "place": "adress", "category": "kategori"}
    with open_tenant(tenant.pk):
        source = Source.objects.filter(name="Bench").first()
        source = source or actions.add_source(actor, tenant, name="Bench", kind="partners")
        before = most_memory()
        started, used = time.perf_counter(), time.process_time()
        with open(path, "rb") as content:
            chunks = iter(lambda: content.read(1 << 20), b"")
            batch = actions.upload_file(actor, tenant, chunks=chunks, name="bench.csv")
        actions.map_columns(actor, batch, mapping={"columns": columns, "time_zone": "Europe/Stockholm", "crs": 4326})
        actions.choose_source(actor, batch, source=source)
        actions.start_import(actor, batch, names=["id", "tid"], now=timezone.now())
        worker.run_all()
        took, processor = time.perf_counter() - started, time.process_time() - used
        done = Import.objects.get(pk=batch.pk)
    return {
        "seconds": took,
        "processor": processor,
        "state": done.state,
        "read": done.n_read,
        "added": done.n_added,
        "rejected": done.n_rejected,
        "first_row": done.first_row,
        "end_row": done.first_row + done.reserved,
        "peak_mb": most_memory(),
        "before_mb": before,
        "cache_kib": turns.MEMORY,
    }


def most_memory() -> float:
    """The most memory in MB that this program has had; what the system counts for a process begins with its parent."""
    [line] = [one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def migrate() -> dict[str, Any]:
    """An empty database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return {}


def other_writer(database: str, until: str) -> dict[str, Any]:
    """Somebody else who saves something every 50 ms; the longest and the 99th wait in seconds."""
    save, waits = (_in_postgresql if "://" in database else _in_sqlite)(database), []
    while not Path(until).exists():
        started = time.perf_counter()
        save(started)
        waits.append(time.perf_counter() - started)
        time.sleep(0.05)
    ranked = sorted(waits)
    return {"writes": len(waits), "longest": ranked[-1], "p99": ranked[int(len(ranked) * 0.99)]}


def _in_sqlite(database: str) -> Callable[[float], None]:
    connection = sqlite3.connect(database, timeout=30, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS other (at REAL)")

    def save(value: float) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO other VALUES (?)", [value])
        connection.execute("COMMIT")

    return save


def _in_postgresql(address: str) -> Callable[[float], None]:
    import psycopg

    connection = psycopg.connect(address, autocommit=True)
    connection.execute("CREATE TABLE IF NOT EXISTS other (at double precision)")

    def save(value: float) -> None:
        connection.execute("INSERT INTO other VALUES (%s)", [value])

    return save


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "raw": pandas_raw,
    "prepare": prepare_final,
    "final": pandas_final,
    "ours": ours,
    "migrate": migrate,
    "writer": other_writer,
}


def start(home: Path, step: str, *arguments: object) -> subprocess.Popen[str]:
    """One step in its own process, so that memory and caches are its own."""
    environment = {**os.environ, "SAMPLATS_HOME": str(home), "SAMPLATS_MODE": "embedded"}
    order = [sys.executable, __file__, "--step", step, *map(str, arguments)]
    return subprocess.Popen(order, env=environment, stdout=subprocess.PIPE, text=True)


def result(child: subprocess.Popen[str]) -> dict[str, Any]:
    """What a step found out."""
    out, _ = child.communicate()
    return dict(json.loads(out.strip().splitlines()[-1]))


def import_beside_a_writer(path: Path, home: Path) -> dict[str, Any]:
    """Side B with somebody else writing."""
    stop = home / "stop"
    stop.unlink(missing_ok=True)
    writer = start(home, "writer", os.environ.get("SAMPLATS_DATABASE") or home / "samplats.sqlite3", stop)
    done = result(start(home, "ours", path))
    stop.touch()
    return {**done, **result(writer)}


def told(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Print what a step found out, with the load of the machine at its end."""
    print(f"{name}:", json.dumps({**found, "load": os.getloadavg()}), flush=True)
    return found


def run(rows: int, folder: Path) -> None:
    """Both sides, printed."""
    first, second, home = folder / "first.csv", folder / "second.csv", folder / "home"
    write_file(first, rows, 1)
    write_file(second, rows, 2)
    home.mkdir()
    result(start(home, "migrate"))
    alone = "SAMPLATS_DATABASE" in os.environ
    raw = {} if alone else told("read_csv + to_sql", result(start(home, "raw", first, folder / "raw.sqlite3")))
    empty = told("ours, empty", import_beside_a_writer(first, home))
    full = told("ours, full", import_beside_a_writer(second, home))
    assert empty["rejected"] == FAULTS == full["rejected"], "every planted fault must be reported"
    assert empty["added"] == full["added"] == rows - FAULTS, "every other row must be stored"
    if alone:
        return
    print(f"empty {empty['seconds'] / raw['seconds']:.2f} x (at most 2.5)")
    source, prepared = home / "samplats.sqlite3", folder / "prepared.sqlite3"
    told("prepared", result(start(home, "prepare", source, full["first_row"], prepared)))
    for name, cache in (("own cache", 0), ("the cache of the import", -full["cache_kib"])):
        database = folder / "final.sqlite3"
        shutil.copy(prepared, database)
        stretch = (full["first_row"], full["end_row"])
        final = told(f"to_sql, {name}", result(start(home, "final", source, *stretch, database, cache)))
        print(f"full {full['seconds'] / final['seconds']:.2f} x (at most 1), to_sql with {name}", flush=True)


def main() -> None:
    """Run everything, or one step in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--postgresql", help="address of an empty database")
    parser.add_argument("--step", nargs="+")
    given = parser.parse_args()
    if given.postgresql:
        os.environ["SAMPLATS_DATABASE"] = given.postgresql
    if given.step:
        step, *arguments = given.step
        print(json.dumps(STEPS[step](*arguments)))
        return
    folder = Path(tempfile.mkdtemp(prefix="samplats-bench-"))
    try:
        run(given.rows, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
