"""Where an import stands, and what became of it."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samplats.foundation.ui.numbers import number

STATES = {
    "draft": _("Utkast"),
    "running": _("Läses in"),
    "live": _("Inläst"),
    "undone": _("Ångrad"),
    "failed": _("Stoppad"),
    "cancelled": _("Avbruten"),
    "expired": _("Gallrad"),
}
PHASES = {
    "": _("Väntar på sin tur"),
    "reading": _("Läser filen"),
    "matching": _("Jämför med det som redan finns"),
    "storing": _("Sparar händelser"),
    "finishing": _("Gör kartor och tabeller redo"),
}


class Counted(Protocol):
    """What an import has counted."""

    n_read: int
    n_added: int
    n_known: int
    n_rejected: int
    n_aggregated: int


def state_words(state: str) -> str:
    """The state of an import."""
    return str(STATES[state])


def phase_words(phase: str) -> str:
    """What a running import is doing."""
    return str(PHASES.get(phase, PHASES["storing"]))


def result_words(batch: Counted) -> list[str]:
    """What became of the rows, one sentence each."""
    said = [
        ngettext("Filen hade *%(n)s rad*.", "Filen hade *%(n)s rader*.", batch.n_read) % {"n": number(batch.n_read)},
        ngettext("*%(n)s händelse* är ny.", "*%(n)s händelser* är nya.", batch.n_added) % {"n": number(batch.n_added)},
    ]
    if batch.n_known:
        words = ngettext("%(n)s rad fanns redan.", "%(n)s rader fanns redan.", batch.n_known)
        said.append(words % {"n": number(batch.n_known)})
    if batch.n_aggregated:
        words = ngettext(
            "%(n)s rad är äldre än källans gallringstid och finns bara som statistik.",
            "%(n)s rader är äldre än källans gallringstid och finns bara som statistik.",
            batch.n_aggregated,
        )
        said.append(words % {"n": number(batch.n_aggregated)})
    if batch.n_rejected:
        words = ngettext("%(n)s rad kunde inte användas.", "%(n)s rader kunde inte användas.", batch.n_rejected)
        said.append(words % {"n": number(batch.n_rejected)})
    return said
