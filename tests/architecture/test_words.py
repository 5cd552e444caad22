"""Every word of a template can be translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture import house

SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-label", "data-confirm"}
SAME_IN_EVERY_LANGUAGE = {"Samplats", "CSV", "PDF", "Word", "Excel", "GeoJSON"}
SHORTEST_WORD = 3  # shorter ones are units: m, km, kr
EXAMPLES = "ui/living"  # the component page shows made-up contents beside its translated words
SILENT = {"script", "style", "code"}


class Words(HTMLParser):
    """Collects what a person reads or hears and no translation tag covers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self._look(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._look(data)

    def _look(self, text: str) -> None:
        words = {word for word in re.findall(r"\w+", text) if sum(map(str.isalpha, word)) >= SHORTEST_WORD}
        words -= SAME_IN_EVERY_LANGUAGE
        if words:
            self.found.append(" ".join(text.split()))


def untranslated(template: str) -> list[str]:
    """The texts of a template outside `translate` and `blocktranslate`."""
    text = re.sub(r"{#.*?#}", "", template)
    text = re.sub(r"{%\s*comment\b.*?endcomment\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"(</?){{.*?}}", r"\1x", text, flags=re.DOTALL)
    text = re.sub(r"{{.*?}}", "0", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL)
    words = Words()
    words.feed(text)
    words.close()
    return words.found


def templates() -> list[Path]:
    found = [path for path in house.SOURCE.rglob("templates/**/*.html") if "tests" not in path.parts]
    return sorted(path for path in found if EXAMPLES not in path.as_posix())


def test_every_text_in_a_template_can_be_translated():
    found = {
        str(path.relative_to(house.SOURCE)): untranslated(path.read_text(encoding="utf-8")) for path in templates()
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Platser</p>", ["Platser"]),
        ("<p>{% translate 'Platser' %}</p>", []),
        ("<p>{% blocktranslate %}Hej <b>{{ x }}</b>{% endblocktranslate %} · 3 km²</p>", []),
        ('<img alt="Karta" src="x">', ["Karta"]),
        ('<img alt="{% translate "Karta" %}" src="x"/>', []),
        ("<script>let word = 'Platser'</script>{# Platser #}", []),
        ("{% if x %}Nej{% endif %}", ["Nej"]),
    ],
)
def test_an_untranslated_text_is_seen(template, found):
    assert untranslated(template) == found


UNSEEN = re.compile(r"import \w*gettext\w* as (?!_\b)|\{n?gettext\(|\{_\(")


def test_every_word_of_the_code_is_seen_by_makemessages() -> None:
    """Words behind another name than `_`, or inside the braces of an f-string, would never reach a translator."""
    known = {"foundation/ui/charts/changes.py"}  # its word stands elsewhere too
    found = {
        path.relative_to(house.SOURCE).as_posix()
        for path in house.SOURCE.rglob("*.py")
        if "tests" not in path.parts and UNSEEN.search(path.read_text(encoding="utf-8"))
    }
    assert found <= known


CATALOGUES = sorted(house.SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)\d*[a-z]|\{\w+\}")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: f"{path.parts[-5]}-{path.parts[-3]}")
def test_every_translation_is_there_and_keeps_its_places(catalogue: Path) -> None:
    with catalogue.open("rb") as written:
        messages = [one for one in read_po(written) if one.id]
    assert messages
    for one in messages:
        ours = one.id if isinstance(one.id, tuple) else (one.id,)
        theirs = one.string if isinstance(one.string, tuple) else (one.string,)
        assert all(theirs), f"no translation of {ours[0]!r}"
        assert not one.fuzzy, f"a guessed translation of {ours[0]!r}"
        known = {place for text in ours for place in PLACEHOLDER.findall(text)}
        assert all(set(PLACEHOLDER.findall(text)) <= known for text in theirs), f"an unknown place in {ours[0]!r}"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: f"{path.parts[-5]}-{path.parts[-3]}")
def test_no_message_is_translated_twice(catalogue: Path) -> None:
    """makemessages refuses such a catalogue; read_po keeps the last one and says nothing."""
    heads = re.findall(r'^(msgctxt .*\n)?msgid ((?:".*"\n)+)', catalogue.read_text(encoding="utf-8"), re.MULTILINE)
    said = [(context, "".join(re.findall(r'"(.*)"', text))) for context, text in heads]
    assert [one for one in said if said.count(one) > 1] == []


WITH_PAGES = (
    "administration",
    "alarms",
    "county",
    "evidence/incidents",
    "places",
    "process",
    "public",
    "situation",
    "vocabulary",
    "website",
    "weekly",
)


@pytest.mark.parametrize("app", WITH_PAGES)
def test_every_app_with_pages_speaks_english(app: str) -> None:
    assert (house.SOURCE / app / "locale/en/LC_MESSAGES/django.po").is_file()
