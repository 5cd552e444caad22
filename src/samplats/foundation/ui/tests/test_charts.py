import re

import html5lib
import pytest
from django.utils.translation import override

from samplats.foundation.ui.charts import (
    Change,
    Figure,
    FunnelEdge,
    FunnelPoint,
    Interval,
    IntervalGroup,
    LegendStep,
    Multiple,
    change_figure,
    funnel_figure,
    hours_figure,
    interval_figure,
    lorenz_figure,
    map_legend,
    multiples_figure,
    repeat_figure,
    sparkline,
    trend_figure,
)

EVIL = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def swedish():
    with override("sv"):
        yield


def rows(figure: Figure) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in figure.numbers.rows]


def test_bars_stand_as_high_as_their_counts_and_the_table_says_the_same():
    figure = trend_figure("Ökar.", labels=["v. 1", "v. 2", "v. 3"], counts=[0, 6, 12], expected=(3, 9), limit=10)
    drawn = str(figure)
    heights = [float(h) for h in re.findall(r'class="b-count" [^>]*height="([\d.]+)"', drawn)]
    assert heights == [0, 50, 100]
    assert rows(figure) == [["v. 1", "0", "3–9"], ["v. 2", "6", "3–9"], ["v. 3", "12", "3–9"]]
    assert 'd="M0 25L50 25L100 25L100 75L50 75L0 75Z"' in drawn


def test_an_alarm_stands_at_the_tip_of_the_line_and_late_bars_are_soft():
    drawn = str(
        trend_figure("x", labels="ab", counts=[4, 8], line=[4, 6], alarms=[1], alarm_text="Larm", provisional_from=1)
    )
    assert 'class="pt alarm" style="--px:75.0;--py:75.0"' in drawn  # the line's 6 of 8
    assert drawn.count("is-soft") == 1
    assert drawn.count("is-out") == 1  # the sentence beside the chart speaks of a red bar


def test_one_period_alone_can_be_drawn():
    assert "b-count" in str(trend_figure("x", labels=["2026"], counts=[3], expected=[(1, 2)]))


def test_a_hidden_count_is_hatched_and_never_a_zero():
    figure = trend_figure("x", labels=["jan", "feb"], counts=[None, 8])
    assert str(figure).count('class="hid"') == 1
    assert str(figure).count('class="b-count"') == 1
    assert "dolt" in rows(figure)[0][1]


def test_hours_are_gathered_and_one_hidden_hour_hides_its_whole_column():
    table: list[list[float | None]] = [[1.0] * 24 for _ in range(7)]
    table[2][5] = None
    drawn = str(hours_figure("x", table=table, hours_per_column=4, peaks={(0, 1)}))
    body = re.findall(r"<tr><th scope=\"row\">.*?</tr>", drawn)
    assert len(body) == 7
    assert body[0].count(">4<") == 6
    assert body[0].count("peak") == 1
    assert body[2].count("dolt") == 1
    assert body[2].count(">4<") == 5


def test_every_colour_of_the_legend_is_in_the_table_and_the_other_way_round():
    table = [[float((d * 24 + h) % 19) for h in range(24)] for d in range(7)]
    drawn = str(hours_figure("x", table=table, hours_per_column=1))
    cells, legend = drawn.split("<ul")[0], drawn.split("<ul")[1]
    used = set(re.findall(r'<td class="h(\d)', cells)) - {"0"}
    assert used == set(re.findall(r'class="sw h(\d)', legend))


def test_a_ratio_of_chance_has_no_colour_and_a_high_one_the_strongest():
    drawn = str(repeat_figure("x", distances=["0–100 m"], times=["a", "b"], ratios=[[1.0, 4.6]], peaks={(0, 1)}))
    assert 'class="h0">1,0<' in drawn
    assert 'class="h5 peak">4,6<' in drawn


def test_an_estimate_is_a_dot_within_its_bar_and_a_hidden_one_is_not_drawn():
    group = IntervalGroup("Kvinnor", [Interval("2025", 61, 54, 67, 214, before=True), Interval("2026", None)], "women")
    figure = interval_figure("x", groups=[group])
    drawn = str(figure)
    assert "--a:67.5;--b:83.75;--p:76.25;--c:var(--women)" in drawn  # on an axis from 0 to 80
    assert "dolt" in drawn
    assert rows(figure)[1] == ["Kvinnor", "2026", "dolt", "dolt", "dolt"]


def test_change_is_drawn_around_zero_with_the_verdict_in_words():
    figure = change_figure("x", rows=[Change("Bråk", -44, -83, -5, "decrease", "97", "58")], unit="st")
    drawn = str(figure)
    assert "Verklig minskning" in drawn
    assert "verdict--better" in drawn
    zero, high = float(re.search(r"--z:([\d.]+)", drawn)[1]), float(re.search(r"--b:([\d.]+)", drawn)[1])
    assert high < zero
    assert "\u221244\u00a0st" in drawn


def test_an_increase_may_be_the_welcome_direction():
    drawn = str(change_figure("x", rows=[Change("Trygga", 9, 2, 16, "increase")], good="increase"))
    assert "verdict--better" in drawn


def test_the_table_of_a_lorenz_curve_lies_on_the_curve():
    places = [0.0, 0.1, 1.0]
    figure = lorenz_figure("x", places=places, events=[0.0, 0.5, 1.0], half_at=0.1)
    held = dict(rows(figure))
    assert held["10\u00a0%"] == "50\u00a0%"
    assert held["5\u00a0%"] == "25\u00a0%"
    assert held["100\u00a0%"] == "100\u00a0%"
    assert "hälften på 10,0\u00a0% av rutorna" in str(figure)


def test_a_funnel_names_what_stands_outside_and_nothing_else():
    points = [FunnelPoint("Inne", 1000, 5, 0), FunnelPoint("Kanske", 5000, 7, 1), FunnelPoint("Ute", 10_000, 9, 2)]
    edges = [FunnelEdge(size, 3, 7, 2, 8) for size in (1000, 10_000)]
    drawn = str(funnel_figure("x", points=points, edges=edges, target=5, target_label="riket"))
    assert ("Inne" in drawn, "Kanske" in drawn, "Ute" in drawn) == (False, False, True)
    places = [float(one) for one in re.findall(r'class="pt [a-z]*" style="--px:([\d.]+)', drawn)]
    assert places == sorted(places)
    assert places[1] - places[0] > places[2] - places[1]  # 1 to 5 thousand is farther than 5 to 10


def test_small_multiples_share_one_scale():
    big, small = Multiple("A", [10, 20], "30"), Multiple("B", [1, 2], "3", "uncertain")
    together = str(multiples_figure("x", rows=[big, small], periods=["Q1", "Q2"]))
    assert 'd="M0 50L100 0"' in together
    assert 'd="M0 95L100 90"' in together
    assert 'd="M0 50L100 0"' in sparkline([1, 2])


def test_no_figure_lets_markup_through_and_all_are_valid_html():
    figures = [
        trend_figure(EVIL, labels=[EVIL], counts=[1], ticks=[(0, EVIL)], alarms=[0], alarm_text=EVIL, subtitle=EVIL),
        hours_figure(EVIL, table=[[1.0] * 24] * 7, note=EVIL, caption=EVIL),
        repeat_figure(EVIL, distances=[EVIL], times=[EVIL], ratios=[[1.0]]),
        interval_figure(EVIL, groups=[IntervalGroup(EVIL, [Interval(EVIL, 5, 4, 6)])], unit=EVIL),
        change_figure(EVIL, rows=[Change(EVIL, 1, 0, 2, "uncertain", EVIL, EVIL, EVIL)], unit=EVIL),
        lorenz_figure(EVIL, places=[0, 1], events=[0, 1], csv_url='"><b>'),
        funnel_figure(
            EVIL,
            points=[FunnelPoint(EVIL, 10, 1, 2), FunnelPoint(EVIL, 100, 2)],
            edges=[FunnelEdge(10, 0, 4, 0, 5)],
            target=2,
            target_label=EVIL,
            unit=EVIL,
        ),
        multiples_figure(EVIL, rows=[Multiple(EVIL, [1, 2], EVIL, note=EVIL)], periods=["a", "b"]),
    ]
    legend = map_legend(EVIL, [LegendStep("seq-1", EVIL)], outline=EVIL, hidden=EVIL, note=EVIL)
    for markup in [*map(str, figures), str(legend)]:
        assert "<script" not in markup
        html5lib.HTMLParser(strict=True).parseFragment(markup)
