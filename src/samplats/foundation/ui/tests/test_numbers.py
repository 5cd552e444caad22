from django.utils.translation import override

from samplats.foundation.ui.numbers import number, percent, signed


def test_swedish_numbers_have_no_break_spaces_comma_and_true_minus():
    with override("sv"):
        assert number(1312) == "1\u00a0312"
        assert number(4.56, 1) == "4,6"
        assert number(-12) == "\u221212"
        assert number(0.5) == "1"
        assert percent(0.614) == "61\u00a0%"


def test_english_and_arabic_follow_their_own_form():
    with override("en"):
        assert number(1312.25, 1) == "1,312.3"
        assert percent(0.614, 1) == "61.4%"
    with override("ar"):
        assert number(1312.25, 1) == "1,312.3"
    with override("de"):
        assert number(1312.25, 1) == "1.312,3"


def test_a_sign_is_written_for_change_but_not_for_zero():
    with override("sv"):
        assert signed(8) == "+8"
        assert signed(-8) == "\u22128"
        assert signed(0.2) == "0"
        assert signed(-0.2) == "0"


def test_nothing_is_a_dash():
    assert number(None) == "–"
    assert number(float("nan")) == "–"
    assert percent(None) == "–"


def test_a_sign_stays_in_front_of_its_digits_in_right_to_left_text():
    with override("ar"):
        assert number(-12) == "\u200e\u221212"
        assert signed(12) == "\u200e+12"
