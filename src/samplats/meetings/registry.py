"""How the app's deeds read in the administration."""

from django.utils.translation import gettext_lazy as _

from samplats.administration.registry import describe_verbs

describe_verbs(
    {
        "meetings.hold_meeting": _("Lade upp ett möte"),
        "meetings.move_meeting": _("Flyttade ett möte"),
        "meetings.end_meeting": _("Avslutade ett möte"),
        "meetings.note_decision": _("Skrev upp ett beslut"),
        "meetings.mark_decision": _("Ändrade ett besluts läge"),
        "meetings.change_decision": _("Ändrade ett beslut"),
        "meetings.take_back_decision": _("Tog bort ett beslut"),
        "meetings.cancel_meeting": _("Tog bort ett möte"),
    }
)
