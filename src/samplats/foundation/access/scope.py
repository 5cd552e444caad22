"""What a reader of columnar figures may see: whose, which partitions, and how finely."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Grain(IntEnum):
    """How finely incidents may be shown; a lower value is finer."""

    POINTS = 0
    CELLS = 1
    PUBLIC = 2


class Audience(StrEnum):
    """Who a document or an export is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Scope:
    """The tenant, the snapshot partitions and the grain that one reader holds."""

    tenant: str
    partitions: frozenset[str]
    grain: Grain

    @classmethod
    def of_files(cls, audience: Audience | str) -> Scope:
        """The scope of files given on the command line; its runs are never stored."""
        grain = Grain.PUBLIC if Audience(audience) is Audience.PUBLIC else Grain.CELLS
        return cls(tenant="", partitions=frozenset({"files"}), grain=grain)

    def contains(self, other: Scope) -> bool:
        """Whether a holder of this scope may see what was made under the other."""
        return self.tenant == other.tenant and self.partitions >= other.partitions and self.grain <= other.grain

    def key(self) -> str:
        """A stable text for cache keys: equal scopes give equal keys, in every process."""
        parts = "\x1f".join([self.tenant, self.grain.name, *sorted(self.partitions)])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]
