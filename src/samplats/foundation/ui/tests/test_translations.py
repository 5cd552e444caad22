import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "locale"


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_text_is_translated_with_the_same_places_for_values(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    assert len(catalog) > 300
    for message in catalog:
        if not message.id:
            continue
        singles = [(message.id, message.string)] if isinstance(message.id, str) else []
        assert all(message.string if isinstance(message.string, tuple) else [message.string]), message.id
        for said, translated in singles:
            assert placeholders(said) == placeholders(translated), said


def test_both_languages_hold_the_same_texts():
    ids = []
    for language in ("en", "ar"):
        with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            ids.append({str(message.id) for message in read_po(file)})
    assert ids[0] == ids[1]
