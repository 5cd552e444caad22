"""`samplats worker`: take jobs from the queue until told to stop."""

from __future__ import annotations

import argparse

from samplats.commands.setup import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The worker has nothing to choose: all it needs is in the settings."""


def run(options: argparse.Namespace) -> int:
    """Run jobs until SIGTERM or Ctrl-C."""
    set_up()
    from samplats.foundation.jobs.worker import run_worker

    run_worker()
    return 0
