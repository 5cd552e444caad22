"""A county's first page with 300 municipalities: server time and number of questions to the database.

Run: PYTHONPATH=.:src:packages/placestats/src python benchmarks/county.py [--municipalities 300] [--places 3]
Every municipality has released its steps; the page is asked for through Django's whole stack with the real middleware
and session, in a database of its own that is thrown away.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from datetime import timedelta
from typing import Any

import numpy as np

URL = "/m/lanet/"
STANDINGS = (["now", "ahead", "ahead", "ahead", "ahead"], ["done", "left", "now", "ahead", "ahead"])


def prepare(home: str) -> None:
    """An empty database with its tables."""
    os.environ.update(SAMPLATS_HOME=home, SAMPLATS_MODE="demo", SAMPLATS_HOSTS="")
    from samplats.commands.setup import set_up

    set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def payload(number: int, places: int) -> dict[str, Any]:
    """What a municipality tells of its places."""
    from django.utils import timezone

    from samplats.process.queries import the_guide

    variant = the_guide().variants["standard_12m"]
    names = [{"sv": one.name.sv, "en": one.name.en} for one in variant.stages]
    today = timezone.localdate()
    told = [
        {
            "name": f"Plats {number}-{at}",
            "kind": "centre",
            "last_on": str(today - timedelta(days=(number * 7 + at) % 90)),
            "variant": variant.code,
            "starts_on": str(today - timedelta(weeks=number % 50)),
            "steps": STANDINGS[at % 2],
            "at": 3 if at % 2 else 1,
            "done": number % 9,
            "all": 9,
            "late": (number + at) % 3,
            "late_steps": [1] if (number + at) % 3 else [],
            "next": {"step": 4 if at % 2 else 2, "begins_on": str(today + timedelta(weeks=number % 20))},
        }
        for at in range(places)
    ]
    plan = {"weeks": variant.weeks, "name": {"sv": variant.name.sv, "en": variant.name.en}, "steps": names}
    return {"variants": {variant.code: plan}, "places": told}


def fill(municipalities: int, places: int) -> Any:
    """The county with its reader, and every municipality's release; the signed-in browser."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from samplats.commands.serve import settle
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.accounts.models import Membership, User
    from samplats.foundation.accounts.roles import Role
    from samplats.foundation.releases.making import freeze
    from samplats.foundation.releases.registry import Content, release_kind
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant
    from samplats.process.queries import STATUS

    county = Tenant.objects.create(slug="lanet", name="Länet", kind="county", official_code="99")
    reader = User.objects.create_user("jon@lanet.example", None, name="Jon Mark")
    with open_tenant(county.pk):
        Membership.objects.create(tenant=county, user=reader, role=Role.COUNTY)
    for number in range(municipalities):
        made = Tenant.objects.create(slug=f"k{number}", name=f"Kommun {number:03}", official_code=f"99{number:03}")
        with open_tenant(made.pk):
            content = Content(payload(number, places))
            freeze(system_actor(made), county, release_kind(STATUS), content, now=timezone.now())
    settings.ALLOWED_HOSTS = ["testserver"]
    settle()
    client = Client()
    client.force_login(reader, backend="samplats.foundation.accounts.backend.SignInBackend")
    return client


def measure(client: Any, url: str, times: int) -> dict[str, float]:
    """Milliseconds by the clock and of the processor, and questions, of one address."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(times):
        began, worked = time.perf_counter(), time.thread_time()
        answer = client.get(url)
        taken.append(((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000))
    assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    wall, processor = np.array(taken).T
    return {
        "p50": round(float(np.percentile(wall, 50)), 1),
        "p95": round(float(np.percentile(wall, 95)), 1),
        "processor p50": round(float(np.percentile(processor, 50)), 1),
        "questions": len(asked),
        "rows": answer.content.count(b'<th scope="row">'),
        "kB": round(len(answer.content) / 1000),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=300)
    parser.add_argument("--places", type=int, default=3)
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        prepare(home)
        client = fill(given.municipalities, given.places)
        for url in (URL, f"{URL}?visa=tysta&ordning=senast"):
            print(json.dumps({"page": url, **measure(client, url, given.times)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
