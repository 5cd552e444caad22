"""`samplats manage …`: Django's own commands, with Samplats' settings."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what Django is to do")


def run(options: argparse.Namespace) -> int:
    """Hand everything after `manage` to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samplats manage", *options.arguments])
    return 0
