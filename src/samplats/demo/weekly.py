"""Three weeks of meetings in the demo: what was decided, by whom, by when, and how it went from week to week."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decided:
    """A decision of the meeting so many weeks ago; `due` days after it. `went` is (weeks ago, state, note)."""

    weeks_ago: int
    text: str
    owner: str
    due: int
    place: str = ""
    went: tuple[tuple[int, str, str], ...] = ()


MEETINGS = (3, 2, 1)
"""How many weeks ago the meetings were; all on the Monday."""

THOUGHTS = {
    3: "Fritidsgården stänger redan 20. För: tiderna stämmer. Emot: det ökade redan veckan före.",
    2: "Trasig belysning i gångtunneln. För: händelserna ligger där det är mörkt. Emot: även dagtid.",
    1: "Mörkret kommer tidigare, torget töms efter 18. För: fler rapporter om kvällen. Emot: lika många på helgen.",
}

DECIDED = (
    Decided(3, "Laga belysningen i gångtunneln", "Gatuenheten", 7, "stationstorget", (
        (2, "under_way", "Beställd, leverans nästa vecka."),
        (1, "not_done", "Armaturerna var slut hos leverantören."),
    )),
    Decided(3, "Gå en kvällsrond fredag och lördag", "Nattvandrarna", 6, went=((2, "done", ""),)),
    Decided(2, "Ha fritidsgården öppen till 22 fredagar", "Kultur och fritid", 11, went=(
        (1, "under_way", "Provas två veckor."),
    )),
    Decided(2, "Ta bort klottret vid busshållplatsen", "Fastighetsägarna", 4, "stationstorget", ((1, "done", ""),)),
    Decided(1, "Be kollektivtrafiken om vakt vid sista bussen", "Säkerhetssamordnaren", 14),
    Decided(1, "Flytta cykelstället närmare entrén", "Björkskolan", 21, "bjorkskolan"),
)  # fmt: skip
