"""`samplats worker`: take jobs from the queue until told to stop."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The worker has nothing to choose: all it needs is in the settings."""


def run(options: argparse.Namespace) -> int:
    """Run jobs until SIGTERM or Ctrl-C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    import django

    django.setup()
    from samplats.foundation.jobs.worker import run_worker

    run_worker()
    return 0
