"""Whoever reads every sheet cannot find a hidden number by taking one from the other (ADR 0141)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.shown import LEAST, band_top
from samplats.analyses.rules.weeks import LONG, WEEK, Compared, weeks_of
from samplats.analyses.tests.test_weeks import SUNDAY, events
from samplats.evidence.incidents.tests.attacker import Answer, found_out

KINDS, WEEKS, SHEETS = 5, 52, 8
TOWNS = {
    "seldom": lambda rng: rng.poisson(0.3, (KINDS, WEEKS)),
    "now and then": lambda rng: rng.poisson(1.2, (KINDS, WEEKS)),
    "mixed": lambda rng: rng.poisson(np.array([0.1, 0.5, 1.5, 4.0, 8.0])[:, None], (KINDS, WEEKS)),
    "every second week": lambda _rng: np.tile(np.arange(WEEKS) % 2, (KINDS, 1)),
}


def told(truth: np.ndarray) -> list[Answer]:
    """What the latest sheets say, week after week, and what their silence says."""
    scoped = events({f"Slag {kind}": truth[kind].tolist() for kind in range(KINDS)})
    found = []
    for back in range(SHEETS):
        last = SUNDAY - timedelta(weeks=back)
        period = Period(scoped.period.first, last)
        start, end = period.bounds()
        until = scoped.take((scoped.start >= start) & (scoped.start < end))
        weeks = weeks_of(replace(until, period=period), weeks=1)
        found += _answers(weeks.rows, weeks.total, WEEKS - back)
    return found


def _answers(rows: tuple[Compared, ...], total: Compared | None, upto: int) -> list[Answer]:
    said = {one.label: one for one in rows}
    found = [_said(total, slice(None), upto)] if total else [_silent(slice(None), upto)]
    for kind in range(KINDS):
        one = said.get(f"Slag {kind}")
        found.append(_said(one, slice(kind, kind + 1), upto) if one else _silent(slice(kind, kind + 1), upto))
    return found


def _said(one: Compared, kinds: slice, upto: int) -> Answer:
    now = one.found.now or 0
    return Answer(_atoms(kinds, one.days // WEEK, upto), now, band_top(now) if now else LEAST - 1)


def _silent(kinds: slice, upto: int) -> Answer:
    """What is too rare to be told of has had fewer than five in four weeks."""
    return Answer(_atoms(kinds, LONG // WEEK, upto), 0, LEAST - 1)


def _atoms(kinds: slice, weeks: int, upto: int) -> np.ndarray:
    atoms = np.zeros((KINDS, WEEKS), dtype=bool)
    atoms[kinds, upto - weeks : upto] = True
    return atoms


@pytest.mark.parametrize("town", TOWNS)
def test_no_hidden_number_is_found_from_sheet_to_sheet(town: str):
    truth = np.asarray(TOWNS[town](np.random.default_rng(1)))
    assert found_out(truth, told(truth), at_most=6) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("town", ["now and then", "mixed"])
def test_nor_in_many_towns(town: str, seed: int):
    truth = np.asarray(TOWNS[town](np.random.default_rng(seed)))
    assert found_out(truth, told(truth)) == []


def test_the_same_attacker_finds_them_where_numbers_are_told():
    truth = np.asarray(TOWNS["mixed"](np.random.default_rng(1)))
    exact = [Answer(one.atoms, int(truth[one.atoms].sum()), int(truth[one.atoms].sum())) for one in told(truth)]
    assert found_out(truth, exact, at_most=12)
