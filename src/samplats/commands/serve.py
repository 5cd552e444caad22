"""`samplats serve`: the website and its job worker, ready with one line and stopped together."""

from __future__ import annotations

import argparse
import gc
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from samplats.commands import prepare, worker
from samplats.commands.children import Child, Children, GaveUp
from samplats.commands.warm import warm

PATIENCE = 60.0
RARELY = (10_000, 10, 10)
"""New objects between two tidyings of memory (Python: 700): a page makes several thousand and drops them itself."""


class OurLog(Logger):  # type: ignore[misc]
    """gunicorn's lines go the way of all others, which leaves out what may be a secret."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class Website(BaseApplication):  # type: ignore[misc]
    """gunicorn around the application that is already loaded."""

    def __init__(self, application: Callable[..., Any], door: socket.socket, *, workers: int) -> None:
        self.application = application
        self.door = door
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"fd://{self.door.fileno()}",
            "workers": self.workers,
            "worker_class": "sync",
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "control_socket_disable": True,
            "logger_class": OurLog,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self.application

    def run(self) -> None:
        """Serve; the processes that answer are forked from this one."""
        settle()
        super().run()


def settle() -> None:
    """Load every page once for all forks, and let the tidying of memory pass by what stays for good.

    Otherwise each process looks through half a million lasting objects again and again, in the middle of a page.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: PORT, or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; default: this machine only")
    parser.add_argument("--web-workers", type=int, default=2, help="processes that answer; default: 2")
    prepare.add_demo(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    door = _open_door(options.host, options.port)
    if door is None:
        other = options.port + 1
        return _fail(f"Port {options.port} is in use by another program; choose another, such as PORT={other}.")
    if prepare.run(options):
        return 1
    from django.core.wsgi import get_wsgi_application

    website = Website(get_wsgi_application(), door, workers=options.web_workers)
    children = Children([Child("The website", website.run), Child("The job worker", partial(_work, options))])
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
    children.watch(is_done=lambda: _answers(options) or time.monotonic() > deadline)
    if children.stopping.is_set():
        return 0
    if time.monotonic() > deadline:
        return _fail("Samplats stops: the website did not answer within a minute.")
    print(f"Samplats is ready at http://{options.host}:{options.port}/", flush=True)
    if options.demo:
        print(_sign_ins(), flush=True)
    children.once("warming up", _warm)
    children.watch()
    return 0


def _sign_ins() -> str:
    from samplats.demo.people import PEOPLE

    people = [f"  {person.name}: {person.says}" for person in PEOPLE]
    return "\n".join(["Sign in there with one click as", *people])


def _warm() -> None:
    warm(Path(os.environ["NUMBA_CACHE_DIR"]))


def _work(options: argparse.Namespace) -> None:
    worker.run(options)


def _open_door(host: str, port: int) -> socket.socket | None:
    """Take the port at once and keep it while the website starts again; None when another program has it."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(512)
    except OSError:
        door.close()
        return None
    return door


def _answers(options: argparse.Namespace) -> bool:
    connection = http.client.HTTPConnection(options.host, options.port, timeout=5)
    try:
        connection.request("GET", "/", headers=_as_the_proxy_does())
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connection.close()


def _as_the_proxy_does() -> dict[str, str]:
    """In production only the site's own name, by HTTPS, is answered; anything else is an error in the log."""
    if not settings.PRODUCTION:
        return {}
    return {"Host": str(settings.ALLOWED_HOSTS[0]).lstrip("."), "X-Forwarded-Proto": "https"}


def _fail(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1
