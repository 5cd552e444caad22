"""Reports that come in: our page against a plain Django view that stores the same row, both in one run.

    PYTHONPATH=src:packages/placestats/src python benchmarks/intake.py [--rounds 6] [--seconds 4] [--at-once 50]

Both sides are served by gunicorn with two processes, as `samplats serve` does, over equal copies of one data folder:
SQLite in WAL with `synchronous=FULL`, so every acknowledged report is on the disk. Side A is `intake_plain_view.py`
through Django's default middleware, side B is ours through our own. 60 people who have signed in send reports by HTTP;
the sides take turns, first one report at a time, then `--at-once` of them. At the end both databases are counted: every
acknowledged report is there once, and the log's chain holds. A burst of strangers, who are only shown to the sign-in,
tells what part of a burst the server and Django themselves take.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

PEOPLE = 60
TOKEN = "x" * 32
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HERE = Path(__file__).resolve().parent
SIDES = {"plain": "intake_plain", "ours": "samplats.config.settings"}
BACKENDS = {
    "plain": "django.contrib.auth.backends.ModelBackend",
    "ours": "samplats.foundation.accounts.backend.SignInBackend",
}
Sessions = dict[str, list[str]]


def prepare(home: Path) -> Sessions:
    """A municipality with a boundary and 60 reporters who have signed in; returns their sessions on each side."""
    os.environ.update(SAMPLATS_HOME=str(home), SAMPLATS_MODE="demo", SAMPLATS_HOSTS="", SAMPLATS_DATABASE="")
    from samplats.commands.setup import set_up

    set_up()
    import shapely
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.accounts.models import Membership, User
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Organisation, Tenant
    from samplats.places.actions import import_boundary
    from samplats.places.reading.areas import NamedShape
    from samplats.vocabulary.actions import load_reference

    call_command("migrate", interactive=False, verbosity=0)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    import_boundary(
        system_actor(tenant), tenant, shapes=[NamedShape("", "kommunen", shapely.box(16, 59, 17, 60))], source="box"
    )
    load_reference(system_actor(tenant), tenant)
    body = Organisation.objects.create(name="Bolaget", kind="private")
    sessions: Sessions = {side: [] for side in SIDES}
    for number in range(PEOPLE):
        user = User.objects.create_user(f"p{number}@example.org", None, name=f"P {number}", organisation=body)
        with open_tenant(tenant.pk):
            Membership.objects.create(tenant=tenant, user=user, role="reporter")
        for side, backend in BACKENDS.items():
            store = SessionStore()
            store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend})
            store[HASH_SESSION_KEY] = user.get_session_auth_hash()
            store.save()
            sessions[side].append(store.session_key)
    return sessions


def serve(settings: str, port: int) -> None:
    """One side in a process of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    from django.core.wsgi import get_wsgi_application

    from samplats.commands.serve import Website

    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    door.listen(512)
    Website(get_wsgi_application(), door, workers=2).run()


def request_of(session: str, key: str, port: int) -> bytes:
    """A report as the browser sends it."""
    fields = {
        "key": key, "category": "E1", "lat": "59.5", "lon": "16.5", "when": "now", "band": "1",
        "text": "En ruta är krossad i busskuren",
    }  # fmt: skip
    body = urlencode(fields).encode()
    head = [
        "POST /m/exempelkoping/rapportera/ HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", f"X-CSRFToken: {TOKEN}",
        f"Cookie: samplats={session}; csrftoken={TOKEN}", "Connection: close",
    ]  # fmt: skip
    return "\r\n".join([*head, "", ""]).encode() + body


class People:
    """Those who send reports, by bare sockets and one selector: they must not take the server's processor from it."""

    def __init__(self, sessions: list[str], port: int) -> None:
        self.sessions = sessions
        self.port = port
        self.answered: list[tuple[float, int]] = []
        self._waiting = selectors.DefaultSelector()

    def write(self, person: int) -> bytes:
        """What the person is about to send."""
        return request_of(self.sessions[person % len(self.sessions)], str(uuid4()), self.port)

    def press(self, person: int, request: bytes) -> None:
        """One person sends a report; the clock runs from before the connection is opened."""
        began = time.perf_counter()
        door = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        door.sendall(request)
        self._waiting.register(door, selectors.EVENT_READ, (person, began, bytearray()))

    def wait(self, then: Callable[[int], None] = lambda _person: None) -> None:
        """Until everybody has an answer; `then` is told who has one."""
        while self._waiting.get_map():
            for ready, _events in self._waiting.select(timeout=30):
                door = cast(socket.socket, ready.fileobj)
                person, began, answer = ready.data
                some = door.recv(65536)
                answer += some
                if not some or is_whole(answer):
                    self._waiting.unregister(door)
                    door.close()
                    self.answered.append(((time.perf_counter() - began) * 1000, int(answer.split(b" ", 2)[1])))
                    then(person)


def is_whole(answer: bytearray) -> bool:
    """Whether the answer has arrived: who waits reads no further, and need not wait for the server to hang up."""
    head, end, body = answer.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    return bool(end and length and len(body) >= int(length[1]))


def load(sessions: list[str], port: int, seconds: float, at_once: int) -> dict[str, Any]:
    """Many people for a while, each sending the next report when the one before is acknowledged."""
    people = People(sessions, port)
    began = time.perf_counter()
    for person in range(at_once):
        people.press(person, people.write(person))
    people.wait(lambda one: people.press(one, people.write(one)) if time.perf_counter() < began + seconds else None)
    took = time.perf_counter() - began
    return {"per second": len(people.answered) / took, **waits(people.answered)}


def bursts(sessions: list[str], port: int, times: int, at_once: int) -> dict[str, Any]:
    """Fifty people press at the same moment, again and again: how long each of them waits.

    A shared machine lends its processors to others in between: the bursts in which it did not are also told alone.
    """
    people = People(sessions, port)
    undisturbed: list[tuple[float, int]] = []
    for _ in range(times):
        before, lent = len(people.answered), lent_away()
        for person, request in enumerate([people.write(person) for person in range(at_once)]):
            people.press(person, request)
        people.wait()
        if lent is not None and lent_away() == lent:
            undisturbed += people.answered[before:]
        time.sleep(0.2)
    return {**waits(people.answered), "undisturbed": undisturbed}


def lent_away() -> int | None:
    """Hundredths of a second for which the host took the processors since the machine started; None if not known.

    Other processes of the same machine are not seen.
    """
    try:
        return int(Path("/proc/stat").read_text().split(maxsplit=9)[8])
    except (OSError, IndexError, ValueError):
        return None


def waits(answered: list[tuple[float, int]]) -> dict[str, Any]:
    """Median and 95th percentile of the waits in milliseconds, and how many reports were taken."""
    ordered = sorted(ms for ms, _status in answered)
    taken = sum(status == 201 for _ms, status in answered)
    return {
        "p50": ordered[len(ordered) // 2],
        "p95": ordered[int(len(ordered) * 0.95)],
        "acknowledged": taken,
        "other answers": len(answered) - taken,
    }


def counted(home: Path) -> dict[str, Any]:
    """What is in a side's database, asked by a process of its own."""
    code = (
        "import django, json; django.setup()\n"
        "from samplats.foundation.tenancy.models import Tenant\n"
        "from samplats.foundation.tenancy.current import open_tenant\n"
        "from samplats.foundation.audit.chain import first_break\n"
        "from samplats.evidence.incidents.models import Report\n"
        "t = Tenant.objects.get()\n"
        "with open_tenant(t.pk):\n"
        "    n = Report.objects.count(), Report.objects.values('key').distinct().count()\n"
        "    print(json.dumps({'reports': n[0], 'keys': n[1], 'chain breaks at': first_break(t)}))"
    )
    environment = {**os.environ, "SAMPLATS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "samplats.config.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return dict(json.loads(told.stdout))


def start(side: str, home: Path, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "SAMPLATS_HOME": str(home)}
    environment["PYTHONPATH"] = os.pathsep.join([str(HERE), *sys.path[1:]])
    order = [sys.executable, str(HERE / "intake.py"), "--serve", SIDES[side], "--port", str(port)]
    child = subprocess.Popen(order, env=environment, start_new_session=True)
    for _ in range(200):
        time.sleep(0.1)
        try:
            bursts(["nobody"], port, 1, 1)
            return child
        except (OSError, IndexError):
            continue
    raise SystemExit(f"{side} does not answer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--port", type=int, default=18400)
    parser.add_argument("--serve", default="")
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.port)
        return
    with tempfile.TemporaryDirectory() as folder:
        homes = {side: Path(folder, side) for side in SIDES}
        sessions = prepare(homes["plain"])
        shutil.copytree(homes["plain"], homes["ours"])
        ports = {side: given.port + n for n, side in enumerate(SIDES)}
        children = {side: start(side, homes[side], ports[side]) for side in SIDES}
        try:
            found = measure(sessions, ports, given)
        finally:
            for child in children.values():
                os.killpg(child.pid, signal.SIGTERM)
                child.wait(20)
        print(json.dumps(found, indent=2))
        for side in SIDES:
            print(side, json.dumps(counted(homes[side])))


def measure(sessions: Sessions, ports: dict[str, int], given: argparse.Namespace) -> dict[str, Any]:
    """Both sides in turns; medians over the rounds."""
    ways: dict[str, Callable[[list[str], int], Any]] = {
        "one": lambda people, port: load(people, port, given.seconds / 2, 1),
        "many": lambda people, port: load(people, port, given.seconds, given.at_once),
        "burst": lambda people, port: bursts(people, port, 4, given.at_once),
        "burst of strangers": lambda _people, port: bursts(["nobody"], port, 4, given.at_once),
    }
    for side, port in ports.items():
        load(sessions[side], port, 1.0, 4)
    found: dict[tuple[str, str], list[dict[str, Any]]] = {(way, side): [] for way in ways for side in ports}
    for _, (way, send), (side, port) in product(range(given.rounds), ways.items(), ports.items()):
        found[way, side].append(send(sessions[side], port))
    told: dict[str, Any] = {}
    for (way, side), rounds in found.items():
        quiet = [one for some in rounds for one in some.pop("undisturbed", [])]
        told[f"{side}, {way}"] = {name: round(median(one[name] for one in rounds), 1) for name in rounds[0]}
        if quiet:
            told[f"{side}, {way}, undisturbed"] = {name: round(value, 1) for name, value in waits(quiet).items()}
    for way in ("one", "many"):
        pairs = zip(found[way, "ours"], found[way, "plain"], strict=True)
        told[f"times as fast, {way}"] = round(median(a["per second"] / b["per second"] for a, b in pairs), 2)
    return told


if __name__ == "__main__":
    main()
