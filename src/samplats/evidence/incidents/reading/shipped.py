"""What comes with Samplats: the meaning of polisen.se's types, and files that are recognised by their columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


@dataclass(frozen=True)
class Shipped:
    """A kind of file that is known from the start: how it is read, and what kind of source delivers it."""

    name: str
    all_of: frozenset[str]
    columns: Mapping[str, str]
    kind: str
    time_zone: str = ""
    crs: int | None = None

    def mapping(self, names: Collection[str]) -> dict[str, Any]:
        """How an import of such a file is read, as far as the file has the columns."""
        columns = {role: column for role, column in self.columns.items() if column in names}
        return {"columns": columns, "time_zone": self.time_zone, "crs": self.crs}


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every file that is known from the start."""
    told = _load("profiles.yaml")["profiles"]
    return tuple(
        Shipped(
            one["id"], frozenset(one["all_of"]), one["columns"], one["kind"], one.get("time_zone", ""), one.get("crs")
        )
        for one in told
    )


def recognised(names: Collection[str]) -> Shipped | None:
    """The known kind of file that has these columns."""
    given = frozenset(names)
    return next((one for one in shipped() if one.all_of <= given), None)


@cache
def polisen_types() -> dict[str, str]:
    """The category of each type of event at polisen.se; `LEAVE` for one that is not taken in."""
    return {str(word): str(code) for word, code in _load("polisen_types.yaml")["types"].items()}


def _load(name: str) -> dict[str, Any]:
    told = yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told
