"""Numbers as the reader writes them: 1 312, 4,6, −12, 61 %."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language, get_language_bidi

register = template.Library()

NO_BREAK = "\u00a0"
MINUS = "\u2212"
# Keeps a sign in front of its digits in right-to-left text.
LEFT_TO_RIGHT = "\u200e"
# Languages that set a space before the percent sign.
SPACED_PERCENT = {"sv", "fi", "de", "fr", "nb", "da", "so"}

# How digits are grouped and where decimals begin; other languages follow Django's own form.
SEPARATORS = {"sv": (NO_BREAK, ","), "en": (",", "."), "ar": (",", ".")}

Number = int | float | Decimal


def _rounded(value: Number, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


def _language() -> str:
    return (get_language() or "sv").split("-")[0]


def _written(value: Decimal, decimals: int) -> str:
    if _language() not in SEPARATORS:
        return number_format(value, decimals, use_l10n=True, force_grouping=True).replace(" ", NO_BREAK)
    group, point = SEPARATORS[_language()]
    return f"{value:,.{decimals}f}".replace(",", "\0").replace(".", point).replace("\0", group)


def _signed_by(sign: str) -> str:
    return LEFT_TO_RIGHT + sign if get_language_bidi() else sign


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """A number in the reader's form, with a true minus sign; a dash for nothing."""
    if value is None or value != value:  # only NaN is unlike itself
        return "–"
    fixed = _rounded(value, decimals)
    return (_signed_by(MINUS) if fixed < 0 else "") + _written(abs(fixed), decimals)


@register.filter
def signed(value: Number | None, decimals: int = 0) -> str:
    """A number that always carries its sign, zero excepted."""
    text = number(value, decimals)
    return _signed_by("+") + text if value is not None and _rounded(value, decimals) > 0 else text


@register.filter
def percent(share: Number | None, decimals: int = 0) -> str:
    """A share of one as per cent: 0.614 is 61 %."""
    if share is None:
        return "–"
    space = NO_BREAK if _language() in SPACED_PERCENT else ""
    return f"{number(Decimal(str(share)) * 100, decimals)}{space}%"


def percent_range(low: Number, high: Number, decimals: int = 0) -> str:
    """Two shares of one as a range that names its unit once: 20–27 %."""
    return f"{number(Decimal(str(low)) * 100, decimals)}–{percent(high, decimals)}"
