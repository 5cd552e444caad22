"""How the app's deeds and jobs read in the administration, and who says whether strangers may read of a place."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from samplats.administration.registry import describe_jobs, describe_verbs
from samplats.foundation.access.actors import Actor

_askers: list[Callable[[Actor, str], bool]] = []


def ask_whether_shown(asker: Callable[[Actor, str], bool]) -> None:
    """Say who knows whether a place (by its slug) is shown to anyone; called by `config`."""
    _askers[:] = [asker]


def is_shown(actor: Actor, slug: str) -> bool:
    """Whether anyone may read of the place; no while nobody knows."""
    return any(asker(actor, slug) for asker in _askers)


describe_verbs(
    {
        "situation.begin_picture": _("Började en lägesbild"),
        "situation.write_section": _("Skrev i en lägesbild"),
        "situation.suggest_again": _("Förnyade förslagen i en lägesbild"),
        "situation.discard_picture": _("Lade undan ett utkast"),
        "situation.order_preview": _("Bad om att få se en lägesbilds utgåvor i förväg"),
        "situation.order_publication": _("Bad om att få en lägesbild fastställd"),
        "situation.publish_picture": _("Fastställde en lägesbild"),
        "situation.order_figures": _("Beställde beräkningar"),
        "situation.store_figures": _("Sparade beräkningar"),
    }
)
describe_jobs(
    {
        "situation.count": _("Räknar ut en lägesbild"),
        "situation.preview": _("Räknar siffrorna för en lägesbilds utgåvor"),
        "situation.publish": _("Gör lägesbildens dokument"),
    }
)
