from samplats.foundation.ui.seal import INNER, MOST_CORNERS, seal_points


def corners(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]


def test_a_square_on_the_ground_becomes_a_centred_square():
    # At 60 degrees north a degree of longitude is half as long as a degree of latitude.
    drawn = corners(seal_points([(10, 59.99), (10.04, 59.99), (10.04, 60.01), (10, 60.01), (10, 59.99)]))
    assert drawn == [(14.0, 58.0), (58.0, 58.0), (58.0, 14.0), (14.0, 14.0)]


def test_north_is_up_and_a_long_place_keeps_its_form():
    drawn = corners(seal_points([(10, 0), (14, 0), (14, 1), (10, 1)]))
    assert max(x for x, _ in drawn) - min(x for x, _ in drawn) == INNER
    assert 10.5 < max(y for _, y in drawn) - min(y for _, y in drawn) < 11.5
    assert drawn[0][1] > drawn[2][1]


def test_a_boundary_with_very_many_corners_is_simplified():
    from math import cos, pi, sin

    ring = [(15 + 0.01 * cos(i * pi / 500), 60 + 0.01 * sin(i * pi / 500)) for i in range(1000)]
    assert len(corners(seal_points(ring))) == MOST_CORNERS


def test_what_is_no_area_draws_nothing():
    assert seal_points([]) == ""
    assert seal_points([(1, 1), (1, 1), (1, 1), (1, 1)]) == ""
