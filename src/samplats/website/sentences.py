"""The week's leading sentence, written from the places' figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.foundation.ui.numbers import number
from samplats.situation.rules.states import Standing, State
from samplats.website.rules import Line

MOST_NAMED = 2


def leading(lines: Sequence[Line]) -> str:
    """One or two sentences: how many places are as before, and which stand out. Stars mark what matters."""
    measured = [line for line in lines if line.state]
    if not measured:
        return _("Ingen plats kan jämföras än. *Ta in händelser*, så säger Samplats vad som har ändrats.")
    worse = [line for line in measured if line.standing is Standing.WORSE]
    better = [line for line in measured if line.standing is Standing.BETTER]
    parts = [_calm(len(measured) - len(worse) - len(better), len(measured))]
    parts += [_out(line) for line in sorted(worse, key=_strength)[:MOST_NAMED]]
    parts += [_improved(line) for line in sorted(better, key=_strength)[: MOST_NAMED - len(worse[:MOST_NAMED])]]
    return " ".join(part for part in parts if part)


def change_line(state: State) -> str:
    """A place's comparison in the table, with its uncertainty."""
    return _("%(now)s mot %(before)s de fyra veckorna före") % {
        "now": number(state.now),
        "before": number(state.before),
    }


def _strength(line: Line) -> float:
    return -(line.state.strength if line.state else 0.0)


def _calm(calm: int, measured: int) -> str:
    if calm == measured:
        return ngettext(
            "Den plats som mäts har *ingen säker förändring* på fyra veckor.",
            "Ingen av de %(measured)s platser som mäts har *någon säker förändring* på fyra veckor.",
            measured,
        ) % {"measured": number(measured)}
    if not calm:
        return ""
    return _("%(calm)s av %(measured)s platser som mäts är som förut.") % {
        "calm": number(calm),
        "measured": number(measured),
    }


def _out(line: Line) -> str:
    assert line.state is not None
    return _("*%(place)s sticker ut: %(now)s händelser på fyra veckor*, mot %(before)s de fyra veckorna före.") % {
        "place": line.name,
        "now": number(line.state.now),
        "before": number(line.state.before),
    }


def _improved(line: Line) -> str:
    assert line.state is not None
    return _("*%(place)s har blivit lugnare: %(now)s händelser*, mot %(before)s de fyra veckorna före.") % {
        "place": line.name,
        "now": number(line.state.now),
        "before": number(line.state.before),
    }


def compared(state: State) -> str:
    """A comparison with its uncertainty and source."""
    return _("%(source)s: %(now)s mot %(before)s, kvot %(ratio)s (%(low)s–%(high)s)") % {
        "source": state.source,
        "now": number(state.now),
        "before": number(state.before),
        "ratio": number(state.ratio, 1),
        "low": number(state.low, 1),
        "high": number(state.high, 1),
    }


def short_day(at: datetime) -> str:
    """19 nov."""
    return date_format(localtime(at), "j M").lower()


def import_line(state: str, added: int, rejected: int) -> str:
    """How an import went."""
    if state != "live":
        return _("Inte inläst än")
    words = ngettext("%(n)s rad inläst", "%(n)s rader inlästa", added) % {"n": number(added)}
    if rejected:
        words += ", " + _("%(n)s att rätta") % {"n": number(rejected)}
    return words


def law_words(published_at: datetime | None, next_by: date | None, today: date) -> tuple[str, bool]:
    """How the duty stands, and whether it is late."""
    if published_at is None or next_by is None:
        return _("Inte fastställd än"), True
    day = date_format(localtime(published_at), "j F Y")
    if next_by < today:
        return _("Fastställd %(day)s, skulle ha förnyats") % {"day": day}, True
    return _("Fastställd %(day)s") % {"day": day}, False
