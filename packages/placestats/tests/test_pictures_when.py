"""Every picture of the gallery can be drawn; what cannot be drawn says what is missing."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from placestats import InputError, knox

pytest.importorskip("matplotlib")
SCRIPT = Path(__file__).parents[1] / "docs" / "gallery" / "when.py"


def gallery():
    found = importlib.util.spec_from_file_location("gallery_when", SCRIPT)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.pictures()


@pytest.mark.slow
def test_every_picture_has_a_title_and_is_in_the_gallery():
    from matplotlib import pyplot

    for name, draw in gallery().items():
        axes = draw()
        assert axes.get_title(), name
        assert (SCRIPT.parent / f"{name}.png").stat().st_size > 5000
        pyplot.close(axes.figure)


def test_a_histogram_needs_the_simulations():
    rng = np.random.default_rng(1)
    found = knox(
        rng.uniform(0, 900, 30), rng.uniform(0, 900, 30), np.arange(30), delta=90, tau=3, permutations=9, seed=1
    )
    with pytest.raises(InputError, match="keep_simulations"):
        found.plot()
