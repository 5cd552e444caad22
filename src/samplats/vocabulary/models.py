"""The taxonomy as loaded, and beside it what the municipality has changed."""

from django.db import models

from samplats.foundation.tenancy.records import TenantRecord
from samplats.vocabulary.rules import PlaceRule, ReporterScope, Sensitivity


def _codes(values: type[Sensitivity] | type[PlaceRule] | type[ReporterScope]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class LoadedTaxonomy(TenantRecord):
    """One version of a reference taxonomy, as it was when the municipality took it in. Never edited."""

    audited_values = frozenset({"name", "version", "sha256"})

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name", "sha256"], name="taxonomy_loaded_once"),
        ]


class CategoryEdit(TenantRecord):
    """The municipality's own label for a reference category, or that it is not used here."""

    audited_values = frozenset({"code", "hidden"})

    code = models.CharField(max_length=12)
    label = models.CharField(max_length=80, blank=True)
    hidden = models.BooleanField(default=False)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="category_edited_once")]


class OwnCategory(TenantRecord):
    """A category that only this municipality uses; its code begins with X so that it never meets a reference code."""

    audited_values = frozenset({"code", "group", "weight", "sensitivity", "reporters", "place_rule", "retired"})

    code = models.CharField(max_length=12)
    group = models.CharField(max_length=4)
    label = models.CharField(max_length=80)
    help_text = models.CharField(max_length=400, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    sensitivity = models.CharField(max_length=20, choices=_codes(Sensitivity), default=Sensitivity.INTERNAL.value)
    reporters = models.CharField(max_length=20, choices=_codes(ReporterScope), default=ReporterScope.PARTNERS.value)
    place_rule = models.CharField(max_length=20, choices=_codes(PlaceRule), default=PlaceRule.PUBLIC_SPACE.value)
    retired = models.BooleanField(default=False)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="own_category_code_once"),
            models.CheckConstraint(condition=models.Q(code__startswith="X"), name="own_category_code"),
            models.CheckConstraint(condition=models.Q(weight__lte=5), name="own_category_weight"),
        ]
