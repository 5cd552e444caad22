"""What became of files in a watched folder: what, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .refusals import refusal_words

STOPPED = {
    "right_lost": _(
        "Samplats har slutat bevaka mappen: den som satte på bevakningen får inte längre läsa in händelser. "
        "Någon som får det behöver sätta på den igen."
    ),
    "room_lost": _(
        "Samplats har slutat bevaka mappen: den som satte på bevakningen är inte längre med i källans slutna rum. "
        "Någon som är det behöver sätta på den igen."
    ),
    "source_closed": _("Samplats har slutat bevaka mappen: källan är stängd."),
    "unexpected": _(
        "Samplats har slutat bevaka mappen efter ett oväntat fel, som är loggat. "
        "Flytta undan den äldsta filen och sätt på bevakningen igen."
    ),
}
TROUBLES = {
    "folder": _(
        "Mappen går inte att läsa eller skriva i. Kontrollera att den finns, att tjänsten har rättigheter "
        "till den och till filerna i den, och att disken inte är full."
    ),
    "name": _("En fil i mappen har ett namn med tecken som inte går att läsa. Ge den ett annat namn."),
}
WORDS = {
    "known_already": _("En likadan fil är redan inläst; inget har lagts till."),
    "columns_new": _(
        "Kolumnerna är andra än i de filer från källan som någon har läst in. Granska filen; nästa fil med samma "
        "kolumner kommer sedan in av sig själv."
    ),
    "read_otherwise": _(
        "Tider, koordinater eller kolumner skulle tolkas på ett annat sätt än förra gången. Granska hur filen läses."
    ),
    "first_time": _(
        "Hur källans filer har tolkats är inte sparat än. Granska filen; nästa fil som tolkas likadant kommer sedan "
        "in av sig själv."
    ),
    "many_outside": _("%(percent)s procent av händelserna ligger utanför kommunen. Granska att det är rätt fil."),
    "many_left_out": _("%(percent)s procent av raderna i filens början går inte att använda. Granska vad som är fel."),
    "words_new": _("Filen har kategorier som ingen har tagit ställning till (%(n)s stycken). Granska dem."),
}


def stopped_words(code: str) -> str:
    """Why a folder is no longer watched."""
    return str(STOPPED.get(code, STOPPED["unexpected"])) if code else ""


def trouble_words(code: str) -> str:
    """What hinders just now."""
    return str(TROUBLES[code]) if code else ""


def arrival_words(code: str, facts: Mapping[str, Any], *, is_moved: bool) -> str:
    """Why a file waits or is refused."""
    said = ""
    if code:
        said = str(WORDS[code]) % facts if code in WORDS else refusal_words(code, facts)
    if not is_moved:
        stuck = gettext("Filen kunde inte flyttas ur mappen. Ge tjänsten rätt att skriva där; Samplats försöker igen.")
        said = f"{said} {stuck}".strip()
    return said
