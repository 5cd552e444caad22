"""`samplats analyse`: incident files in, a situation picture out, without a server."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

EPILOG = r"""
examples:
  samplats analyse incidents.csv --out picture
  samplats analyse incidents.xlsx --sheet Blad1 --place places.gpkg#Stationstorget --period 2025-11..2026-10 \
    --out picture
  samplats analyse police.csv --columns time="Brottsdatum från",end="Brottsdatum till",area=desokod --out picture

The folder --out gets situation.pdf, cells.geojson, patterns.csv and summary.json.
Exit code 0 with a result, 2 with one line when the input cannot be used.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("incidents", type=Path, help="CSV, TSV, XLSX, GeoJSON, GeoPackage or Parquet (also .gz)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--place", help="FILE or FILE#NAME: the area the picture is about")
    parser.add_argument("--study-area", help="FILE or FILE#NAME: where incidents can happen at all")
    parser.add_argument("--population", type=Path, help="table with area code and residents, for rates")
    parser.add_argument("--period", help="2025, 2025-11, or FROM..TO with both days included")
    parser.add_argument("--columns", action="append", default=[], help="ROLE=COLUMN, comma separated, repeatable")
    parser.add_argument("--time-zone", help="zone of the times, or local: the clock times as they stand")
    parser.add_argument("--crs", type=int, help="EPSG code of the incidents' coordinates")
    parser.add_argument("--sheet", default="", help="sheet of a workbook, or layer of a GeoPackage")
    parser.add_argument("--as-of", type=date.fromisoformat, help="last day that counts, default the last in the data")
    parser.add_argument("--audience", choices=("internal", "public"), default="internal")
    parser.add_argument("--language", choices=("sv", "en"), default="sv")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers")


def run(options: argparse.Namespace) -> int:
    """Make the picture; 0 when it is written, 2 with one line when the input cannot be used."""
    _prepare_language()
    from django.utils.translation import override

    from .picture import Refused, make_picture

    with override(options.language):
        try:
            summary = make_picture(options, today=datetime.now().astimezone().date())
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            return 2
    print(summary)
    return 0


def _prepare_language() -> None:
    """The least of Django that translating needs: no database, no apps, no data folder."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    package = Path(__file__).resolve().parent.parent
    settings.configure(
        LOCALE_PATHS=sorted(str(folder) for folder in package.rglob("locale") if folder.is_dir()),
        LANGUAGES=[("sv", "Svenska"), ("en", "English")],
        LANGUAGE_CODE="sv",
        USE_I18N=True,
        USE_TZ=True,
        TIME_ZONE="UTC",
    )
    django.setup()
