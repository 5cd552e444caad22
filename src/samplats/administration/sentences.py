"""Roles, verbs and job states in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samplats.administration.reading import LogoFault
from samplats.foundation.accounts.roles import Role
from samplats.foundation.ui.colours import least_contrast, readable_on_light
from samplats.foundation.ui.numbers import number

ROLE_NAMES: dict[Role, Promise] = {
    Role.COORDINATOR: _("Samordnare"),
    Role.ANALYST: _("Analytiker"),
    Role.REPORTER: _("Rapportör"),
    Role.MEMBER: _("Medlem"),
    Role.LEADERSHIP: _("Ledning"),
    Role.ADMINISTRATOR: _("Administratör"),
    Role.COACH: _("Processtöd"),
    Role.COUNTY: _("Länssamordnare"),
}

ROLE_RIGHTS: dict[Role, Promise] = {
    Role.COORDINATOR: _("Tar in händelser, ser punkter, publicerar, driver processen och bjuder in."),
    Role.ANALYST: _("Tar in händelser, ser punkter, analyserar och skriver utkast."),
    Role.REPORTER: _("Rapporterar och ser vad som blev av de egna rapporterna. Ser rutor, aldrig punkter."),
    Role.MEMBER: _("Ser plan, möten och rutor. Arbetar med egna åtgärder."),
    Role.LEADERSHIP: _("Ser det som är fastställt."),
    Role.ADMINISTRATOR: _("Sköter personer, logg, jobb och gallring. Ser inget innehåll."),
    Role.COACH: _("Följer namngivna platser: läser och kommenterar."),
    Role.COUNTY: _("Ser det som kommunen har släppt till länet."),
}


def role_name(role: str) -> str:
    """The role as people say it."""
    return str(ROLE_NAMES[Role(role)])


LOGO_FAULTS: dict[LogoFault, Promise] = {
    LogoFault.TOO_LARGE: _("Filen är större än 2 MB. Spara logotypen i mindre storlek och försök igen."),
    LogoFault.TOO_MANY_PIXELS: _("Bilden har fler än 16 miljoner bildpunkter. Spara den mindre och försök igen."),
    LogoFault.NOT_A_PICTURE: _("Filen går inte att läsa som PNG eller JPEG. Spara logotypen i något av formaten."),
}


def logo_fault(fault: LogoFault) -> str:
    """Why a file cannot be the logo, and what to do."""
    return str(LOGO_FAULTS[fault])


def colour_fault(colour: str) -> str:
    """Why a colour cannot be used, and the nearest one that can."""
    text = _(
        "%(colour)s har kontrasten %(contrast)s mot ljus botten. Det behövs 4,5 för att text ska gå att läsa. "
        "Prova %(darker)s, samma färg men mörkare."
    )
    contrast = number(least_contrast(colour), 1)
    return str(text) % {"colour": colour, "contrast": contrast, "darker": readable_on_light(colour)}
