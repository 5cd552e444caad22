"""What stands around a page's content: top bar, way back, rooms and the place's head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..assets import asset_tags
from ..colours import is_colour, readable_on_dark
from ..seal import seal_points

register = template.Library()

THEMES = {"light", "dark", "high"}
THEME_COOKIE = "samplats_theme"


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere; `current` marks where the reader stands."""

    text: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Person:
    """Who is signed in: name, an optional line under it, own links, where signing out is posted, and a public id."""

    name: str
    sign_out_url: str
    role: str = ""
    links: Sequence[Link] = ()
    key: str = ""

    @property
    def initials(self) -> str:
        """First letters of the first and the last name."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@dataclass(frozen=True)
class Shell:
    """What every page's frame shows; a context processor puts it in the context as `shell`."""

    home_url: str = "/"
    municipality: str = ""
    menu: Sequence[Link] = ()
    person: Person | None = None
    sign_in_url: str = ""
    footer: Sequence[Link] = ()
    footer_text: str = ""
    languages: Sequence[Link] = ()
    logo_url: str = ""
    colour: str = ""  # the municipality's own, readable on light grounds


@register.simple_tag
def asset(name: str) -> SafeString:
    """Style sheets and script of a built entry."""
    return asset_tags(name)


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> SafeString:
    """The root element's theme attributes, from the reader's own choice; empty follows the system."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request is not None else ""
    if chosen not in THEMES:
        return mark_safe("")
    theme = "dark" if chosen == "dark" else "light"
    contrast = ' data-contrast="high"' if chosen == "high" else ""
    return mark_safe(f' data-theme="{theme}"{contrast}')  # noqa: S308 - chosen from a fixed set


@register.simple_tag(takes_context=True)
def own_colour(context: Context) -> SafeString:
    """The root element's attributes for the municipality's own colour, in the shades for light and dark grounds."""
    shell = context.get("shell")
    colour = shell.colour if isinstance(shell, Shell) else ""
    if not is_colour(colour):
        return mark_safe("")
    return format_html(' data-own style="--own:{};--own-on-dark:{}"', colour, readable_on_dark(colour))


@register.simple_tag
def system_fonts() -> SafeString:
    """The root element's attribute for a page that must stay light: the reader's own fonts, none of ours."""
    return mark_safe(' data-fonts="system"')


@register.simple_tag
def seal(ring: Sequence[Sequence[float]]) -> SafeString:
    """The place's boundary in a circle; never a stock icon."""
    return format_html(
        '<svg class="seal" viewBox="0 0 72 72" aria-hidden="true">'
        '<circle class="bg" cx="36" cy="36" r="35"/><polygon class="shape" points="{}"/></svg>',
        seal_points(ring),
    )


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(links: Sequence[Link]) -> dict[str, Any]:
    """The way back, as links."""
    return {"links": links}


@register.inclusion_tag("ui/components/rooms.html")
def rooms(links: Sequence[Link], label: str) -> dict[str, Any]:
    """The six rooms of a place."""
    return {"links": links, "label": label}


@register.simple_block_tag
def place_head(content: str, title: str, facts: str = "", ring: Sequence[Sequence[float]] = ()) -> SafeString:
    """The head of a place: seal, name, facts, and what the block holds at the far end."""
    return format_html(
        '<div class="placehead">{}<div><h1>{}</h1>{}</div>{}</div>',
        seal(ring) if ring else "",
        title,
        format_html('<p class="facts">{}</p>', facts) if facts else "",
        format_html('<div class="aside">{}</div>', content) if content.strip() else "",
    )
