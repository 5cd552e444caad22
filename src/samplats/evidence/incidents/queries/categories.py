"""The words of a file beside the municipality's own categories."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import Sensitivity
from samplats.vocabulary.queries import categories, category_names, police_code_hints
from samplats.vocabulary.rules import Category

from ..models import Import
from ..reading import Coded, Role
from ..reading.columns import choose_columns
from ..reading.reader import raw_table
from .reading import file_of, options_of

SHOWN_WORDS = 400
POLICE_LEVELS = (3, 4)
SHORTEST_PART = 4  # letters; shorter words are mostly och, vid, för


@dataclass(frozen=True)
class Word:
    """One word of the file's category column: how often, what it is called there, and the category that fits it."""

    word: str
    count: int
    text: str
    suggested: str


def words_of(actor: Actor, batch: Import, today: date) -> list[Word]:
    """The different words of the category column, commonest first; empty when the file has no such column."""
    options = options_of(actor, batch, today)
    with file_of(batch) as path:
        columns = choose_columns(raw_table(path, options, None, SHOWN_WORDS), options.columns)
        code, text = columns[Role.CATEGORY], columns[Role.CATEGORY_TEXT]
        key = code or text
        if not key:
            return []
        table = raw_table(path, options, frozenset(name for name in (code, text) if name), None)
    words = Coded.of(table.columns[key])
    texts = Coded.of(table.columns[text]) if text else words
    called: dict[int, str] = {}
    for number, other in zip(words.codes.tolist(), texts.codes.tolist(), strict=True):
        if number >= 0 and number not in called and other >= 0:
            called[number] = texts.labels[other]
    counted = Counter(words.codes[words.codes >= 0].tolist())
    fitting = Fitting(actor)
    chosen = batch.mapping.get("categories", {})
    return [
        Word(label, count, called.get(number, ""), chosen.get(label, fitting.code_for(label, called.get(number, ""))))
        for number, count in counted.most_common(SHOWN_WORDS)
        for label in [words.labels[number]]
    ]


class Fitting:
    """Finds the category that a word means: its code, its label, a name of the police's, or a word in one label."""

    def __init__(self, actor: Actor) -> None:
        known = categories(actor)
        self._codes = {one.code.casefold(): one.code for one in known}
        self._labels = {
            part.strip().casefold(): one.code for one in known for part in [one.label, *one.label.split(",")]
        }
        self._police = police_code_hints(actor)
        self._by_part: dict[str, set[str]] = {}
        for one in known:
            for part in _parts(one.label):
                self._by_part.setdefault(part, set()).add(one.code)

    def code_for(self, *words: str) -> str:
        """The code that fits the first word that fits anything."""
        for word in words:
            plain = word.strip().casefold()
            found = self._codes.get(plain) or self._labels.get(plain) or self._hinted(plain)
            if found:
                return found
        return next((found for word in words if (found := self._partly(word))), "")

    def _partly(self, word: str) -> str:
        """The only category that shares a word with this one."""
        found = set().union(*(self._by_part.get(part, set()) for part in _parts(word)))
        return found.pop() if len(found) == 1 else ""

    def _hinted(self, plain: str) -> str:
        for level in POLICE_LEVELS:
            hinted = self._police.get((level, plain), ())
            if len(hinted) == 1:
                return hinted[0]
        return ""


def _parts(text: str) -> set[str]:
    return {part for part in re.findall(r"\w+", text.casefold()) if len(part) >= SHORTEST_PART}


def choices(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Categories by group, for a form."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for one in categories(actor):
        grouped.setdefault(one.group_label, []).append((one.code, one.label))
    return list(grouped.items())


def named(actor: Actor) -> dict[str, Category]:
    """Every category by code."""
    return category_names(actor)


def sensitivity_of(category: Category | None) -> Sensitivity:
    """How sensitive rows of a category are; what nobody has sorted yet stays inside."""
    return Sensitivity(category.sensitivity.value) if category else Sensitivity.INTERNAL
