"""Chart tags for templates."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from .multiples import sparkline

register = template.Library()


@register.simple_tag
def spark(values: Sequence[float], highest: float | None = None) -> SafeString:
    """A sparkline in running text or a table cell."""
    return sparkline(values, highest=highest)
