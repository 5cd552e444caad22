"""What is drawn again and again from equal figures is kept in this process' memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches
from django.utils.translation import get_language

Drawn = TypeVar("Drawn")


def kept(rests_on: object, draw: Callable[[], Drawn]) -> Drawn:
    """What `draw` returns, drawn once per language for everything it rests on, as `repr` tells it."""
    key = hashlib.sha256(f"{get_language()} {draw.__qualname__} {rests_on!r}".encode()).hexdigest()
    found = caches["parts"].get(key)
    if found is None:
        found = draw()
        caches["parts"].set(key, found)
    return cast(Drawn, found)
