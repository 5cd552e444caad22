"""A situation picture as a Word document, from the same content as its page and its PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from samplats.foundation.documents.word import SOURCE, WIDTH_CM, Cell, Front, Shade, WordDocument
from samplats.situation.sentences.map_drawing import SEQUENTIAL

Content = Mapping[str, Any]
Draw = Callable[[str, Content, float], bytes]
HOUSE_COLOUR = "#0c4f55"
MAP_CM = 12.0
DARK_FROM = 4  # the level from which white words are read better than black ones


def word_of(content: Content, *, colour: str, logo: bytes, draw: Draw, stamped: datetime) -> bytes:
    """The edition as a .docx; `draw` makes a picture of a drawing ("map" or "trend"), so many centimetres wide."""
    front = Front(
        title=content["title"],
        author=content["author"],
        description=content["description"],
        language=content["language"],
        footer=content["footer"],
        colour=colour or HOUSE_COLOUR,
        logo=logo,
        logo_alt=content["author"],
    )
    made = WordDocument(front, stamped=stamped)
    made.title(content["title"], " · ".join((content["edition"], content["subtitle"])))
    made.text(" · ".join(part for part in (content["stamp"], content["decided"]) if part), style=SOURCE)
    for section in content["sections"]:
        made.heading(section["title"], 1)
        for words in section["paragraphs"]:
            made.text(words)
    if content["parts"]:
        made.heading(content["figures_heading"], 1)
        made.text(content["figures_lead"])
    for part in content["parts"]:
        _part(made, part, draw)
    return made.save()


def _part(made: WordDocument, part: Content, draw: Draw) -> None:
    """What one source says."""
    made.heading(part["heading"], 2)
    made.text(part["subtitle"])
    for one in part["findings"]:
        label = {"text": f"{one['label']}: ", "strong": False}
        sure = {"text": f" ({one['strength_words']})", "strong": False}
        made.text([label, *one["parts"], sure], style="List Bullet", mark=one["mark"])
    if not part["findings"]:
        made.text(part["nothing"])
    _where(made, part["where"], draw)
    _hours(made, part["hours"])
    _trend(made, part["trend"], draw)
    for section in (part["repeats"], *part["tables"]):
        if section:
            made.heading(section["heading"], 3)
            _table(made, section["lead"], section["table"], called=section["heading"])
    if part["unknown"]:
        made.heading(part["unknown_heading"], 3)
        made.bullets([(_colon(one["title"]), one["text"]) for one in part["unknown"]])
    made.heading(part["sources_heading"], 3)
    for one in part["sources"]:
        number = f"[{one['mark']}] " if one["mark"] else ""
        made.text(
            [{"text": f"{number}{_colon(one['title'])} ", "strong": True}, {"text": one["text"], "strong": False}]
        )


def _where(made: WordDocument, section: Content | None, draw: Draw) -> None:
    if not section:
        return
    made.heading(section["heading"], 3)
    drawn = section["map"]
    made.picture(draw("map", drawn, MAP_CM), alt=drawn["alt"], caption=section["lead"], width_cm=MAP_CM)
    if section["table"]:
        _table(made, "", section["table"], called=section["heading"], note=section["note"])
    elif section["note"]:
        made.source(section["note"])


def _trend(made: WordDocument, section: Content | None, draw: Draw) -> None:
    if not section:
        return
    made.heading(section["heading"], 3)
    made.picture(draw("trend", section, WIDTH_CM), alt=section["alt"], caption=section["lead"])
    for words in section["changes"]:
        made.text(words)


def _hours(made: WordDocument, section: Content | None) -> None:
    if not section:
        return
    made.heading(section["heading"], 3)
    columns = [(_("Veckodag"), False), *((head, True) for head in section["heads"])]
    rows: list[list[Cell]] = [
        [row["label"], *(_hour(cell, section["hidden_word"]) for cell in row["cells"])] for row in section["rows"]
    ]
    made.table(section["lead"], columns, rows, even=True, note=section["note"])


def _hour(cell: Content, hidden: str) -> Cell:
    if cell["hidden"]:
        return hidden
    if not cell["level"]:
        return str(cell["text"])
    return Shade(cell["text"], SEQUENTIAL[cell["level"] - 1], is_dark=cell["level"] >= DARK_FROM)


def _table(made: WordDocument, caption: str, table: Content, *, called: str, note: str = "") -> None:
    """A table under its own caption, or under the heading that calls it the same."""
    columns = [(one["label"], one["numeric"]) for one in table["columns"]]
    rows = [[_cell(cell) for cell in row] for row in table["rows"]]
    notes = " ".join(part for part in (table["note"], note) if part)
    made.table(caption or called, columns, rows, shows_caption=bool(caption), note=notes)


def _cell(cell: Any) -> Cell:
    """A cell of plain text, the letter of a hot cell, or the word for a hidden number."""
    if isinstance(cell, str):
        return cell
    return str(cell["letter"] if "letter" in cell else cell["hidden"])


def _colon(title: str) -> str:
    return title if title.endswith((".", ":", "?")) else f"{title}:"
