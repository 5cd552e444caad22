"""What one step came to, and how it is counted."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Outcome:
    """The figures of one step: `left_out` holds each reason with how many tests it kept from running."""

    passed: int = 0
    failed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def skipped(self) -> int:
        return sum(self.left_out.values())


def of_check(returncode: int) -> Outcome:
    """A step that only says yes or no counts as one test."""
    return Outcome(passed=int(returncode == 0), failed=int(returncode != 0))


def not_run(reason: str) -> Outcome:
    """A whole step that could not run here."""
    return Outcome(left_out=Counter([reason]))


def of_junit(report: Path, returncode: int) -> Outcome:
    """Count a JUnit report; a runner that failed without a failed test still counts as one failure."""
    if not report.exists():
        return Outcome(failed=1)
    outcome = Outcome()
    for case in ET.parse(report).getroot().iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skipped is not None:
            outcome.left_out[skipped.get("message") or "skipped without a reason"] += 1
        else:
            outcome.passed += 1
    if returncode and not outcome.failed:
        outcome.failed = 1
    return outcome


def to_json(outcomes: dict[str, Outcome]) -> str:
    """For the lane that waits."""
    return json.dumps({name: vars(outcome) for name, outcome in outcomes.items()})


def from_json(text: str) -> dict[str, Outcome]:
    """What `to_json` wrote."""
    read: dict[str, dict[str, Any]] = json.loads(text)
    return {name: Outcome(**{**one, "left_out": Counter(one["left_out"])}) for name, one in read.items()}
