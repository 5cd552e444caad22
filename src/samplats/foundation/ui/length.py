"""What every form says of a text that is too long, in place of Django's own words."""

from typing import Any

from django.utils.translation import ngettext

from samplats.foundation.ui.numbers import number


class TooLong(str):
    """A message for `MaxLengthValidator`, which fills in the limit and the length; in the reader's language then."""

    __slots__ = ()

    def __mod__(self, told: Any, /) -> str:
        most, length = told["limit_value"], told["show_value"]
        words = ngettext(
            "Högst %(most)s tecken; texten har %(length)s. Korta den.",
            "Högst %(most)s tecken; texten har %(length)s. Korta den.",
            most,
        )
        return words % {"most": number(most), "length": number(length)}


TOO_LONG = TooLong("Högst %(limit_value)s tecken; texten har %(show_value)s. Korta den.")
