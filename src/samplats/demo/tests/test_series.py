"""The invented county's figures are the same every time, and read as the real ones."""

from samplats.county.reading import read_series
from samplats.demo import series


def test_the_file_is_the_same_every_time_and_has_every_municipality():
    assert series.content() == series.content()
    found = {one.name: one for one in read_series(series.content())}
    assert {name: one.is_share for name, one in found.items()} == {
        **{name: False for name, *_rest in series.COUNTED},
        **{name: True for name, *_rest in series.ASKED},
    }
    for one in found.values():
        assert list(one.values) == [str(year) for year in series.YEARS]
        assert {row[0] for row in one.values["2025"]} == {*series.PEOPLE, series.COUNTY, series.NATION}
