"""A text that is too long is refused in the same plain words by every form."""

import pytest
from django import forms
from django.utils import translation


class Note(forms.Form):
    text = forms.CharField(max_length=1000)
    mark = forms.CharField(max_length=1)


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        (
            "sv",
            "Högst 1\u00a0000 tecken; texten har 1\u00a0234. Korta den.",
            "Högst 1 tecken; texten har 2. Korta den.",
        ),
        (
            "en",
            "At most 1,000 characters; the text has 1,234. Shorten it.",
            "At most 1 character; the text has 2. Shorten it.",
        ),
        ("ar", "1,000 حرف على الأكثر، وفي النص 1,234. اختصره.", "حرف واحد على الأكثر، وفي النص 2. اختصره."),
    ],
)
def test_the_limit_and_the_length_are_told_in_the_readers_language(language, text, mark):
    with translation.override(language):
        assert Note({"text": "x" * 1234, "mark": "xy"}).errors == {"text": [text], "mark": [mark]}


def test_a_form_that_was_filled_in_before_is_told_of_in_the_language_of_now():
    form = Note({"text": "x" * 1234, "mark": "x"})
    with translation.override("en"):
        assert form.errors["text"][0].startswith("At most")
    with translation.override("sv"):
        assert form.errors.as_data()["text"][0].messages[0].startswith("Högst")


@pytest.mark.parametrize(("most", "begins"), [(2, "حرفان"), (3, "3 أحرف"), (40, "40 حرفًا"), (100, "100 حرف ")])
def test_arabic_counts_as_arabic_does(most, begins):
    with translation.override("ar"):
        note = forms.CharField(max_length=most)
        with pytest.raises(forms.ValidationError) as refused:
            note.clean("x" * 200)
        assert refused.value.messages[0].startswith(begins)
