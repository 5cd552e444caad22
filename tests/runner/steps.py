"""The steps of ./test."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.runner import browser, postgresql
from tests.runner.outcome import Outcome, not_run, of_check, of_junit

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ELSEWHERE = [f"--ignore=tests/{name}" for name in ("architecture", "isolation", "journeys", "packaging")]

EVERY_PAGE = "tests/isolation/test_query_counts.py"
EVERY_LOOK = "tests/journeys/test_every_page.py"

# Two at a time; the migrations are run by the PostgreSQL step and by every ./run, six seconds per process saved here.
ON_SQLITE = ["-n2", "--nomigrations"]


@dataclass(frozen=True)
class Step:
    """A named part of ./test; `quick` says how it runs under --quick, None that it does not."""

    name: str
    title: str
    full: Callable[[], Outcome]
    quick: Callable[[], Outcome] | None = None


def lint() -> Outcome:
    return of_check(_call(BIN / "ruff", "check", "--quiet", "."))


def types() -> Outcome:
    return of_check(_call(BIN / "mypy"))


def contracts() -> Outcome:
    return of_check(_call(BIN / "lint-imports", "--no-logo"))


def architecture() -> Outcome:
    return _pytest("tests/architecture")


def unit() -> Outcome:
    return _pytest("packages/placestats/tests", "src", "tests", *ELSEWHERE, *ON_SQLITE, "-m", "not browser")


def unit_quick() -> Outcome:
    """What asks no database and takes less than a second."""
    chosen = "not browser and not slow and not postgresql"
    return _pytest("packages/placestats/tests", "src", "tests", *ELSEWHERE, *ON_SQLITE, "--no-database", "-m", chosen)


def isolation() -> Outcome:
    return _pytest("tests/isolation", *ON_SQLITE, "-m", "not browser")


def front_end() -> Outcome:
    if not (ROOT / "frontend/package.json").exists():
        return not_run("the front end has not landed yet")
    if _call(sys.executable, "hatch_build.py"):
        return Outcome(failed=1)
    checked = of_check(_call("npm", "run", "--silent", "types", folder=ROOT / "frontend"))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [
            "npx",
            "--no",
            "vitest",
            "run",
            "--reporter=default",
            "--reporter=junit",
            f"--outputFile.junit={report}",
        ]
        tested = of_junit(report, _call(*command, folder=ROOT / "frontend"))
    return Outcome(checked.passed + tested.passed, checked.failed + tested.failed, tested.left_out)


def wheel() -> Outcome:
    return _pytest("tests/packaging")


def journeys() -> Outcome:
    missing = browser.ready()
    return not_run(missing) if missing else _pytest("tests/journeys", "src", f"--ignore={EVERY_LOOK}", "-m", "browser")


def looks() -> Outcome:
    missing = browser.ready()
    return not_run(missing) if missing else _pytest(EVERY_LOOK, "-m", "browser")


def on_postgresql() -> Outcome:
    """What touches a database once more, on PostgreSQL; instead of what pages say, one test that opens every page.

    Who may see what is decided in Python and shown on SQLite.
    """
    try:
        with postgresql.server() as address:
            told = {"SAMPLATS_DATABASE": address, "SAMPLATS_TABLES": postgresql.TABLES}
            return _pytest(EVERY_PAGE, "src", "-n2", "-m", "not browser", **told)
    except postgresql.NotHere as missing:
        return not_run(str(missing))


STEPS = [
    Step("lint", "Lint (ruff)", lint, lint),
    Step("types", "Types (mypy, strict)", types, types),
    Step("contracts", "Import contracts (import-linter)", contracts, contracts),
    Step("architecture", "Architecture tests", architecture, architecture),
    Step("unit", "Unit tests on SQLite", unit, unit_quick),
    Step("isolation", "Isolation: every address as every persona", isolation),
    Step("frontend", "Front end (tsc, vitest)", front_end),
    Step("wheel", "The wheel in an empty environment", wheel),
    Step("journeys", "Journeys in a browser", journeys),
    Step("looks", "Every page in a browser", looks),
    Step("postgresql", "What asks a database, and every page, on PostgreSQL", on_postgresql),
]

# What runs beside the others, which take about as long. Most steps leave a core idle for a good part of their time.
LANES = (("types", "contracts", "frontend", "wheel", "journeys"), ("isolation", "looks", "postgresql"))


def _pytest(*arguments: str, **environment: str) -> Outcome:
    places = [name for name in arguments if name.startswith(("tests", "src", "packages"))]
    there = [name for name in places if name.endswith(".py") or any((ROOT / name).rglob("test_*.py"))]
    if not there:
        return not_run("no such tests yet")
    options = [name for name in arguments if name not in places]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", f"--junitxml={report}", *options, *there]
        return of_junit(report, _nothing_to_run_is_fine(_call(*command, **environment)))


def _nothing_to_run_is_fine(returncode: int) -> int:
    """pytest says 5 when every test was deselected."""
    return 0 if returncode == 5 else returncode


def _call(*command: str | Path, folder: Path = ROOT, **environment: str) -> int:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages/placestats/src")])
    full = {**os.environ, "PYTHONPATH": paths, **environment}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=full, stdin=subprocess.DEVNULL, check=False
    ).returncode
