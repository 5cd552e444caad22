"""What comes with Samplats: the meaning of polisen.se's types, and files that are recognised by their columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .columns import plain


@dataclass(frozen=True)
class Shipped:
    """A kind of file that is known from the start: how it is read, and what is known of who delivers it.

    One that `is_pulled` is better taken in as a pulled source's saved answer.
    """

    name: str
    signs: frozenset[str]
    columns: Mapping[str, Sequence[str]]
    time_zone: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    is_pulled: bool = False

    def mapping(self, names: Collection[str]) -> dict[str, Any]:
        """How such a file is read: of each meaning the first column that the file has, each column once."""
        by_plain = {plain(name): name for name in names}
        chosen: dict[str, str] = {}
        for role, wanted in self.columns.items():
            free = [by_plain[plain(name)] for name in wanted if plain(name) in by_plain]
            if found := next((name for name in free if name not in chosen.values()), ""):
                chosen[role] = found
        return {"columns": chosen, "time_zone": self.time_zone}


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every kind of file that is known from the start."""
    return tuple(
        Shipped(
            name=one["id"],
            signs=frozenset(map(plain, one["signs"])),
            columns=one["columns"],
            time_zone=one.get("time_zone", ""),
            source=one.get("source", {}),
            is_pulled=one.get("is_pulled", False),
        )
        for one in _load("profiles")["profiles"]
    )


def recognised(names: Collection[str]) -> Shipped | None:
    """The known kind of file that has these columns."""
    given = frozenset(map(plain, names))
    return next((one for one in shipped() if one.signs <= given), None)


@cache
def polisen_types() -> dict[str, str]:
    """The category of each type of event at polisen.se; `LEAVE` for one that is not taken in."""
    return {str(word): str(code) for word, code in _load("polisen_types")["types"].items()}


def _load(name: str) -> dict[str, Any]:
    raw = files("samplats.evidence.incidents").joinpath("reference", f"{name}.yaml").read_bytes()
    told = yaml.safe_load(raw)
    assert isinstance(told, dict)
    return told
