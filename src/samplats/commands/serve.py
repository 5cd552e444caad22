"""`samplats serve`: the website and its job worker, ready with one line and stopped together."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
import time

from samplats.commands import prepare
from samplats.commands.children import Child, Children, GaveUp

PATIENCE = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: PORT, or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; default: this machine only")
    parser.add_argument("--web-workers", type=int, default=2, help="processes that answer; default: 2")
    parser.add_argument("--demo", action="store_true", help="load the demo municipality first, once")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    if not _is_free(options.host, options.port):
        other = options.port + 1
        return _fail(f"Port {options.port} is in use by another program; choose another, such as PORT={other}.")
    prepare.run(options)
    children = Children([_website(options), _worker()])
    children.listen_for_stop()
    children.start()
    try:
        return _serve(children, options)
    except GaveUp as reason:
        return _fail(f"Samplats stops: {reason}.")
    finally:
        children.stop()


def _serve(children: Children, options: argparse.Namespace) -> int:
    deadline = time.monotonic() + PATIENCE
    children.watch(is_done=lambda: _answers(options.port) or time.monotonic() > deadline)
    if children.stopping.is_set():
        return 0
    if time.monotonic() > deadline:
        return _fail("Samplats stops: the website did not answer within a minute.")
    print(f"Samplats is ready at http://127.0.0.1:{options.port}/", flush=True)
    children.watch()
    return 0


def _website(options: argparse.Namespace) -> Child:
    settings = {
        "bind": f"{options.host}:{options.port}",
        "workers": str(options.web_workers),
        "worker-class": "sync",
        "timeout": "60",
        "graceful-timeout": "20",
        "log-level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in settings.items()]
    program = [sys.executable, "-m", "gunicorn", "--preload", "--no-control-socket"]
    return Child("The website", [*program, *flags, "samplats.config.wsgi:application"])


def _worker() -> Child:
    return Child("The job worker", [sys.executable, "-m", "samplats.commands.main", "worker"])


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connection.close()


def _fail(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1
