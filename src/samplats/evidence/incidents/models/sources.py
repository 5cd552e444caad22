"""Who delivers incidents, under which conditions, and how their files are read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samplats.foundation.access.models import Compartment
from samplats.foundation.access.partitions import PermittedUse, SharingLevel
from samplats.foundation.tenancy.records import TenantRecord


class Source(TenantRecord):
    """A deliverer of incidents. Sources are never added to each other."""

    audited_values = frozenset(
        {"kind", "permitted_use", "sharing_level", "retention_months", "closed_at", "epsg", "time_zone"}
    )

    class Kind(models.TextChoices):
        PARTNERS = "partners", _("Rapporter från samverkansparter")
        POLICE_POINTS = "police_points", _("Polisen, händelser med plats")
        POLICE_AREAS = "police_areas", _("Polisen, antal per område")
        RESCUE = "rescue", _("Räddningstjänsten")
        RESIDENTS = "residents", _("Synpunkter från invånare")
        GUARDS = "guards", _("Väktare och ordningsvakter")
        FEED = "feed", _("Öppet flöde")
        OTHER = "other", _("Annan källa")

    class Use(models.TextChoices):
        PLANNING = PermittedUse.PLANNING.value, _("Lägesbild och planering i samverkan")
        STATISTICS = PermittedUse.STATISTICS.value, _("Endast statistik, aldrig enskilda händelser")
        OPEN = PermittedUse.OPEN.value, _("Öppna data, fri användning")

    class Sharing(models.TextChoices):
        ANALYSTS = SharingLevel.ANALYSTS.value, _("Bara samordnare och analytiker")
        MEMBERS = SharingLevel.MEMBERS.value, _("Alla som deltar i kommunens arbete, i rutor")
        PUBLIC = SharingLevel.PUBLIC.value, _("Även allmänheten, i stora rutor per månad")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    origin = models.CharField(max_length=200, blank=True)
    permitted_use = models.CharField(max_length=20, choices=Use.choices, blank=True)
    sharing_level = models.CharField(max_length=20, choices=Sharing.choices, blank=True)
    retention_months = models.PositiveSmallIntegerField(default=36)
    room = models.ForeignKey(Compartment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantRecord.Meta):
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="source_name_once"),
            models.CheckConstraint(
                condition=models.Q(retention_months__gte=1, retention_months__lte=240), name="source_retention"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__startswith="police")
                | ~(models.Q(origin="") | models.Q(permitted_use="") | models.Q(sharing_level="")),
                name="source_police_conditions",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_police(self) -> bool:
        """Whether origin, permitted use and sharing level must be stated."""
        return self.kind in {self.Kind.POLICE_POINTS, self.Kind.POLICE_AREAS}


class ImportProfile(TenantRecord):
    """How the files of a source are read, suggested the next time a file has the same columns.

    `understood` is what the reader made of the file with it: a file that it makes something else of needs a person.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    header_hash = models.CharField(max_length=32)
    mapping = models.JSONField(default=dict)
    understood = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["source", "header_hash"], name="import_profile_once")]
        indexes = [models.Index(fields=["tenant", "header_hash"], name="import_profile_header")]
