import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samplats.foundation.screening.screen import Kind, hide, screen


def kinds(text: str) -> list[Kind]:
    return [one.kind for one in screen(text)]


def test_personal_numbers_are_found_in_every_spelling():
    for spelling in ["811218-9876", "19811218-9876", "198112189876", "811218 9876", "811218+9876"]:
        assert kinds(f"Han med nr {spelling} var där") == [Kind.PERSONAL_NUMBER], spelling


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u2009", "\u2010", "\u2011", "\u2013", "\u2212", "\u00ad"])
def test_signs_that_word_processors_put_in_hide_nothing(sign: str):
    assert kinds(f"Nummer 811218{sign}9876") == [Kind.PERSONAL_NUMBER]
    assert kinds(f"Ring 070{sign}123{sign}45{sign}67") == [Kind.PHONE]
    assert kinds(f"Ring +46{sign}70{sign}123{sign}45{sign}67") == [Kind.PHONE]


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "1" * 100_000, "a@" + "a-" * 50_000, "heter" + " " * 100_000, "a.b@c.se 070-123 45 67 " * 4_000],
    ids=["letters", "digits", "domain", "blanks", "findings"],
)
def test_a_long_text_takes_no_longer_than_it_is(text: str):
    begun = time.process_time()
    assert len(hide(text, screen(text))) <= len(text)
    assert time.process_time() - begun < 20  # it was minutes: with the square of the length


def test_a_number_with_a_wrong_check_digit_is_not_a_personal_number():
    assert Kind.PERSONAL_NUMBER not in kinds("ärende 811218-9875")


def test_phones_mails_and_names_in_phrases_are_found():
    assert kinds("Ring 070-123 45 67 eller skriv till a.b@kommun.example, han heter Erik Svensson") == [
        Kind.PHONE,
        Kind.EMAIL,
        Kind.NAME,
    ]


def test_streets_dates_and_counts_are_left_alone():
    assert kinds("Storgatan 12, 2026-11-16 kl. 22.30, ungefär 10 personer vid Stationstorget") == []


@pytest.mark.slow
@given(st.text(max_size=200))
def test_hiding_leaves_nothing_to_find(text: str):
    findings = screen(text)
    assert len(hide(text, findings)) <= len(text) + 6 * len(findings)


def test_hidden_text_is_clean():
    text = "Hon heter Anna Berg, 811218-9876"
    assert hide(text, screen(text)) == "Hon heter [dolt], [dolt]"
    assert screen(hide(text, screen(text))) == []
