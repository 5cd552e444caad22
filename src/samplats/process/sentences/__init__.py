"""The steps in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "process.start_model": _("Började med stegen på en plats"),
    "process.change_model": _("Ändrade hur en plats går stegen"),
    "process.tick": _("Bockade av en aktivitet"),
    "process.untick": _("Öppnade en aktivitet igen"),
    "process.assign": _("Utsåg ansvarig för en aktivitet"),
    "process.move_due": _("Flyttade en aktivitets datum"),
    "process.blank_event": _("Tog bort en anteckning eller fil i stegen"),
    "process.write_note": _("Skrev en anteckning om en plats"),
    "process.retire_notes": _("Gallrade anteckningar om platser"),
    "process.blank_note": _("Tog bort en anteckning om en plats"),
    "process.edit_activity": _("Ändrade en aktivitet i stegen"),
    "process.add_activity": _("La till en egen aktivitet i stegen"),
    "process.change_activity": _("Ändrade en egen aktivitet i stegen"),
    "process.retire_activity": _("Slutade eller började använda en egen aktivitet"),
}
