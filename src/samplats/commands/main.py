"""`samplats COMMAND`: each command is a module here with `add_arguments(parser)` and `run(options) -> exit code`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

COMMANDS = {
    "analyse": "read incident files and write a situation picture, without a server",
    "serve": "run the website and its job worker",
    "prepare": "make the database and the data folder ready",
    "tenant": "make a room for a municipality, a county or a co-operation, and invite its administrator",
    "worker": "run the job worker alone",
    "demo": "load the invented municipality Exempelköping",
    "backup": "put database, files and key into one dated archive, while the site runs",
    "restore": "make the database and the data folder again from a backup",
    "rebuild": "make the columnar snapshots of incidents again from the database",
    "manage": "pass a command on to Django, such as `manage check --deploy`",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; only that command's module is imported."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="samplats", description="Safer places together and by evidence.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in COMMANDS.items():
        one = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        if given[:1] == [name]:
            _module(name).add_arguments(one)
    options = parser.parse_args(given)
    try:
        return int(_module(options.command).run(options))
    except Exception as error:
        if not _is_wrong_setting(error):
            raise
        print(f"samplats: {error}", file=sys.stderr)
        return 1


def _is_wrong_setting(error: Exception) -> bool:
    """Whether one line about a setting says more than where in the code it was read."""
    from django.core.exceptions import ImproperlyConfigured  # not for `analyse`, which needs no Django

    return isinstance(error, ImproperlyConfigured)


def _module(name: str) -> Any:
    return import_module(f"samplats.commands.{name}")


if __name__ == "__main__":
    sys.exit(main())
