"""Signed-in pages at demo scale x 10: server time and number of questions to the database, per page.

Run: PYTHONPATH=src:packages/placestats/src python benchmarks/pages.py [--scale 10] [--home FOLDER] [--times 40]
The demo is loaded once into a data folder of its own. Every page that a person reaches by links from the first page is
asked for, one of each kind, through Django's whole stack with the real middleware and session; the pages take turns, so
that no page is measured on a machine warmed by itself alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import numpy as np

TARGET_MS = 100.0
LINK = re.compile(r'href="([^"#]+)"')
HTML = "text/html"


def prepare(home: Path, scale: float) -> None:
    """The demo in its own data folder, loaded when it is missing."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(SAMPLATS_HOME=str(home.resolve()), SAMPLATS_MODE="demo", SAMPLATS_HOSTS="")
    from samplats.commands.setup import set_up

    set_up()
    from django.core.management import call_command

    from samplats.commands import demo

    call_command("migrate", interactive=False, verbosity=0)
    demo.load(scale=scale)


def signed_in(email: str) -> Any:
    """A browser in which the person has signed in."""
    from django.conf import settings
    from django.test import Client

    from samplats.commands.serve import settle
    from samplats.foundation.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settle()
    client = Client()
    client.force_login(User.objects.get(email=email), backend="samplats.foundation.accounts.backend.SignInBackend")
    return client


def reachable(client: Any, first: str) -> dict[str, str]:
    """One address of every named page that links lead to from the first one, with the busiest query string dropped."""
    from django.urls import Resolver404, resolve

    waiting, seen, found = [first], {first}, {}
    while waiting:
        url = waiting.pop(0)
        answer = client.get(url)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith(HTML):
            continue
        try:
            name = resolve(urlsplit(url).path).view_name
        except Resolver404:
            continue
        if name in found:
            continue
        found[name] = url
        for link in LINK.findall(answer.content.decode()):
            target = urljoin(url, link.replace("&amp;", "&"))
            if target.startswith("/") and target not in seen and "/static/" not in target:
                seen.add(target)
                waiting.append(target)
    return found


def clock(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    began, worked = time.perf_counter(), time.thread_time()
    ask()
    return (time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000


def measure(client: Any, pages: dict[str, str], times: int) -> dict[str, dict[str, float]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(times):
        for name, url in pages.items():
            taken[name].append(clock(lambda url=url: client.get(url)))
    found = {}
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        wall, processor = np.array(taken[name]).T
        found[name] = {
            "p50": round(float(np.percentile(wall, 50)), 1),
            "p95": round(float(np.percentile(wall, 95)), 1),
            "processor p95": round(float(np.percentile(processor, 95)), 1),
            "questions": len(asked),
        }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=10.0)
    parser.add_argument("--home", type=Path, default=Path("var/bench/pages"))
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    prepare(given.home, given.scale)
    from samplats.commands.demo.deliverers import HOME
    from samplats.demo.people import PEOPLE
    from samplats.evidence.incidents.models import Incident
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant

    with open_tenant(Tenant.objects.get(slug=HOME).pk):
        print(json.dumps({"incidents": Incident.objects.count()}))
    emails = {person.key: person.email for person in PEOPLE}
    for who in ("ada", "bo", "hugo"):
        if who not in emails:
            continue
        client = signed_in(emails[who])
        pages = reachable(client, f"/m/{HOME}/")
        found = measure(client, pages, given.times)
        slowest = sorted(found.items(), key=lambda one: -one[1]["p95"])
        over = [name for name, one in slowest if one["p95"] > TARGET_MS]
        print(json.dumps({"person": who, "pages": dict(slowest), "over the target": over}, indent=2))


if __name__ == "__main__":
    main()
