"""Pulled sources in words: what a pull brought, and why it brought nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samplats.foundation.ui.numbers import number

from ..models import Pull
from ..rules.pulling import PullPhase

PHASES = {
    "": _("Hämtningen väntar på sin tur"),
    PullPhase.ASKING: _("Frågar servern"),
    PullPhase.TAKING_IN: _("Läser in svaret"),
}
STOPPED = {
    "right_lost": _(
        "Samplats har slutat hämta: den som satte på hämtningen får inte längre läsa in händelser. "
        "Någon som får det behöver sätta på den igen."
    ),
    "room_lost": _(
        "Samplats har slutat hämta: den som satte på hämtningen är inte längre med i källans slutna rum. "
        "Någon som är det behöver sätta på den igen."
    ),
    "source_closed": _("Samplats har slutat hämta: källan är stängd."),
    "undone": _(
        "Hämtningen är pausad sedan någon ångrade det senaste. Sätts den på igen kommer samma händelser tillbaka."
    ),
    "unexpected": _("Samplats har slutat hämta efter ett oväntat fel, som är loggat."),
}
TROUBLES = {
    "address_refused": _("Adressen kan inte användas. Skriv den som https://server.se/sida."),
    "not_https": _(
        "Adressen måste börja med https:// och får inte ange en egen port. En server i det egna nätet behöver "
        "släppas in av den som sköter Samplats (SAMPLATS_PULL_INSIDE)."
    ),
    "host_unknown": _("Det finns ingen server som heter %(host)s. Kontrollera adressen."),
    "host_private": _(
        "%(host)s ligger i ett slutet nät. Därifrån hämtas inget förrän den som sköter Samplats har släppt in "
        "servern (SAMPLATS_PULL_INSIDE)."
    ),
    "certificate": _("%(host)s kan inte visa att den är den den säger sig vara: certifikatet stämmer inte."),
    "no_connection": _("%(host)s svarar inte. Samplats försöker igen, men glesare och glesare."),
    "too_slow": _("Servern svarade inte inom %(seconds)s sekunder. Samplats försöker igen."),
    "too_large": _("Svaret är större än %(limit_mb)s MB och togs inte emot."),
    "too_many": _("Svaret har fler än %(most)s poster. Hämta färre dagar bakåt."),
    "cut_off": _("Svaret bröts mitt i. Inget av det är intaget."),
    "busy": _("Servern vill vara i fred (svar %(status)s). Samplats väntar så länge som den ber om."),
    "status": _("Servern svarade med fel %(status)s. Samplats försöker igen."),
    "redirected": _("Servern hänvisar vidare till %(to)s. Samplats följer inte med. Ändra adressen om den är rätt."),
    "html": _("Svaret är en webbsida, inte data. Kontrollera adressen."),
    "broken_json": _("Svaret är inte giltig JSON: det är trasigt eller avbrutet. Inget av det är intaget."),
    "not_a_list": _("Svaret är inte en lista med poster. Kontrollera adressen."),
    "other_kind": _("Posterna i svaret är av ett annat slag än väntat. Kontrollera adressen och slaget av källa."),
    "many_gone": _(
        "%(n)s händelser saknas i svaret på en gång. Det kan vara servern som svarar fel, så inget har tagits bort."
    ),
}
REFUSED = {
    "no_id": _("saknar eget nummer"),
    "not_a_record": _("är ingen post"),
    "time_missing": _("saknar tid"),
    "time_unreadable": _("tiden går inte att läsa"),
    "time_impossible": _("tiden finns inte"),
    "time_too_early": _("tiden är för länge sedan"),
    "time_too_late": _("tiden ligger framåt"),
    "position_unreadable": _("koordinaterna går inte att läsa"),
    "position_outside": _("koordinaterna finns inte"),
    "position_zero": _("koordinaterna är noll"),
    "place_missing": _("saknar plats"),
    "restricted_without_room": _("kategorin får bara finnas i ett slutet rum"),
    "too_old": _("äldre än källan sparas"),
}


def stopped_words(code: str) -> str:
    """Why a source is no longer pulled."""
    return str(STOPPED.get(code, STOPPED["unexpected"])) if code else ""


def trouble_words(code: str, facts: Mapping[str, Any]) -> str:
    """Why a pull brought nothing, or took nothing away."""
    if not code:
        return ""
    words = TROUBLES.get(code)
    if words is None:
        return gettext("Det gick inte att hämta (%(code)s).") % {"code": code}
    return str(words) % {name: number(told) if isinstance(told, int) else told for name, told in facts.items()}


def pull_words(made: Pull) -> str:
    """What a pull brought, in one sentence."""
    told = [
        (made.n_new, ngettext("%(n)s ny", "%(n)s nya", made.n_new)),
        (made.n_changed, ngettext("%(n)s ändrad", "%(n)s ändrade", made.n_changed)),
        (made.n_gone, ngettext("%(n)s borttagen", "%(n)s borttagna", made.n_gone)),
        (made.n_same, ngettext("%(n)s som förut", "%(n)s som förut", made.n_same)),
        (made.n_elsewhere, ngettext("%(n)s i en annan kommun", "%(n)s i andra kommuner", made.n_elsewhere)),
        (made.n_left, ngettext("%(n)s av ett slag som inte tas in", "%(n)s av slag som inte tas in", made.n_left)),
    ]
    said = ", ".join(words % {"n": number(n)} for n, words in told if n)
    return said or gettext("inget nytt")


def phase_words(phase: str) -> str:
    """What a pull on its way is doing."""
    return str(PHASES.get(phase, PHASES[PullPhase.ASKING]))


def outcome_words(made: Pull | None) -> str:
    """What the server's last answer brought; None: it said that nothing had changed."""
    if made is None:
        return gettext("inget hade ändrats")
    return gettext("det gick inte") if made.code and not made.n_read else pull_words(made)


def receipt_words(made: Pull | None) -> str:
    """That a pull is over, and what it brought."""
    if made is not None and made.code and not made.n_read:
        return gettext("Det gick inte att hämta.")
    return gettext("Hämtningen är klar: %(told)s.") % {"told": outcome_words(made)}


def not_asked_words() -> str:
    """Why the server was not even asked, when it is nothing of the source's own."""
    return gettext("Servern blev inte tillfrågad: den som bad om det får inte längre läsa in händelser från källan.")


def refused_words(refused: Mapping[str, int]) -> str:
    """How many records could not be used, and why."""
    return "; ".join(f"{REFUSED.get(code, code)} ({number(n)})" for code, n in sorted(refused.items()))


def status_words(counted: Mapping[str, int]) -> str:
    """How many requests are open and closed."""
    names = {"open": gettext("öppna"), "closed": gettext("stängda")}
    return ", ".join(f"{number(n)} {names.get(status, status)}" for status, n in counted.items())
