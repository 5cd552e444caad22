"""The categories as this municipality uses them, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.tenancy.quick import look_up
from samplats.vocabulary.models import CategoryEdit, LoadedTaxonomy, OwnCategory
from samplats.vocabulary.reading import INCIDENTS, packaged
from samplats.vocabulary.rules import (
    OWN_PREFIX,
    Category,
    Group,
    PlaceRule,
    ReporterScope,
    Sensitivity,
    category_from,
    group_from,
    language_of_content,
)


def categories(actor: Actor, *, with_hidden: bool = False) -> tuple[Category, ...]:
    """The categories on offer, reference first and the municipality's own last; always three queries at most."""
    sha256 = taxonomy_in_use(actor)[1]
    reference = _reference(actor, sha256, language_of_content(get_language()))
    edits = {edit.code: edit for edit in visible(actor, CategoryEdit.objects.all())}
    groups = {one.group.code: one.group for one in reference}
    own = [_own(one, groups) for one in own_categories(actor)]
    everything = [_edited(one, edits.get(one.code)) for one in reference] + own
    return tuple(one for one in everything if with_hidden or not one.hidden)


def category(actor: Actor, code: str) -> Category | None:
    """One category on offer by its code, or None; two quick questions, for what many people do at once."""
    if code.startswith(OWN_PREFIX):
        return next((one for one in categories(actor) if one.code == code), None)
    reference = _reference(actor, _sha_in_use(actor), language_of_content(get_language()))
    known = next((one for one in reference if one.code == code), None)
    edited = look_up(CategoryEdit, ("label", "hidden"), code=code) if known else []
    if known is not None and edited:
        known = _edited(known, CategoryEdit(code=code, label=edited[0][0], hidden=bool(edited[0][1])))
    return None if known is None or known.hidden else known


def _sha_in_use(actor: Actor) -> str:
    loaded = look_up(LoadedTaxonomy, ("id", "sha256"), name=INCIDENTS)
    return str(max(loaded)[1]) if loaded else packaged().sha256


def category_names(actor: Actor) -> dict[str, Category]:
    """Every category by code, also those no longer on offer: for naming what was sorted under them."""
    return {one.code: one for one in categories(actor, with_hidden=True)}


def groups(actor: Actor) -> tuple[Group, ...]:
    """The groups of the reference taxonomy, in its order."""
    content = _content(actor, taxonomy_in_use(actor)[1])
    language = language_of_content(get_language())
    return tuple(group_from(entry, language) for entry in content["groups"])


def taxonomy_in_use(actor: Actor) -> tuple[str, str]:
    """Version and checksum of the taxonomy in use: the last one loaded, or else the packaged one."""
    loaded = visible(actor, LoadedTaxonomy.objects.filter(name=INCIDENTS)).order_by("-pk")
    found = loaded.values_list("version", "sha256").first()
    return found or (packaged().version, packaged().sha256)


def is_current(actor: Actor) -> bool:
    """Whether the municipality has taken in exactly the taxonomy of this version."""
    held = visible(actor, LoadedTaxonomy.objects.filter(name=INCIDENTS, sha256=packaged().sha256))
    return held.exists()


def police_code_hints(actor: Actor) -> dict[tuple[int, str], tuple[str, ...]]:
    """Suggested categories for names in the police's tree, by (level, name in lower case); for import mapping."""
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for category in categories(actor):
        for hint in category.police_codes:
            key = (hint.level, hint.name.casefold())
            found[key] = (*found.get(key, ()), category.code)
    return found


def words(actor: Actor, name: str) -> dict[str, str]:
    """Labels by code of one of the taxonomy's small lists, such as `sensitivity_levels` or `main_disturbances`."""
    language = language_of_content(get_language())
    content = _content(actor, taxonomy_in_use(actor)[1])
    return {entry["id"]: entry["label"][language] for entry in content[name]}


_read: dict[tuple[str, str], tuple[Category, ...]] = {}


def _reference(actor: Actor, sha256: str, language: str) -> tuple[Category, ...]:
    """The unedited categories; equal content is built once for all municipalities."""
    key = (sha256, language)
    if key not in _read:
        _read[key] = _built(_content(actor, sha256), language)
    return _read[key]


def _built(content: dict[str, Any], language: str) -> tuple[Category, ...]:
    named = {entry["id"]: group_from(entry, language) for entry in content["groups"]}
    return tuple(category_from(entry, named, language) for entry in content["categories"])


def _content(actor: Actor, sha256: str) -> dict[str, Any]:
    if sha256 == packaged().sha256:
        return packaged().content
    stored = visible(actor, LoadedTaxonomy.objects.filter(name=INCIDENTS, sha256=sha256))
    content: dict[str, Any] = stored.values_list("content", flat=True)[0]
    return content


def _edited(category: Category, edit: CategoryEdit | None) -> Category:
    if edit is None:
        return category
    label = edit.label or category.label
    before = category.label if label != category.label else ""
    return replace(category, label=label, hidden=edit.hidden or category.hidden, reference_label=before)


def _own(own: OwnCategory, groups: dict[str, Group]) -> Category:
    return Category(
        code=own.code,
        label=own.label,
        help=own.help_text,
        group=groups.get(own.group, Group(own.group, own.group)),
        weight=own.weight,
        sensitivity=Sensitivity(own.sensitivity),
        reporters=ReporterScope(own.reporters),
        place_rule=PlaceRule(own.place_rule),
        hidden=own.retired,
        own=True,
    )


def own_categories(actor: Actor) -> QuerySet[OwnCategory]:
    """The municipality's own categories, in the order in which they were added."""
    return visible(actor, OwnCategory.objects.order_by("pk"))


def own_category_ids(actor: Actor) -> dict[str, UUID]:
    """Public id by code of the municipality's own categories."""
    return dict(own_categories(actor).values_list("code", "public_id"))
