"""How the app's deeds and jobs read in the administration."""

from django.utils.translation import gettext_lazy as _

from samplats.administration.registry import describe_jobs, describe_verbs

describe_verbs(
    {
        "situation.begin_picture": _("Började en lägesbild"),
        "situation.write_section": _("Skrev i en lägesbild"),
        "situation.suggest_again": _("Förnyade förslagen i en lägesbild"),
        "situation.discard_picture": _("Lade undan ett utkast"),
        "situation.publish_picture": _("Fastställde en lägesbild"),
        "situation.order_figures": _("Beställde beräkningar"),
        "situation.store_figures": _("Sparade beräkningar"),
    }
)
describe_jobs({"situation.count": _("Räknar ut en lägesbild"), "situation.publish": _("Gör lägesbildens dokument")})
