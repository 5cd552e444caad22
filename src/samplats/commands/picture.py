"""The steps of `samplats analyse`, from the options to the finished folder."""

from __future__ import annotations

import argparse
import calendar
import csv
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import numpy as np
import shapely
from django.utils.translation import gettext as _

from samplats.analyses.rules.scoped import Period, Scoped
from samplats.analyses.rules.suite import Suite, analyse
from samplats.evidence.incidents.reading import Options, Reading, read_incidents
from samplats.evidence.incidents.reading.population import read_population
from samplats.evidence.incidents.reading.scoping import own_period, scoped, within
from samplats.evidence.incidents.sentences import file_words
from samplats.foundation.access.scope import Scope
from samplats.foundation.documents import render_pdf
from samplats.foundation.geo.areas import Area, read_area
from samplats.foundation.geo.crs import to_lonlat
from samplats.foundation.geo.opening import Unreadable
from samplats.situation.sentences.document import Picture, content_of

from .exports import cells_geojson, patterns_csv, summary_json
from .folder import Refused, write_folder
from .notes import data_notes

__all__ = ["Refused", "make_picture"]

TEMPLATE = "situation/templates/situation/picture.typ"
PLACE_AT_MOST = 25e6  # square metres; a larger area is shown in the cells of a municipality


@dataclass(frozen=True)
class Given:
    """What was read: incidents and areas."""

    reading: Reading
    place: Area | None
    study: Area | None


def make_picture(options: argparse.Namespace, *, today: date) -> str:
    """Read, analyse and write; returns one line that says what came out."""
    given = _read(options, today)
    events = _events(given, options)
    population = _population(options)
    suite = analyse(events, seed=options.seed, population=population)
    files = _files(suite, given, options)
    write_folder(options.out, files)
    return _("%(n)s händelser av %(read)s rader. Lägesbilden ligger i %(out)s.") % {
        "n": suite.scoped.n,
        "read": given.reading.n_read,
        "out": options.out,
    }


def _read(options: argparse.Namespace, today: date) -> Given:
    place = _area(options.place)
    study = _area(options.study_area)
    metre_crs = next((one.metre_crs for one in (place, study) if one is not None and one.metre_crs), None)
    latest = max(options.as_of.replace(year=options.as_of.year + 1, day=1), options.as_of) if options.as_of else today
    reader = Options(
        latest=latest,
        columns=_columns(options.columns),
        time_zone=options.time_zone,
        crs=options.crs,
        metre_crs=metre_crs,
        sheet=options.sheet,
    )
    try:
        return Given(read_incidents(options.incidents, reader), place, study)
    except Unreadable as error:
        raise Refused(file_words(str(options.incidents), error)) from None


def _area(text: str | None) -> Area | None:
    if not text:
        return None
    name, _hash, inner = text.partition("#")
    path, inner = (Path(text), "") if Path(text).exists() else (Path(name), inner)
    try:
        return read_area(path, inner)
    except Unreadable as error:
        raise Refused(file_words(str(path), error)) from None


def _population(options: argparse.Namespace) -> dict[str, float]:
    if options.population is None:
        return {}
    try:
        return read_population(options.population)
    except Unreadable as error:
        raise Refused(file_words(str(options.population), error)) from None


def _columns(given: list[str]) -> dict[str, str]:
    stated: dict[str, str] = {}
    for text in given:
        for pair in next(csv.reader(io.StringIO(text), skipinitialspace=True)):
            role, equals, column = pair.partition("=")
            if not equals:
                raise Refused(
                    _("--columns: %(pair)s är inget par. Skriv ROLL=KOLUMN, till exempel time=Datum.") % {"pair": pair}
                )
            stated[role.strip()] = column.strip().strip('"')
    return stated


def _events(given: Given, options: argparse.Namespace) -> Scoped:
    found = given.reading.incidents
    scope = Scope.of_files(options.audience)
    own = own_period(found)
    period = _period(options.period, own)
    if options.as_of:
        period = replace(period, last=min(period.last, options.as_of))
    events = scoped(found, scope, source=options.incidents.name, period=period) if period.first <= period.last else None
    if events is None or not len(events.count):
        facts = {"first": period.first, "last": period.last, "known": f"{own.first} – {own.last}"}
        raise Refused(file_words(str(options.incidents), Unreadable("period_empty", **facts)))
    return _inside(events, given, options)


def _inside(events: Scoped, given: Given, options: argparse.Namespace) -> Scoped:
    for area, is_place in ((given.study, False), (given.place, True)):
        if area is None:
            continue
        shape = area.moved_to(events.crs)
        if not np.isfinite(events.x).any():
            raise Refused(file_words(str(options.incidents), Unreadable("place_needs_points")))
        inside, _rows = within(events, shape, is_place=is_place and shapely.area(shape) <= PLACE_AT_MOST)
        if not len(inside.count):
            raise Refused(file_words(str(options.incidents), _outside(events, shape)))
        events = inside
    return events


def _outside(events: Scoped, shape: shapely.Geometry) -> Unreadable:
    known = np.isfinite(events.x)
    lon, lat = to_lonlat(events.x[known], events.y[known], events.crs)
    middle = shapely.centroid(shape)
    place_lon, place_lat = to_lonlat([middle.x], [middle.y], events.crs)
    facts = {
        "events": f"{np.median(lat):.3f}, {np.median(lon):.3f}",
        "place": f"{place_lat[0]:.3f}, {place_lon[0]:.3f}",
    }
    swapped = abs(np.median(lat) - place_lon[0]) < 1 and abs(np.median(lon) - place_lat[0]) < 1
    return Unreadable("place_swapped" if swapped else "place_outside", **facts)


def _period(text: str | None, own: Period) -> Period:
    if not text:
        return own
    first, dots, last = text.partition("..")
    try:
        return Period(_day(first, last=False), _day(last if dots else first, last=True))
    except ValueError:
        raise Refused(
            _("--period: %(text)s går inte att läsa. Skriv 2025, 2025-11 eller 2025-11-01..2026-10-31.")
            % {"text": text}
        ) from None


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.strip().split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def _title(name: str) -> str:
    """A file name as a heading: without its ending and underscores."""
    plain = name.removesuffix(".gz")
    ending = Path(plain).suffix.lower()
    plain = plain.removesuffix(Path(plain).suffix) if 1 < len(ending) <= 8 and not ending[1:].isdigit() else plain
    plain = plain.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:] if plain else name


def _files(suite: Suite, given: Given, options: argparse.Namespace) -> dict[str, bytes]:
    period = suite.scoped.period
    name = given.place.name if given.place else options.incidents.name
    name = _title(name)
    picture = Picture(
        place=name,
        data_name=options.incidents.name,
        public=suite.scoped.public,
        made_on=period.last,
        notes=data_notes(suite, given.reading, options.incidents.name),
    )
    stamped = datetime.combine(options.as_of or period.last, time(12), tzinfo=UTC)
    return {
        "situation.pdf": render_pdf(TEMPLATE, content_of(suite, picture), stamped=stamped),
        "cells.geojson": cells_geojson(suite),
        "patterns.csv": patterns_csv(suite),
        "summary.json": summary_json(suite, given.reading, options),
    }
