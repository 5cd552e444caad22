"""The slots of a place: panels on its overview, and the rooms that other apps have built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import Permission


class Room(StrEnum):
    """The six rooms of every place, always in this order; the value stands in addresses."""

    OVERVIEW = ""
    MEASURE = "mata"
    SITUATION = "lagesbild"
    PLAN = "plan"
    TOGETHER = "tillsammans"
    RESULTS = "resultat"


@dataclass(frozen=True)
class Panel:
    """A part of the overview: `render(request, place)` gives its markup, or nothing when it has nothing to say."""

    key: str
    order: int
    render: Callable[[Any, Any], SafeString | str]


@dataclass(frozen=True)
class BuiltRoom:
    """A room that an upper app serves itself, at an address that takes `tenant` and `slug`."""

    room: Room
    address: str
    text: str | Promise = ""
    needed: Permission | None = None
    otherwise: str = ""
    """Where the room leads who does not hold `needed`."""

    def address_for(self, actor: Actor) -> str:
        """The address's name for this actor."""
        return self.address if self.needed is None or self.needed.held_by(actor) else self.otherwise


Aside = Callable[[Actor, Any], SafeString | str]

_panels: dict[str, Panel] = {}
_asides: dict[str, Aside] = {}
_rooms: dict[Room, BuiltRoom] = {}


def place_overview_panels() -> tuple[Panel, ...]:
    """The panels of the overview, in order."""
    return tuple(sorted(_panels.values(), key=lambda panel: (panel.order, panel.key)))


def place_rooms() -> dict[Room, BuiltRoom]:
    """The rooms that are built, by room."""
    return dict(_rooms)


def fill_overview(panel: Panel) -> None:
    """Put a panel on every place's overview; called by `config`."""
    _panels[panel.key] = panel


def place_aside(actor: Actor, place: Any) -> SafeString:
    """What upper apps say at the far end of a place's head."""
    said = (aside(actor, place) for aside in _asides.values())
    return format_html_join("", "{}", ((words,) for words in said if words))


def fill_aside(key: str, aside: Aside) -> None:
    """Say something at the far end of every place's head; called by `config`."""
    _asides[key] = aside


def fill_room(built: BuiltRoom) -> None:
    """Say where a room is served; called by `config`."""
    _rooms[built.room] = built
