"""Files that are recognised by their columns, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..reading.shipped import Shipped

KNOWN = {
    "police_areas": (
        _("Filen ser ut som polisens uttag med antal per område"),
        _(
            "Raderna är kända till område och inte till punkt. De ger tabeller, tal per invånare och utveckling, "
            "men aldrig karta, heta rutor eller upprepningar."
        ),
    ),
    "police_uk": (
        _("Filen ser ut som gatudata från data.police.uk"),
        _("Tiderna är kända till månad, och platserna är avrundade till gemensamma punkter."),
    ),
    "police_uk_asb": (
        _("Filen ser ut som ordningsstörningar från data.police.uk"),
        _("Tiderna är kända till månad, och platserna är avrundade till gemensamma punkter."),
    ),
    "rescue": (
        _("Filen ser ut som räddningstjänstens händelser"),
        _("Tiden är när larmet kom. Kontrollera att koordinatsystemet nedan stämmer."),
    ),
    "polisen_feed": (
        _("Filen ser ut som händelser från polisen.se"),
        _(
            "Läs hellre in den under Källor som hämtas. Där tas bara kommunens egna händelser in, ändringar känns "
            "igen, och kommunens mittpunkt blir aldrig en plats."
        ),
    ),
    "open311": (
        _("Filen ser ut som ärenden från en Open311-server"),
        _("Läs hellre in den under Källor som hämtas. Där känns ändrade och återtagna ärenden igen."),
    ),
}
NAMES = {
    "police_areas": _("Polisen, antal per område"),
    "police_uk": _("Police.uk, gatunivå"),
    "police_uk_asb": _("Police.uk, ordningsstörningar"),
    "rescue": _("Räddningstjänsten"),
}


def shipped_words(known: Shipped) -> tuple[str, str]:
    """What the file seems to be, and what follows from that."""
    title, meaning = KNOWN[known.name]
    return str(title), str(meaning)


def suggested_source(known: Shipped | None) -> dict[str, str]:
    """What is known of who delivers such a file, for the form of a new source."""
    if known is None or known.is_pulled:
        return {}
    return {"name": str(NAMES[known.name]), **known.source}
