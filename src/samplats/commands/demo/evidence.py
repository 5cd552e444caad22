"""The ground, the places and the incidents of the demo, from files, through the same readers as everybody's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from samplats.commands.demo import pulled, reports
from samplats.commands.demo.deliverers import DELIVERERS
from samplats.commands.demo.house import House
from samplats.demo import basemap, files, police
from samplats.demo.incidents import generate
from samplats.demo.steps import WALKED
from samplats.evidence.incidents import actions as incidents
from samplats.evidence.incidents import queries as incident_queries
from samplats.evidence.incidents.queries import Import, Source
from samplats.foundation.access.actors import system_actor
from samplats.foundation.geo import shapes
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.places import actions as places
from samplats.places import queries as place_queries
from samplats.places.reading import areas as place_files
from samplats.places.reading.tables import read_addresses, read_population
from samplats.places.rules.kinds import Kind
from samplats.situation import actions as situation
from samplats.situation import queries as situation_queries
from samplats.situation.queries.figures import MUNICIPALITY

KINDS = {"housing_area": Kind.HOUSING}
GROUND = "Exempelköpings kommun (påhittad karta)"


def load(house: House, *, scale: float, figures_of: str | None = None) -> None:
    """Bring everything in, and count the figures of the first page (or of the municipality and one place of it)."""
    with TemporaryDirectory() as folder, open_tenant(house.tenant.pk):
        rows = generate(house.town, as_of=_monday(timezone.localdate()), scale=scale)
        written = files.write(house.town, rows, police.area_export(house.town, scale=scale), Path(folder))
        _ground(house, Path(folder))
        _places(house)
        live = set(Import.objects.filter(state="live").values_list("source__name", flat=True))
        for one in written:
            if DELIVERERS[one.source].name not in live:
                _incidents(house, one)
        run_all()
        reports.load(house, rows)
        pulled.load(house, as_of=_monday(timezone.localdate()))
        _figures(house, figures_of)


def _monday(today: date) -> date:
    """The demo ends on the Monday of this week, so that it is always fresh; the same Monday gives the same demo."""
    return today - timedelta(days=today.weekday())


def _ground(house: House, folder: Path) -> None:
    actor, tenant = system_actor(house.tenant), house.tenant
    boundary = place_files.read_areas(folder / "kommungrans.geojson")
    places.import_boundary(actor, tenant, shapes=boundary, source=GROUND)
    places.import_areas(actor, tenant, shapes=place_files.read_areas(folder / "omraden.geojson"))
    known = frozenset(zone.code for zone in house.town.zones)
    people, _left = read_population(folder / "befolkning.csv", known=known)
    places.import_population(actor, tenant, rows=people.kept)
    places.import_gazetteer(actor, tenant, rows=read_addresses(folder / "ortnamn.csv").kept)
    ground = Path(settings.MAPS_FOLDER) / f"{tenant.slug}.pmtiles"
    if not ground.exists():
        basemap.write(house.town, ground)
    places.set_base_map(actor, tenant, source="tiles", attribution=GROUND)


def _places(house: House) -> None:
    ada = house.actor("ada")
    drawn = {one.name for one in place_queries.places(ada)}
    weeks = {one.place: one.weeks for one in WALKED}
    for one in house.town.places:
        if one.name in drawn:
            continue
        area = shapes.to_lonlat(one.boundary, house.tenant.epsg)
        kind = KINDS.get(one.kind) or Kind(one.kind)
        began = _monday(timezone.localdate()) - timedelta(weeks=weeks.get(one.slug, 0))
        places.draw_place(ada, house.tenant, name=one.name, kind=kind, area=area, started_on=began)


def _incidents(house: House, written: files.Written) -> None:
    actor, told = house.actor("ada"), DELIVERERS[written.source]
    source = Source.objects.filter(name=told.name).first() or incidents.add_source(
        actor,
        house.tenant,
        name=told.name,
        kind=told.kind,
        origin=told.origin,
        permitted_use=told.use,
        sharing_level=told.sharing,
        retention_months=told.months,
    )
    batch = incidents.upload_file(actor, house.tenant, chunks=[written.path.read_bytes()], name=written.path.name)
    look = incident_queries.first_look(actor, batch, timezone.localdate())
    incidents.map_columns(actor, batch, mapping={"crs": written.crs, "time_zone": files.ZONE})
    words = incident_queries.words_of(actor, batch, timezone.localdate())
    fitting = {one.word: one.suggested for one in words if one.suggested}
    incidents.map_columns(actor, batch, mapping={"categories": fitting})
    incidents.choose_source(actor, batch, source=source)
    incidents.start_import(actor, batch, names=look.names, now=timezone.now())


def _figures(house: House, figures_of: str | None) -> None:
    """Ada's figures at once, so that her first page is whole; the others' by the worker."""
    for key in ("ada",) if figures_of else ("ada", "bo", "elin"):
        _order(house, key, figures_of)
        if key == "ada":
            run_all()


def _order(house: House, key: str, figures_of: str | None) -> None:
    actor = house.actor(key)
    first_on, last_on = situation_queries.usual_period(actor)
    wanted = [one for one in place_queries.places(actor) if figures_of in (None, one.slug)]
    subjects = [MUNICIPALITY, *(str(one.public_id) for one in wanted)]
    for subject in subjects:
        for source in incident_queries.sources_with_rows(actor):
            situation.order_figures(
                actor,
                house.tenant,
                subject=subject,
                source=source,
                category="",
                first_on=first_on,
                last_on=last_on,
                can_wait=key != "ada",
            )
