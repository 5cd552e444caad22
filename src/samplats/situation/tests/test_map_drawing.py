"""The map: letters never cover each other, hidden cells show no number, colours begin at what is shown."""

import numpy as np

from samplats.analyses.rules.shown import Cells
from samplats.analyses.rules.where import HotCell
from samplats.situation.sentences.map_drawing import APART, bounds_of, draw_map


def cells() -> Cells:
    x = np.arange(40, dtype=np.float64) * 100
    count = np.where(np.arange(40) % 3 == 0, 0, 7)
    return Cells(x, x.copy(), np.full(40, 100.0), count, count > 0, 100.0)


def test_letters_of_neighbouring_cells_stand_apart() -> None:
    hot = [
        HotCell("ABCDEFGH"[index], 1000.0 + 100 * index, 1000.0, 100.0, 9, 1.0, 1 + index % 3, "") for index in range(8)
    ]
    letters = draw_map(cells(), hot, None).letters
    assert [one.text for one in letters] == list("ABCDEFGH")
    for index, one in enumerate(letters):
        for other in letters[:index]:
            assert max(abs(one.across - other.across), abs(one.down - other.down)) >= 0.98 * APART


def test_hidden_cells_are_hatched_and_counted() -> None:
    drawing = draw_map(cells(), [], None)
    assert drawing.n_hidden == 14
    assert "url(#dolt)" in drawing.svg
    assert "<text" not in drawing.svg


def test_colours_begin_at_the_least_number_that_is_shown() -> None:
    assert bounds_of(np.array([7.0, 500.0]))[0] == 5
    assert bounds_of(np.array([1.0, 3.0]))[0] == 1
    assert bounds_of(np.array([])) == []
