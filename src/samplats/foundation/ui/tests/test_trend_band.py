"""A chart whose expected range is known only for its newest periods."""

from samplats.foundation.ui.charts import trend_figure

UNKNOWN = (float("nan"), float("nan"))


def test_the_band_is_drawn_where_it_is_known_and_nowhere_else():
    labels = ["v 1", "v 2", "v 3", "v 4"]
    figure = str(
        trend_figure("Så många", labels=labels, counts=[1, 2, 3, 4], expected=[UNKNOWN, UNKNOWN, (1, 5), (1, 5)])
    )
    assert "nan" not in figure.lower().replace("nanometer", "")
    assert "1–5" in figure


def test_a_range_known_nowhere_draws_no_band():
    figure = str(trend_figure("Så många", labels=["a", "b"], counts=[1, 2], expected=[UNKNOWN, UNKNOWN]))
    assert "nan" not in figure.lower()
