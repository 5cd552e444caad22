from django.utils.translation import override

from samplats.foundation.ui.components import Source
from samplats.foundation.ui.components.claims import emphasised, suppressed


def test_what_stands_between_stars_is_semibold_and_the_rest_is_escaped():
    assert emphasised("31 händelser, *väntat <13–28>*") == "31 händelser, <b>väntat &lt;13–\u206028&gt;</b>"


def test_a_star_that_is_never_closed_stays_a_star():
    assert emphasised("Getis-Ord Gi* visar") == "Getis-Ord Gi* visar"


def test_a_source_has_one_id_for_each_number_and_keeps_it():
    origin = Source("Enkät", [("Antal", "424")])
    assert origin.key(1) == Source("Enkät", [("Antal", "424")]).key(1)
    assert origin.key(1) != origin.key(2)
    assert origin.key(1) != Source("Enkät", [("Antal", "425")]).key(1)


def test_a_hidden_number_is_a_word_and_never_a_figure():
    with override("sv"):
        assert "dolt" in suppressed("färre än 5")
        assert "färre än 5" in suppressed("färre än 5")
        assert not any(mark in suppressed() for mark in "0–<5".replace("<", ""))
