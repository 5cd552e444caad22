"""What is handed over and received, in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "county.share": _("Delade något med länet eller en samverkansgrupp"),
    "county.stop_sharing": _("Slutade dela löpande"),
    "county.withdraw": _("Tog tillbaka det som var delat"),
    "county.renew_shared": _("Gick igenom det som delas löpande"),
    "county.take_in_series": _("Läste in en fil med serier att jämföra"),
    "county.remove_series": _("Tog bort serier att jämföra"),
    "releases.renewed": _("Lämnade ut på nytt det som delas löpande"),
    "releases.taken_back": _("Tog tillbaka det som delas löpande och inte längre finns"),
    "releases.received": _("Fick något delat av en kommun"),
    "releases.withdrawn": _("En kommun tog tillbaka det som den hade delat"),
}
