"""The day is the people's own: at half past midnight in Sweden it is still yesterday in universal time."""

import re

from tests.architecture import house

# A moment of ours is in universal time until `localdate()` or `localtime()` has been asked for it.
UNIVERSAL_DAY = re.compile(
    r"\b(now|timezone\.now\(\)|datetime\.now\(UTC\)|\w+_at)\.date\(\)|\(now [-+][^()]*(\([^()]*\))?[^()]*\)\.date\(\)"
)


def test_no_day_is_taken_from_a_moment_in_universal_time() -> None:
    found = [
        f"{path.relative_to(house.ROOT)}: {line.strip()}"
        for path in sorted(house.SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if UNIVERSAL_DAY.search(line)
    ]
    assert found == []


def test_what_is_looked_for_would_be_found() -> None:
    for line in ("next_by(now.date())", "version.published_at.date()", "(now - timedelta(days=31 * months)).date()"):
        assert UNIVERSAL_DAY.search(line)
