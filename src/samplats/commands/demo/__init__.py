"""`samplats demo`: load the invented municipality once, through everybody's actions."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=float, default=1.0, help="how many incidents, against 1; default 1")
    parser.add_argument(
        "--figures-of", metavar="PLACE", help="count at once for the municipality and this place only; default all"
    )


def run(options: argparse.Namespace) -> int:
    """Load what is not there yet."""
    from samplats.commands.setup import set_up

    set_up()
    from django.conf import settings

    if settings.PRODUCTION:
        print("The demo is refused in production: SAMPLATS_MODE is production.", file=sys.stderr)
        return 2
    load(scale=getattr(options, "scale", 1.0), figures_of=getattr(options, "figures_of", None))
    return 0


def load(*, scale: float = 1.0, figures_of: str | None = None) -> bool:
    """Load what is not there yet of the demo, also after a load that was interrupted; whether anything was loaded."""
    from samplats.commands.demo.deliverers import is_loaded

    if is_loaded():
        return False
    from samplats.commands.demo import county, evidence, house, shown, steps, weekly

    home = house.known() if house.is_there() else house.load()
    evidence.load(home, scale=scale, figures_of=figures_of)
    steps.load(home)
    county.load(home)
    shown.load(home)
    weekly.load(home)
    return True
