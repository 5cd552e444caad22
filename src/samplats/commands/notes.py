"""What the document says about the file it was made from."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.shown import band, band_top, in_bands
from samplats.analyses.rules.suite import Suite
from samplats.evidence.incidents.reading import Reading
from samplats.evidence.incidents.rules.faults import RowFault
from samplats.evidence.incidents.sentences import guess_words, rejection_words
from samplats.foundation.ui.numbers import number
from samplats.situation.sentences.editions import in_fives
from samplats.situation.sentences.sources import SourceNote


def data_notes(suite: Suite, reading: Reading, name: str) -> list[SourceNote]:
    """How many rows were read, used and left out, and what was guessed."""
    return [
        SourceNote(0, _("Data"), _data(suite, reading, name)),
        SourceNote(0, _("Så lästes filen"), " ".join(guess_words(reading))),
        SourceNote(0, _("Vem som får se"), _audience(suite)),
    ]


def _data(suite: Suite, reading: Reading, name: str) -> str:
    text = _("%(name)s: %(read)s rader lästa, %(rejected)s underkända. Bilden bygger på %(n)s händelser.") % {
        "name": name,
        "read": _told(suite, reading.n_read),
        "rejected": _told(suite, reading.n_rejected),
        "n": _told(suite, suite.scoped.n),
    }
    reasons = [
        ngettext("%(n)s rad: %(why)s", "%(n)s rader: %(why)s", n)
        % {"n": _told(suite, n), "why": rejection_words(RowFault(code), _facts(reading, code))[0]}
        for code, n in reading.rejections.by_reason().items()
    ]
    return " ".join([text, *reasons])


def _told(suite: Suite, n: int) -> str:
    """A number as the edition's readers may be told it."""
    if not in_bands(suite.scoped.scope):
        return number(n)
    return f"{number(band(n))}–{number(band_top(band(n)))}"


def _facts(reading: Reading, code: str) -> dict[str, object]:
    return next(block.facts for block in reading.rejections.blocks if block.code == code)


def _audience(suite: Suite) -> str:
    if suite.scoped.public:
        words = _(
            "Utgåvan är för alla. Rutor är minst 250 m; rutor med 1–4 händelser slås ihop till 500 m, sedan"
            " 1\u00a0000 m, och döljs annars."
        )
        return f"{words} {in_fives()}"
    return _("Utgåvan är intern. Tal under fem är dolda, och fler när de annars hade gått att räkna ut.")
