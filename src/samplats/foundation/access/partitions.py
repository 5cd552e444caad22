"""The drawers that columnar rows lie in: room, permitted use, sharing level and sensitivity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OPEN_ROOM = 0


class PermittedUse(StrEnum):
    """What the owner of the figures lets them be used for."""

    PLANNING = "planning"
    STATISTICS = "statistics"
    OPEN = "open"


class SharingLevel(StrEnum):
    """How far the figures may be shown, always through the grain of the reader's role."""

    ANALYSTS = "analysts"
    MEMBERS = "members"
    PUBLIC = "public"


class Sensitivity(StrEnum):
    """How sensitive a kind of incident is, whoever delivered it."""

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Partition:
    """One drawer; `room` is a compartment's key, or `OPEN_ROOM`."""

    room: int
    use: PermittedUse
    sharing: SharingLevel
    sensitivity: Sensitivity

    @property
    def name(self) -> str:
        """The drawer's name in a Scope; stays on the server."""
        return f"{self.room}.{self.use}.{self.sharing}.{self.sensitivity}"

    @classmethod
    def named(cls, name: str) -> Partition:
        """The drawer with this name."""
        room, use, sharing, sensitivity = name.split(".")
        return cls(int(room), PermittedUse(use), SharingLevel(sharing), Sensitivity(sensitivity))
