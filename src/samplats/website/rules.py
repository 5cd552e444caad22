"""What a line of the week's table holds."""

from __future__ import annotations

from dataclasses import dataclass

from samplats.situation.rules.states import Standing, State


@dataclass(frozen=True)
class Line:
    """One place in the week's table."""

    name: str
    slug: str
    kind: str
    state: State | None

    @property
    def standing(self) -> Standing:
        """How the place stands."""
        return self.state.standing if self.state else Standing.UNMEASURED
