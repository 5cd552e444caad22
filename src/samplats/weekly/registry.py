"""How the app's deeds and jobs read in the administration."""

from django.utils.translation import gettext_lazy as _

from samplats.administration.registry import describe_jobs, describe_verbs

describe_verbs(
    {
        "weekly.begin_sheet": _("Började förbereda veckans läge"),
        "weekly.choose_weeks": _("Valde perioden för veckans läge"),
        "weekly.count_again": _("Lät räkna om veckans läge"),
        "weekly.fill_sheet": _("Fyllde i veckans läge"),
        "weekly.write_passage": _("Skrev i veckans läge"),
        "weekly.close_sheet": _("Stängde veckans läge"),
        "weekly.discard_sheet": _("Lade undan veckans läge"),
    }
)
describe_jobs({"weekly.count": _("Räknar veckans läge")})
