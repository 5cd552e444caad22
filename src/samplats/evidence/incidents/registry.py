"""Where upper apps say in which of their pictures a report has been counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from samplats.foundation.access.actors import Actor


@dataclass(frozen=True)
class Counted:
    """An event that counts: its day, since when, and where (longitude and latitude) when that is known."""

    on: date
    since: datetime
    at: tuple[float, float] | None


@dataclass(frozen=True)
class PictureLink:
    """A published picture that the event is part of; the address is empty for who may not open it."""

    text: str
    url: str


Ask = Callable[[Actor, Counted], list[PictureLink]]
_asked: list[Ask] = []


def tell_pictures(ask: Ask) -> None:
    """Answer for one kind of picture; called by `config`."""
    _asked.append(ask)


def pictures_with(actor: Actor, event: Counted) -> list[PictureLink]:
    """Every published picture that the event is part of, as far as the actor may know."""
    return [link for ask in _asked for link in ask(actor, event)]
