"""How the app's deeds and jobs read in the administration."""

from django.utils.translation import gettext_lazy as _

from samplats.administration.registry import describe_jobs, describe_verbs

describe_verbs(
    {
        "alarms.keep_look": _("Sökte efter larm"),
        "alarms.answer": _("Tittade på ett larm"),
        "alarms.choose_mail": _("Valde e-post om larm"),
        "alarms.retire_alarms": _("Gallrade larm"),
        "alarms.note_told": _("Skickade e-post om larm"),
    }
)
describe_jobs({"alarms.watch": _("Söker efter larm")})
