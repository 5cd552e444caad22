"""A Word document's structure: what a person who edits it, or hears it read, depends on."""

from datetime import UTC, datetime
from io import BytesIO
from xml.dom.minidom import parseString
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from samplats.foundation.documents.word import Front, Shade, WordDocument

ORDER = ["tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"]


def png() -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 20), "white").save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def sent() -> bytes:
    front = Front("Lägesbild", "Kommunen", "Beskrivning", "sv", "Foten", "#8a1538", png(), "Kommunen")
    made = WordDocument(front, stamped=datetime(2026, 11, 22, 12, tzinfo=UTC))
    made.title("Lägesbild", "Version 1")
    made.heading("Avsnitt", 1)
    made.heading("Källa", 2)
    made.heading("Del", 3)
    made.text([{"text": "Fler ", "strong": False}, {"text": "än väntat", "strong": True}], mark=2)
    made.bullets([("Namn:", "text")])
    made.picture(png(), alt="Karta med rutor", caption="Antal")
    made.table(
        "Antal", [("Plats", False), ("Antal", True)], [["Torget", "12"], ["Parken", Shade("7", "#6e2609", True)]]
    )
    return made.save()


@pytest.fixture(scope="module")
def read(sent):
    return docx.Document(BytesIO(sent))


def test_headings_are_real_ones_in_order(read):
    styles = [(one.style.name, one.text) for one in read.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert styles == [("Title", "Lägesbild"), ("Heading 1", "Avsnitt"), ("Heading 2", "Källa"), ("Heading 3", "Del")]


def test_the_document_says_its_title_language_and_author(read):
    about = read.core_properties
    assert (about.title, about.author, about.language) == ("Lägesbild", "Kommunen", "sv-SE")
    spoken = read.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == "sv-SE"


def test_every_picture_has_words(read):
    pictures = [one.get("descr") for one in read.element.iter(qn("wp:docPr"))]
    assert pictures == ["Karta med rutor"]
    header = read.sections[0].header._element
    assert [one.get("descr") for one in header.iter(qn("wp:docPr"))] == ["Kommunen"]


def test_a_table_has_a_header_row_a_name_and_its_parts_in_the_order_of_the_format(read):
    [table] = read.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Plats", "Antal"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    parts = [one.tag.split("}")[1] for one in table._tbl.tblPr]
    assert parts == [name for name in ORDER if name in parts]
    assert {"tblBorders", "tblCellMar", "tblCaption"} <= set(parts)
    sides = [one.tag.split("}")[1] for one in table._tbl.tblPr.find(qn("w:tblBorders"))]
    assert sides == ["top", "left", "bottom", "right", "insideH", "insideV"]
    cell = [one.tag.split("}")[1] for one in table.rows[2].cells[1]._tc.tcPr]
    assert cell == ["tcW", "shd"]


def test_fonts_come_from_the_styles_and_no_theme(read):
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        fonts = read.styles[name].element.rPr.rFonts
        assert not [key for key in fonts.attrib if key.endswith("Theme")], name
    assert str(read.styles["Title"].font.color.rgb) == "8A1538"


def test_every_part_is_well_formed(sent):
    with ZipFile(BytesIO(sent)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                parseString(parts.read(name))
