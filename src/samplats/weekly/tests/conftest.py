"""A place to hold meetings about."""

import pytest
import shapely

from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind


@pytest.fixture
def square(cast: Cast) -> Place:
    """The square in the middle of town."""
    area = shapely.box(15.0, 60.0, 15.01, 60.005)
    return draw_place(cast.actor("ada"), cast.home, name="Torget", kind=Kind.CENTRE, area=area)
