"""Small incident files for tests, and the way through the wizard's actions in one call."""

from datetime import UTC, datetime
from typing import Any

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.models import Import, Incident, Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.jobs import worker
from samplats.foundation.tests.cast import Cast

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "id;tid;longitud;latitud;kategori"
MAPPING = {
    "columns": {"id": "id", "time": "tid", "lon": "longitud", "lat": "latitud", "category": "kategori"},
    "time_zone": "Europe/Stockholm",
    "crs": 4326,
}
WITHOUT_IDS = {**MAPPING, "columns": {**MAPPING["columns"], "id": ""}}


def row(day: int, hour: int = 20, *, lon: float = 16.5, lat: float = 59.5, kind: str = "Bråk", key: str = "") -> str:
    return f"{key};2026-10-{day:02d} {hour:02d}:15;{lon};{lat};{kind}"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def source_of(cast: Cast, name: str = "Samverkansrapporter", **described: Any) -> Source:
    found = Source.objects.filter(name=name).first()
    if found is not None:
        return found
    described.setdefault("kind", Source.Kind.PARTNERS)
    return actions.add_source(cast.actor("ada"), cast.home, name=name, **described)


def started(cast: Cast, content: bytes, *, mapping: dict[str, Any] = WITHOUT_IDS, **source: Any) -> Import:
    ada: Actor = cast.actor("ada")
    batch = actions.upload_file(ada, cast.home, chunks=[content], name="rapporter.csv")
    actions.map_columns(ada, batch, mapping=mapping)
    actions.choose_source(ada, batch, source=source_of(cast, **source))
    return actions.start_import(ada, batch, names=HEADER.split(";"), now=NOW)


def imported(cast: Cast, content: bytes, *, mapping: dict[str, Any] = WITHOUT_IDS, **source: Any) -> Import:
    batch = started(cast, content, mapping=mapping, **source)
    worker.run_all()
    batch.refresh_from_db()
    return batch


def counts(batch: Import) -> tuple[int, int, int, int]:
    return batch.n_read, batch.n_added, batch.n_known, batch.n_rejected


def rows_of(batch: Import) -> list[Incident]:
    return list(Incident.objects.filter(batch=batch).order_by("pk"))
