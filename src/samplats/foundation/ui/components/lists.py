"""Tables, rows, long work and empty states."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .frame import Link

register = template.Library()


@dataclass(frozen=True)
class Column:
    """A table column; numbers stand to the far side; `sort_url` makes the head a link that sorts."""

    text: str
    numeric: bool = False
    sort_url: str = ""
    sorted: str = ""  # "ascending" or "descending"
    hidden_label: bool = False


@dataclass(frozen=True)
class Row:
    """A table row: cells in column order; `key` pairs it with a feature on the map beside."""

    cells: Sequence[Any]
    key: str = ""
    selected: bool = False


@dataclass(frozen=True)
class Table:
    """A whole table; the column numbered `head` names the row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    head: int = 0
    caption_hidden: bool = False


@dataclass(frozen=True)
class Progress:
    """Long work: what, how far of how much, and where to ask again, cancel and go on."""

    key: str
    label: str
    done: int
    total: int
    unit: str = ""
    state: str = "running"  # running, done, cancelled, failed
    poll_url: str = ""
    cancel_url: str = ""
    result: Link | None = None
    message: str = ""

    @property
    def share(self) -> int:
        """Per cent done, never 100 before the end."""
        if self.state == "done":
            return 100
        return min(99, round(100 * self.done / self.total)) if self.total else 0


@register.inclusion_tag("ui/components/table.html")
def table(content: Table) -> dict[str, Any]:
    """A table that scrolls inside itself."""
    rows = []
    for row in content.rows:
        paired = enumerate(zip(content.columns, row.cells, strict=True))
        rows.append((row, [(column, cell, i == content.head) for i, (column, cell) in paired]))
    return {"table": content, "rows": rows}


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """Keep a wide thing inside itself, reachable by keyboard."""
    return format_html('<div class="tablewrap" tabindex="0" role="region" aria-label="{}">{}</div>', label, content)


@register.inclusion_tag("ui/components/progress.html")
def progress(work: Progress) -> dict[str, Any]:
    """A bar with a real count that asks again by itself until the work has ended."""
    return {"work": work}


@register.simple_block_tag
def empty(content: str, title: str, example: str = "", level: int = 2) -> SafeString:
    """An empty state that teaches: what it is and why (the block), an example, one button."""
    shown = {"title": title, "example": example, "content": content, "level": level}
    return render_to_string("ui/components/empty.html", shown)


@register.simple_tag
def skeleton(label: str = "") -> SafeString:
    """Grey lines where text will be, with words."""
    words = label or _("Hämtar …")
    return format_html(
        '<div class="skel" role="status"><i style="inline-size:60%"></i><i></i><i style="inline-size:85%"></i>'
        '<p class="small muted">{}</p></div>',
        words,
    )


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], *, parameter: str = "sida") -> dict[str, Any]:
    """Ways to the other pages of a long list."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "parameter": parameter, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def page_query(context: Context, parameter: str, number: int) -> str:
    """The address of the same list on another page."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
