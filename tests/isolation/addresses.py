"""Every address of the house with what it needs to be opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samplats.foundation.access.permissions import Permission

FROM_LIBRARIES = ("allauth.", "django.")


@dataclass(frozen=True)
class Address:
    """A named address, its declared permission and the arguments it takes."""

    name: str
    permission: Permission | str | None
    arguments: frozenset[str]
    module: str

    @property
    def of_tenant(self) -> bool:
        """Whether the address lies in a tenant's room."""
        return isinstance(self.permission, Permission)

    def url(self, **arguments: Any) -> str:
        """The address with these arguments."""
        return reverse(self.name, kwargs={name: arguments[name] for name in self.arguments})


def all_addresses() -> list[Address]:
    """Every address that our own code serves."""
    return [one for one in _walk(get_resolver().url_patterns, "") if not one.module.startswith(FROM_LIBRARIES)]


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Address]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner)
        else:
            view: Callable[..., Any] = entry.callback
            yield Address(
                name=f"{namespace}{entry.name}",
                permission=getattr(view, "permission", None),
                arguments=frozenset(entry.pattern.converters),
                module=view.__module__,
            )
