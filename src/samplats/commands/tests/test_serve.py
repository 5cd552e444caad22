"""`samplats serve` from the outside: one line, an answer, the port, and a clean end."""

import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from samplats.commands import serve

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(port: int, home: Path) -> dict:
    return {
        "args": [sys.executable, "-m", "samplats.commands.main", "serve", "--port", str(port)],
        "env": {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "SAMPLATS_HOME": str(home)},
        "text": True,
    }


@pytest.fixture
def serving(tmp_path):
    port = free_port()
    process = subprocess.Popen(**command(port, tmp_path / "var"), stdout=subprocess.PIPE)
    try:
        yield port, process, process.stdout.readline(), tmp_path / "var"
    finally:
        process.kill()
        process.wait()


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    return connection.getresponse().status


def test_serve_says_one_line_answers_refuses_a_second_and_ends(serving):
    port, process, line, home = serving
    assert line == f"Samplats is ready at http://127.0.0.1:{port}/\n"
    assert status(port) == 200

    second = subprocess.run(**command(port, home), capture_output=True, check=False)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"Port {port} is in use" in second.stderr

    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert process.stdout.read() == ""
    with pytest.raises(ConnectionRefusedError):
        status(port)


def test_what_lasts_is_set_apart_before_the_pages_are_served():
    before = gc.get_threshold()
    try:
        serve.settle()
        assert settings.ROOT_URLCONF in sys.modules
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
