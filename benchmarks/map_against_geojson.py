"""Map views with at least 50 000 incidents: our vector tiles against the same ground as GeoJSON through the ORM.

Run: PYTHONPATH=.:src:packages/placestats/src python benchmarks/map_against_geojson.py
[--rows 1000000] [--folder var/bench/map] [--every 5]
The other side takes up to half a minute for a view, so only every fifth of the 200 views is asked.
Both sides hold the same incidents: ours in the store that the website's tiles are read from, the other's in the
incident table of an SQLite database of its own. The other side is what a Django project does first: filter the model
by the view's box, take the needed values and write a FeatureCollection with `json`.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

import numpy as np
from benchmarks.map_tiles import compare, store_of

from samplats.foundation.geo import mercator
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.pyramid import Pyramid

NAMES = "id, tenant_id, source_id, batch_id, line, identity, ordinal, starts_at, time_precision, count, lon, lat, x, y, place_precision, area, category, category_text, place_text, external_id, text"  # fmt: skip # noqa: E501


def fill(store: Pyramid) -> None:
    """An empty database with the store's incidents in the incident table."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from samplats.evidence.incidents.actions import add_source
    from samplats.evidence.incidents.models import Import
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant

    call_command("migrate", verbosity=0)
    tenant = Tenant.objects.create(slug="bench", name="Bench")
    with open_tenant(tenant.pk):
        source = add_source(system_actor(tenant), tenant, name="Bench", kind="partners")
        batch = Import.objects.create(tenant=tenant, source=source, file_name="a", file_size=1, state="live")
    lon, lat = (values.tolist() for values in mercator.to_lonlat(store.x, store.y))
    fixed = (tenant.pk, source.pk, batch.pk)
    rows = (
        (number, *fixed, number, number, 0, 1_700_000_000, 1, 1, *where, *where, 1, "", "A1", "", "", "", "")
        for number, where in enumerate(zip(lon, lat, strict=True), start=1)
    )
    asked = ", ".join(["%s"] * (NAMES.count(",") + 1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO incidents_incident ({NAMES}) VALUES ({asked})", rows)


def geojson(box: Bounds) -> bytes:
    """The view's incidents as a FeatureCollection."""
    from samplats.evidence.incidents.models import Incident
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant

    with open_tenant(Tenant.objects.get(slug="bench").pk):
        found = Incident.objects.filter(lon__range=(box.west, box.east), lat__range=(box.south, box.north))
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"id": pk, "category": category, "n": count},
            }
            for pk, lon, lat, category, count in found.values_list("pk", "lon", "lat", "category", "count")
        ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench/map"))
    parser.add_argument("--every", type=int, default=5)
    given = parser.parse_args()
    store = store_of(given.rows, given.folder)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(SAMPLATS_HOME=home, DJANGO_SETTINGS_MODULE="samplats.config.settings")
        fill(store)
        ratios = np.array([ratio for _view, ratio in compare(store, geojson, every=given.every)])
    print(json.dumps({
        "rows": len(store), "views with at least 50 000 incidents": len(ratios),
        "times faster": {"least": round(float(ratios.min()), 1), "median": round(float(np.median(ratios)), 1)},
    }, indent=2))  # fmt: skip


if __name__ == "__main__":
    main()
