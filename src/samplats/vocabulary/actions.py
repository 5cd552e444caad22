"""Take in a version of the reference content, and change the words beside it."""

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.tenancy.models import Tenant
from samplats.vocabulary import policy, queries, rules
from samplats.vocabulary.models import CategoryEdit, LoadedTaxonomy, OwnCategory
from samplats.vocabulary.reading import packaged


class UnknownCategory(LookupError):
    """There is no reference category with this code."""


class UnknownGroup(LookupError):
    """There is no group with this code."""


class LabelTaken(ValueError):
    """Another category already has this label."""


@action(policy.MAY_LOAD_REFERENCE)
def load_reference(actor: Actor, tenant: Tenant) -> LoadedTaxonomy:
    """Take in the packaged taxonomy; the same content twice changes nothing."""
    source = packaged()
    loaded, new = LoadedTaxonomy.objects.get_or_create(
        tenant=tenant,
        name=source.name,
        sha256=source.sha256,
        defaults={"version": source.version, "content": source.content},
    )
    keep_facts(version=source.version, new=new, categories=len(source.content["categories"]))
    return loaded


@action(policy.MAY_EDIT_CATEGORIES)
def edit_category(actor: Actor, tenant: Tenant, *, code: str, label: str = "", hidden: bool = False) -> None:
    """Give a reference category the municipality's own label, or take it out of use; all empty restores it."""
    known = queries.category_names(actor)
    if code not in known or known[code].own:
        raise UnknownCategory(code)
    label = label.strip()
    reference = known[code].reference_label or known[code].label
    label = "" if label == reference else label
    _refuse_taken(known, label, code)
    if label or hidden:
        CategoryEdit.objects.update_or_create(tenant=tenant, code=code, defaults={"label": label, "hidden": hidden})
    else:
        CategoryEdit.objects.filter(code=code).delete()
    keep_facts(code=code, hidden=hidden, own_label=bool(label))


@action(policy.MAY_EDIT_CATEGORIES)
def add_category(
    actor: Actor,
    tenant: Tenant,
    *,
    group: str,
    label: str,
    help_text: str = "",
    weight: int = 1,
    sensitivity: str = rules.Sensitivity.INTERNAL,
    reporters: str = rules.ReporterScope.PARTNERS,
    place_rule: str = rules.PlaceRule.PUBLIC_SPACE,
) -> OwnCategory:
    """Add a category of the municipality's own, with a code that no reference category can have."""
    known = queries.category_names(actor)
    if group not in {one.code for one in queries.groups(actor)}:
        raise UnknownGroup(group)
    _refuse_taken(known, label.strip(), "")
    return OwnCategory.objects.create(
        tenant=tenant,
        code=rules.next_own_code(known),
        group=group,
        label=label.strip(),
        help_text=help_text.strip(),
        weight=weight,
        sensitivity=sensitivity,
        reporters=reporters,
        place_rule=place_rule,
    )


@action(policy.MAY_EDIT_CATEGORIES)
def retire_category(actor: Actor, category: OwnCategory, *, retired: bool = True) -> OwnCategory:
    """Take an own category out of use (or back); what was sorted under it keeps its name."""
    category.retired = retired
    category.save(update_fields=["retired"])
    return category


def _refuse_taken(known: dict[str, rules.Category], label: str, code: str) -> None:
    for other in known.values():
        if label and other.code != code and other.label.casefold() == label.casefold():
            raise LabelTaken(other.code)
