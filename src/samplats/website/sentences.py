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
from samplats.weekly.models import Sheet

MOST_NAMED = 2


def leading(lines: Sequence[Line]) -> str:
    """One or two sentences: how many places are as before, and which stand out. Stars mark what matters."""
    measured = [line for line in lines if line.state]
    if not measured:
        return _("Ingen plats kan jämföras än. *Ta in händelser*, så säger Samplats vad som sticker ut.")
    worse = [line for line in measured if line.standing is Standing.WORSE]
    better = [line for line in measured if line.standing is Standing.BETTER]
    parts = [_calm(len(measured) - len(worse) - len(better), len(measured))]
    parts += [_out(line) for line in sorted(worse, key=_strength)[:MOST_NAMED]]
    parts += [_more_out(len(worse) - MOST_NAMED)] if len(worse) > MOST_NAMED else []
    parts += [_improved(line) for line in sorted(better, key=_strength)[: MOST_NAMED - len(worse[:MOST_NAMED])]]
    return " ".join(part for part in parts if part)


def without_figures(n_places: int) -> str:
    """The sentence for who follows the work but not the figures."""
    text = ngettext(
        "%(n)s plats är med i arbetet. *Siffrorna läser du i det som är fastställt.*",
        "%(n)s platser är med i arbetet. *Siffrorna läser du i det som är fastställt.*",
        n_places,
    )
    return text % {"n": number(n_places)}


def without_content() -> str:
    """The sentence for who looks after the system and sees nothing of what is in it."""
    return _("Du sköter personer, logg, jobb och gallring. *Platser och händelser hör till andra roller.*")


def change_line(state: State) -> str:
    """A place's last four weeks in the table, with what is expected there."""
    if state.is_blurred:
        return _blurred_words(state)
    return _("%(now)s på fyra veckor, väntat %(low)s–%(high)s") % _facts(state)


def _blurred_words(state: State) -> str:
    if state.standing is Standing.WORSE:
        return _("fler än väntat på fyra veckor")
    return _("färre än väntat på fyra veckor")


def _facts(state: State) -> dict[str, str]:
    now = _("färre än fem") if state.now is None else number(state.now)
    return {"now": now, "low": number(state.low), "high": number(state.high)}


def _strength(line: Line) -> float:
    return -(line.state.strength if line.state else 0.0)


def _calm(calm: int, measured: int) -> str:
    if calm == measured:
        return ngettext(
            "Den plats som mäts ligger *inom det väntade*.",
            "Alla %(measured)s platser som mäts ligger *inom det väntade*.",
            measured,
        ) % {"measured": number(measured)}
    if not calm:
        return ""
    return ngettext(
        "%(calm)s av %(measured)s platser som mäts ligger inom det väntade.",
        "%(calm)s av %(measured)s platser som mäts ligger inom det väntade.",
        calm,
    ) % {"calm": number(calm), "measured": number(measured)}


def _out(line: Line) -> str:
    assert line.state is not None
    if line.state.is_blurred:
        return _("*%(place)s sticker ut: fler händelser än väntat på fyra veckor.*") % {"place": line.name}
    text = _("*%(place)s sticker ut: %(now)s händelser på fyra veckor, väntat %(low)s–%(high)s.*")
    return text % {"place": line.name, **_facts(line.state)}


def _more_out(left: int) -> str:
    text = ngettext("*%(n)s plats till sticker ut.*", "*%(n)s platser till sticker ut.*", left)
    return text % {"n": number(left)}


def _improved(line: Line) -> str:
    assert line.state is not None
    if line.state.is_blurred:
        return _("*%(place)s är lugnare än vanligt: färre händelser än väntat på fyra veckor.*") % {"place": line.name}
    text = _("*%(place)s är lugnare än vanligt: %(now)s händelser på fyra veckor, väntat %(low)s–%(high)s.*")
    return text % {"place": line.name, **_facts(line.state)}


def compared(state: State) -> str:
    """What a place's state rests on."""
    return _compared(state) + (_(", till och med %(day)s") % {"day": _day(state.until)} if state.until else "")


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _compared(state: State) -> str:
    if state.is_blurred:
        text = _("%(source)s: %(change)s, mot %(periods)s tidigare fyraveckorsperioder")
        facts = {"source": state.source, "change": _blurred_words(state), "periods": number(state.periods)}
        return text % facts
    return _("%(source)s: %(now)s, väntat %(low)s–%(high)s efter %(periods)s tidigare fyraveckorsperioder") % {
        "source": state.source,
        "periods": number(state.periods),
        **_facts(state),
    }


def alarm_words(n: int) -> str:
    """How many alarms wait."""
    if not n:
        return _("Inga larm väntar")
    return ngettext("%(n)s larm att titta på", "%(n)s larm att titta på", n) % {"n": number(n)}


def short_day(at: datetime) -> str:
    """19 nov."""
    return date_format(localtime(at), "j M").lower()


def import_line(state: str, added: int, rejected: int) -> str:
    """How an import went."""
    if state != "live":
        ended = {"undone": _("Ångrad"), "cancelled": _("Avbruten"), "expired": _("Gallrad")}
        return ended.get(state, _("Inte inläst än"))
    words = ngettext("%(n)s rad inläst", "%(n)s rader inlästa", added) % {"n": number(added)}
    if rejected:
        words += ", " + _("%(n)s att rätta") % {"n": number(rejected)}
    return words


def sheet_words(sheet: Sheet, municipality: str) -> str:
    """Which meeting a weekly sheet is for."""
    facts = {
        "name": sheet.place.name if sheet.place else municipality,
        "day": date_format(sheet.meeting.held_on, "j F"),
    }
    return _("%(name)s, mötet %(day)s") % facts


def law_words(published_at: datetime | None, next_by: date | None, today: date) -> tuple[str, bool]:
    """How the duty stands, and whether it is late."""
    if published_at is None or next_by is None:
        return _("Inte fastställd än"), True
    day = date_format(localtime(published_at), "j F Y")
    if next_by < today:
        return _("Fastställd %(day)s, skulle ha förnyats") % {"day": day}, True
    return _("Fastställd %(day)s") % {"day": day}, False
