"""A Word document that edits cleanly: real styles, header rows, alt texts, languages and page numbers.

Everything visible comes from styles, so that who edits it changes the style and not each paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

BODY, HEADINGS = "Calibri", "Georgia"
INK, QUIET, LINE = "15211F", "5D6966", "DFDBD1"
SOURCE = "Source line"
LOCALES = {"sv": "sv-SE", "en": "en-GB", "ar": "ar-SA"}
WIDTH_CM = 16.5
SIZES = {"Title": 26, "Heading 1": 17, "Heading 2": 14, "Heading 3": 11.5, "Subtitle": 11, "Caption": 9.5}


@dataclass(frozen=True)
class Front:
    """What a document says of itself; `logo` is a PNG, `colour` six hexadecimal digits after a #."""

    title: str
    author: str
    description: str
    language: str
    footer: str
    colour: str
    logo: bytes = b""
    logo_alt: str = ""


@dataclass(frozen=True)
class Shade:
    """A cell on a coloured ground."""

    text: str
    fill: str
    is_dark: bool = False


Cell = str | Shade


class WordDocument:
    """A document that is written from the top down."""

    def __init__(self, front: Front, *, stamped: datetime) -> None:
        self._made = Document()
        self._front = front
        self._pictures = 0
        self._describe(stamped)
        self._page()
        self._styles()
        self._header_and_footer()

    def title(self, text: str, under: str = "") -> None:
        """The document's name, and a line under it."""
        self._made.add_paragraph(text, style="Title")
        if under:
            self._made.add_paragraph(under, style="Subtitle")

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3, as the document's outline has it."""
        self._made.add_heading(text, level)

    def text(self, words: str | Sequence[Mapping[str, Any]], *, style: str = "Normal", mark: int = 0) -> None:
        """A paragraph; parts that are `strong` stand in bold, `mark` is the number of its source."""
        paragraph = self._made.add_paragraph(style=style)
        for part in [{"text": words, "strong": False}] if isinstance(words, str) else words:
            paragraph.add_run(str(part["text"])).bold = bool(part["strong"]) or None
        if mark:
            paragraph.add_run(f"\u00a0[{mark}]").font.superscript = True

    def bullets(self, rows: Sequence[tuple[str, str]]) -> None:
        """A list of what is said in bold and what follows it."""
        for name, words in rows:
            self.text([{"text": f"{name} ", "strong": True}, {"text": words, "strong": False}], style="List Bullet")

    def source(self, words: str) -> None:
        """A line of source or note under a picture or a table."""
        self._made.add_paragraph(words, style=SOURCE)

    def picture(self, png: bytes, *, alt: str, caption: str = "", width_cm: float = WIDTH_CM) -> None:
        """A picture, with words for who does not see it."""
        paragraph = self._made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(caption)
        shape = paragraph.add_run().add_picture(BytesIO(png), width=Cm(width_cm))
        self._pictures += 1
        properties = shape._inline.docPr
        properties.set("descr", alt)
        properties.set("name", f"Bild {self._pictures}")
        if caption:
            self._made.add_paragraph(caption, style="Caption")

    def table(
        self,
        caption: str,
        columns: Sequence[tuple[str, bool]],
        rows: Sequence[Sequence[Cell]],
        *,
        even: bool = False,
        shows_caption: bool = True,
        note: str = "",
    ) -> None:
        """A table with a header row that is repeated on every page; columns say whether they hold numbers."""
        if shows_caption:
            self._made.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
        made = self._made.add_table(rows=1, cols=len(columns), style="Table Grid")
        _call(made, caption)
        _rule(made)
        for cell, (label, numeric) in zip(made.rows[0].cells, columns, strict=True):
            _write(cell, label, numeric=numeric, bold=True)
        _mark(made.rows[0], "w:tblHeader")
        for row in rows:
            cells = made.add_row().cells
            for cell, content, (_label, numeric) in zip(cells, row, columns, strict=True):
                _fill(cell, content, numeric=numeric)
        for one in made.rows:
            _mark(one, "w:cantSplit")
        _widths(made, columns, even=even)
        self.source(note)

    def save(self) -> bytes:
        """The finished document."""
        target = BytesIO()
        self._made.save(target)
        return target.getvalue()

    def _describe(self, stamped: datetime) -> None:
        about = self._made.core_properties
        about.title, about.author, about.subject = self._front.title, self._front.author, self._front.description
        about.comments, about.last_modified_by = "", self._front.author
        about.language = LOCALES.get(self._front.language, self._front.language)
        about.created = about.modified = stamped.replace(microsecond=0, tzinfo=None)

    def _page(self) -> None:
        section = self._made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.25)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)

    def _styles(self) -> None:
        colour = RGBColor.from_string(self._front.colour.removeprefix("#").upper())
        ink, quiet = RGBColor.from_string(INK), RGBColor.from_string(QUIET)
        self._style("Normal", BODY, 10.5, ink, after=6)
        for name, size in SIZES.items():
            is_heading = name.startswith(("Title", "Heading"))
            self._style(name, HEADINGS if is_heading else BODY, size, colour if name == "Title" else ink, after=4)
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            self._made.styles[name].paragraph_format.space_before = Pt(16 if name == "Heading 1" else 12)
            self._made.styles[name].paragraph_format.keep_with_next = True
        self._made.styles["Caption"].font.bold = True
        self._made.styles["Caption"].paragraph_format.space_after = Pt(6)
        self._made.styles["Subtitle"].font.italic = False
        _without(self._made.styles["Subtitle"].element, "w:spacing", inside="w:rPr")
        _without(self._made.styles["Title"].element, "w:pBdr", inside="w:pPr")
        self._made.styles.add_style(SOURCE, WD_STYLE_TYPE.PARAGRAPH).base_style = self._made.styles["Normal"]
        self._style(SOURCE, BODY, 9, quiet, after=8)
        self._speak()

    def _style(self, name: str, font: str, size: float, colour: RGBColor, *, after: float) -> None:
        style = self._made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
        style.paragraph_format.space_after = Pt(after)
        fonts = style.element.rPr.rFonts
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):  # a theme's font would go before the style's own
            fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn("w:cs"), font)

    def _speak(self) -> None:
        """The language of every text that does not say another."""
        defaults = self._made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        spoken = defaults.find(qn("w:lang"))
        if spoken is None:
            spoken = OxmlElement("w:lang")
            defaults.append(spoken)
        spoken.set(qn("w:val"), LOCALES.get(self._front.language, self._front.language))

    def _header_and_footer(self) -> None:
        section = self._made.sections[0]
        if self._front.logo:
            section.top_margin = Cm(3.1)
            shape = section.header.paragraphs[0].add_run().add_picture(BytesIO(self._front.logo), height=Cm(1.1))
            shape._inline.docPr.set("descr", self._front.logo_alt)
        foot = section.footer.paragraphs[0]
        foot.style = self._made.styles["Footer"]
        stops = foot.style.paragraph_format.tab_stops
        for _stop in list(stops):
            del stops[0]
        stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
        foot.style.font.size = Pt(8.5)
        foot.add_run(f"{self._front.footer}\t")
        _field(foot, "PAGE")
        foot.add_run(" / ")
        _field(foot, "NUMPAGES")


def _write(cell: _Cell, text: str, *, numeric: bool, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(text).bold = bold or None


def _fill(cell: _Cell, content: Cell, *, numeric: bool) -> None:
    if isinstance(content, str):
        _write(cell, content, numeric=numeric)
        return
    _write(cell, content.text, numeric=numeric)
    fill = content.fill.removeprefix("#").upper()
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))
    if content.is_dark:
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _call(table: Table, caption: str) -> None:
    """What a screen reader says of the table."""
    table._tbl.tblPr.append(_element("w:tblCaption", val=caption))


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _widths(table: Table, columns: Sequence[tuple[str, bool]], *, even: bool) -> None:
    """Columns of words share what those of numbers leave."""
    table.autofit = False
    wide = [at == 0 if even else not numeric for at, (_label, numeric) in enumerate(columns)]
    shares = [2.2 if one else 1.0 for one in wide]
    for at, share in enumerate(shares):
        width = Emu(int(Cm(WIDTH_CM) * share / sum(shares)))
        table.columns[at].width = width
        for cell in table.columns[at].cells:
            cell.width = width


def _without(style: Any, name: str, *, inside: str) -> None:
    """Take what the blank document brings out of a style."""
    found = style.find(f"{qn(inside)}/{qn(name)}")
    if found is not None:
        found.getparent().remove(found)


def _rule(table: Table) -> None:
    """Thin lines between the rows, ink above and below, and air in the cells."""
    borders = OxmlElement("w:tblBorders")
    ink, line = ({"val": "single", "sz": "6", "space": "0", "color": colour} for colour in (INK, LINE))
    nothing = {"val": "nil"}
    looks = (
        ("top", ink),
        ("left", nothing),
        ("bottom", ink),
        ("right", nothing),
        ("insideH", line),
        ("insideV", nothing),
    )
    for side, look in looks:
        borders.append(_element(f"w:{side}", **look))
    margins = OxmlElement("w:tblCellMar")
    for side, wide in (("top", "50"), ("left", "70"), ("bottom", "50"), ("right", "70")):
        margins.append(_element(f"w:{side}", w=wide, type="dxa"))
    around: Any = table._tbl.tblPr  # the format asks for this order
    around.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
    around.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that the word processor counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
