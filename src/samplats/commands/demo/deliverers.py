"""Who delivers the demo's files, and whether all of it is in: light, since every start asks."""

from __future__ import annotations

from dataclasses import dataclass

from samplats.demo.shown import SHOWN
from samplats.demo.steps import WALKED
from samplats.demo.weekly import MEETINGS
from samplats.evidence.incidents.queries import Import
from samplats.foundation.releases.models import Release
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.process.models import Process
from samplats.public.queries import PlacePage
from samplats.situation.queries import Figures
from samplats.weekly.models import Sheet

HOME = "exempelkoping"


@dataclass(frozen=True)
class Deliverer:
    """How a file's source is described."""

    name: str
    kind: str
    origin: str
    use: str
    sharing: str
    months: int = 24


DELIVERERS = {
    "partners": Deliverer("Samverkansparternas rapporter", "partners", "Veckorapporter", "planning", "public"),
    "fire_service": Deliverer("Räddningstjänstens insatser", "rescue", "Månadsuttag", "planning", "public"),
    "police": Deliverer(
        "Polisens händelser med plats", "police_points", "Kvartalsuttag, polisen", "planning", "members"
    ),
    "police_areas": Deliverer(
        "Polisens anmälda brott per område", "police_areas", "Uttag per DeSO", "planning", "public"
    ),
}


def is_loaded() -> bool:
    """Whether the home municipality is there: every file, the first figures, its places walking, told of and shown."""
    home = Tenant.objects.filter(slug=HOME).first()
    if home is None:
        return False
    with open_tenant(home.pk):
        live = set(Import.objects.filter(state="live").values_list("source__name", flat=True))
        return (
            {one.name for one in DELIVERERS.values()} <= live
            and Figures.objects.exists()
            and Process.objects.count() >= len(WALKED)
            and Release.objects.exists()
            and PlacePage.objects.count() >= len(SHOWN)
            and Sheet.objects.count() >= len(MEETINGS)
        )
