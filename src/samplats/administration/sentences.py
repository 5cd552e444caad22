"""Roles, verbs and job states in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samplats.foundation.accounts.roles import Role

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
