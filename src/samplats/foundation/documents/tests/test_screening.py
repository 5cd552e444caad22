"""Only characters that the shipped fonts can draw reach a document."""

from pathlib import Path

from fontTools.ttLib import TTFont

from samplats.foundation.documents.screening import COVERAGE, has_glyph, printable, unprintable

FONTS = COVERAGE.parent


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    covered: set[int] = set()
    for path in FONTS.glob("*.ttf"):
        if "Italic" not in path.name:
            covered |= {code for code in TTFont(path).getBestCmap() if code >= 32}
    assert all(has_glyph(chr(code)) for code in covered)
    assert not any(has_glyph(chr(code)) for code in range(32, 0x30000) if code not in covered)


def test_every_font_has_its_licence_beside_it() -> None:
    families = {path.name.split("_")[0] for path in FONTS.glob("*.ttf")}
    licences = {path.name for path in FONTS.glob("LICENSE-*.txt")}
    assert families == {"SourceSerif4", "SourceSans3", "NotoSansArabic"}
    assert len(licences) == 3
    assert all("SIL Open Font License" in Path(FONTS / name).read_text() for name in licences)


def test_swedish_arabic_and_signs_can_be_drawn() -> None:
    assert unprintable("Åäö ≥ ≤ → ▲ ▼ − – 4,6 % السلامة") == set()


def test_what_cannot_be_drawn_becomes_a_box_in_any_nesting() -> None:
    assert printable({"a": ["bus 🚌 stop", 3, None], "b": "漢"}) == {"a": ["bus □ stop", 3, None], "b": "□"}
    assert printable("a\u0000b\u0007c") == "abc"
    assert printable("A\u030a") == "Å"
