"""What the system says, and where it has it from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

RANGE = re.compile(r"(?<=\d)–(?=\d)")


@dataclass(frozen=True)
class Source:
    """What opens behind a source mark: rows of (term, text), and where its rows are shown."""

    title: str
    rows: Sequence[tuple[str, str]]
    rows_url: str = ""

    def key(self, number: int | str) -> str:
        """A stable element id for this source under this number."""
        return f"k{number}-{crc32(repr((self.title, tuple(self.rows))).encode()):08x}"


@dataclass(frozen=True)
class Finding:
    """One line of findings: what it is about, the sentence, how sure, and the source."""

    label: str
    sentence: str
    strength: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Stamp:
    """A published version: its number, the date line and who decided."""

    version: str
    title: str
    detail: str = ""


@register.filter
def emphasised(text: str) -> SafeString:
    """Escape the text, set what stands between *stars* in semibold, and keep ranges such as 13–28 on one line."""
    parts = RANGE.sub("–\N{WORD JOINER}", conditional_escape(text)).split("*")
    if len(parts) % 2 == 0:
        return mark_safe("*".join(parts))  # noqa: S308 - escaped above
    marked = (f"<b>{part}</b>" if i % 2 else part for i, part in enumerate(parts))
    return mark_safe("".join(marked))  # noqa: S308 - escaped above


@register.inclusion_tag("ui/components/source.html")
def source(number: int | str, origin: Source) -> dict[str, Any]:
    """The numbered mark after a claim, with the box it opens."""
    return {"number": number, "source": origin, "key": origin.key(number)}


@register.inclusion_tag("ui/components/findings.html")
def findings(rows: Sequence[Finding], first: int = 1) -> dict[str, Any]:
    """Findings as ruled lines, with source marks numbered from `first`."""
    numbered, number = [], first
    for row in rows:
        numbered.append((row, number))
        number += row.source is not None
    return {"rows": numbered}


@register.inclusion_tag("ui/components/stamp.html")
def stamp(made: Stamp) -> dict[str, Any]:
    """The stamp of a published version."""
    return {"stamp": made}


@register.simple_tag
def suppressed(why: str = "") -> SafeString:
    """The hatched mark of a hidden number; the same for primary and complementary suppression."""
    explained = format_html('<span class="vh"> {}</span>', why) if why else ""
    return format_html('<span class="supp"><span>{}{}</span></span>', _("dolt"), explained)
