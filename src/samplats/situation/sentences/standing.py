"""How a place stands by one source: its last four weeks against its own earlier ones, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samplats.foundation.ui.numbers import number
from samplats.situation.rules.states import Standing, State
from samplats.situation.sentences.times import day


def standing_words(state: State) -> str:
    """The sentence that the start page leads to, with the last day that was counted. Stars mark what matters."""
    starts = {
        Standing.WORSE: _("*Fler än väntat de senaste fyra veckorna*"),
        Standing.BETTER: _("*Färre än väntat de senaste fyra veckorna*"),
        Standing.UNCHANGED: _("*Som väntat de senaste fyra veckorna*"),
    }
    facts = {
        "start": starts[state.standing],
        "now": _("färre än fem") if state.now is None else number(state.now),
        "low": number(state.low),
        "high": number(state.high),
        "day": day(state.until) if state.until else "",
    }
    if state.is_blurred:
        return _("%(start)s, till och med %(day)s.") % facts
    return _("%(start)s: %(now)s händelser, väntat %(low)s–%(high)s, till och med %(day)s.") % facts
