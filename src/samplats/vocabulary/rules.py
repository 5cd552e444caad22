"""What a category is, and what makes a taxonomy sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

OWN_PREFIX = "X"
MOST_WEIGHT = 5


class Sensitivity(StrEnum):
    """Who may be shown that it happened."""

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class ReporterScope(StrEnum):
    """Who may choose the category in a report."""

    PUBLIC = "public"
    PARTNERS = "partners"
    PUBLIC_BODIES = "public_bodies"
    TASK_FORCE = "task_force"


class PlaceRule(StrEnum):
    """How exactly a report may say where."""

    ANY = "any"
    PUBLIC_SPACE = "public_space"
    AREA = "area"


@dataclass(frozen=True)
class Watch:
    """How near and how soon a repeat of this category is worth watching."""

    metres: int
    days: int


@dataclass(frozen=True)
class PoliceCode:
    """A name in the police's category tree: level 3 or 4."""

    level: int
    name: str


@dataclass(frozen=True)
class Group:
    """A family of categories."""

    code: str
    label: str


@dataclass(frozen=True)
class Category:
    """One kind of incident, in the reader's language and with the municipality's own changes."""

    code: str
    label: str
    help: str
    group: Group
    weight: int
    sensitivity: Sensitivity
    reporters: ReporterScope
    place_rule: PlaceRule
    main_disturbance: str = ""
    near_repeat: Watch | None = None
    police_reported: bool = False
    police_codes: tuple[PoliceCode, ...] = ()
    icon: str = ""
    aggregate_only: bool = False
    hidden: bool = False
    """Hidden or retired: no longer offered, but still named where it was used."""
    own: bool = False
    reference_label: str = ""
    """The label before the municipality changed it; empty when it has not."""

    @property
    def group_code(self) -> str:
        """The group's code, for sorting and filters."""
        return self.group.code

    @property
    def group_label(self) -> str:
        """The group's label."""
        return self.group.label


def group_from(entry: Mapping[str, Any], language: str) -> Group:
    """A group of the reference content in one language."""
    return Group(entry["id"], entry["label"][language])


def category_from(entry: Mapping[str, Any], groups: Mapping[str, Group], language: str) -> Category:
    """A category of the reference content in one language."""
    watch = entry.get("near_repeat")
    return Category(
        code=entry["id"],
        label=entry["label"][language],
        help=entry["help"][language],
        group=groups[entry["group"]],
        weight=entry["weight"],
        sensitivity=Sensitivity(entry["sensitivity"]),
        reporters=ReporterScope(entry["reporters"]),
        place_rule=PlaceRule(entry["place_rule"]),
        main_disturbance=entry.get("main_disturbance") or "",
        near_repeat=Watch(watch["metres"], watch["days"]) if watch else None,
        police_reported=bool(entry.get("police_reported")),
        police_codes=tuple(PoliceCode(hint["level"], hint["name"]) for hint in entry.get("police_code_hints", ())),
        icon=entry.get("icon", ""),
        aggregate_only=bool(entry.get("aggregate_only")),
        hidden=bool(entry.get("retired")),
    )


def language_of_content(active: str | None) -> str:
    """Which of the content's two languages a reader gets: Swedish for Swedish, English for every other."""
    return "sv" if (active or "sv").split("-")[0] == "sv" else "en"


def next_own_code(taken: Iterable[str]) -> str:
    """The first free code of the municipality's own: X1, X2, …"""
    used = set(taken)
    number = 1
    while f"{OWN_PREFIX}{number}" in used:
        number += 1
    return f"{OWN_PREFIX}{number}"


_REFERENCES = (
    ("group", "groups"),
    ("sensitivity", "sensitivity_levels"),
    ("reporters", "reporter_scopes"),
    ("place_rule", "place_rules"),
    ("main_disturbance", "main_disturbances"),
)
_LISTS = ("main_disturbances", "sensitivity_levels", "reporter_scopes", "place_rules", "groups", "categories")


def faults_of(content: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with an incident taxonomy, in plain English for the person who edits the file."""
    faults = [f"{name} is missing or empty" for name in _LISTS if not content.get(name)]
    if faults:
        return faults
    for name in _LISTS:
        counted = Counter(entry["id"] for entry in content[name])
        faults += [f"{name}: {code} stands {times} times" for code, times in counted.items() if times > 1]
    known = {name: {entry["id"] for entry in content[name]} for name in _LISTS}
    for entry in content["categories"]:
        faults += _faults_of_category(entry, known)
    return faults + faults_of_texts(content, "")


def _faults_of_category(entry: Mapping[str, Any], known: Mapping[str, set[str]]) -> list[str]:
    code = entry["id"]
    faults = [
        f"{code}: {field} {entry[field]!r} is not in {target}"
        for field, target in _REFERENCES
        if entry.get(field) is not None and entry[field] not in known[target]
    ]
    faults += [f"{code}: {field} is missing" for field in ("label", "help") if field not in entry]
    faults += [f"{code}: {field} is missing" for field, _ in _REFERENCES[:4] if entry.get(field) is None]
    if not 0 <= entry.get("weight", -1) <= MOST_WEIGHT:
        faults.append(f"{code}: weight is not 0 to {MOST_WEIGHT}")
    if code.startswith(OWN_PREFIX):
        faults.append(f"{code}: codes that begin with {OWN_PREFIX} belong to the municipalities")
    return faults


def faults_of_texts(part: object, where: str) -> list[str]:
    """Every text is a pair of Swedish and English, both filled in, and nothing else."""
    if isinstance(part, list):
        return [fault for i, one in enumerate(part) for fault in faults_of_texts(one, f"{where}[{i}]")]
    if not isinstance(part, dict):
        return []
    if {"sv", "en"} & part.keys():
        sound = part.keys() == {"sv", "en"} and all(isinstance(text, str) and text.strip() for text in part.values())
        return [] if sound else [f"{where.lstrip('.')}: needs both sv and en"]
    return [fault for name, one in part.items() for fault in faults_of_texts(one, f"{where}.{name}")]
