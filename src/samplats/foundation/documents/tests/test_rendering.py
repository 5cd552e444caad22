"""The renderer: archival, tagged, the same bytes, and no document with a warning."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from samplats.foundation.documents import DocumentError, render_pdf, rendering

STAMP = datetime(2026, 11, 12, 12, tzinfo=UTC)
GOOD = """
#let content = json(bytes(sys.inputs.content))
#set document(title: content.title)
#set text(font: ("Source Sans 3", "Noto Sans Arabic"), lang: "sv")
= #content.title
#content.text
"""


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template outside the package."""
    monkeypatch.setattr(rendering, "PACKAGE", tmp_path)
    return tmp_path / "one.typ"


def test_a_document_is_tagged_archival_and_the_same_every_time(template: Path) -> None:
    template.write_text(GOOD)
    content = {"title": "Lägesbild", "text": "Emoji 🚌 och السلامة"}
    one = render_pdf("one.typ", content, stamped=STAMP)
    assert one == render_pdf("one.typ", content, stamped=STAMP)
    assert b"pdfuaid:part>1<" in one
    assert b"pdfaid:part>2<" in one
    assert b"pdfaid:conformance>A<" in one
    assert one != render_pdf("one.typ", content | {"text": "annat"}, stamped=STAMP)


def test_a_missing_font_stops_the_document(template: Path) -> None:
    template.write_text(GOOD.replace("Source Sans 3", "No Such Font"))
    with pytest.raises(DocumentError, match="no such font"):
        render_pdf("one.typ", {"title": "t", "text": "x"}, stamped=STAMP)


def test_a_broken_template_names_itself(template: Path) -> None:
    template.write_text("#let x = ")
    with pytest.raises(DocumentError, match=r"one\.typ"):
        render_pdf("one.typ", {}, stamped=STAMP)


def test_a_stamp_may_have_parts_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {}

    def compiled(_path, **options):
        given.update(options)
        return b"%PDF", []

    monkeypatch.setattr(rendering.typst, "compile_with_warnings", compiled)
    assert render_pdf("any.typ", {}, stamped=STAMP.replace(microsecond=123456)) == b"%PDF"
    assert given["timestamp"] == STAMP
