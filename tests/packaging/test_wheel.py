"""The wheel holds the front end, the translations and placestats: it works without Node and without the checkout."""

import csv
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: object, **options: object) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("samplats-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """An empty environment with the locked packages and the wheel: its folder of programs."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, with_pip=True)
    pip = [folder / "bin/python", "-m", "pip", "install", "-qq", "--no-deps", "--no-compile"]
    run(*pip, "--require-hashes", "-r", ROOT / "requirements/run.lock")
    run(*pip, wheel)
    return folder / "bin"


@pytest.fixture
def elsewhere(tmp_path, installed) -> dict:
    """Run far from the checkout, with nothing on the path but what was installed."""
    return {"cwd": tmp_path, "env": {"PATH": str(installed), "SAMPLATS_HOME": str(tmp_path / "var"), "LANG": "C.UTF-8"}}


def test_the_wheel_holds_what_it_needs_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "placestats/__init__.py" in names
    assert "samplats/foundation/ui/static/built/manifest.json" in names
    assert any(name.startswith("samplats/") and name.endswith("LC_MESSAGES/django.mo") for name in names)
    assert any(name.endswith(".html") for name in names)
    assert [name for name in names if "/tests/" in name or "node_modules" in name or name.endswith(".ts")] == []


def test_serve_works_without_node_and_without_the_checkout(installed, elsewhere):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [installed / "samplats", "serve", "--port", str(port)], stdout=subprocess.PIPE, text=True, **elsewhere
    )
    try:
        assert process.stdout.readline() == f"Samplats is ready at http://127.0.0.1:{port}/\n"
        page = get(port, "/")
        built = json.loads(manifest(installed))
        script = next(entry["file"] for entry in built.values() if entry.get("isEntry"))
        assert "<html" in page
        assert len(get(port, f"/static/built/{script}")) > 100
    finally:
        process.terminate()
        assert process.wait(30) == 0


def manifest(installed: Path) -> str:
    packages = next(installed.parent.glob("lib/*/site-packages"))
    return (packages / "samplats/foundation/ui/static/built/manifest.json").read_text()


def get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, path
    return answer.read().decode()


def test_analyse_works_without_the_checkout(installed, elsewhere, tmp_path):
    chance = random.Random(1)
    with (tmp_path / "incidents.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "category", "time", "latitude", "longitude"])
        for number in range(400):
            spot = (59.30, 18.00) if number % 2 else (59.31, 18.02)
            day, hour = 1 + chance.randrange(28), chance.randrange(24)
            where = [round(value + chance.gauss(0, 0.002), 6) for value in spot]
            rows.writerow([number, "vandalism", f"2026-{1 + number % 6:02}-{day:02}T{hour:02}:15:00", *where])
    run(installed / "samplats", "analyse", "incidents.csv", "--time-zone", "local", "--out", "picture", **elsewhere)
    summary = json.loads((tmp_path / "picture/summary.json").read_text())
    assert summary["n_read"] == 400
    assert (tmp_path / "picture/situation.pdf").read_bytes().startswith(b"%PDF")
    assert os.listdir(tmp_path / "picture")
