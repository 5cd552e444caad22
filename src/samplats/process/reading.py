"""The reference content of the steps that lies in the package, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from samplats.process.rules.guide import BY_HAND, Activity, Condition, Guide, Stage, Step, Text, Variant, Weeks
from samplats.process.rules.soundness import faults_of, parts_of


class UnsoundContent(ValueError):
    """The file of steps contradicts itself; `faults` says where."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@cache
def guide() -> Guide:
    """The steps as they came with this version of Samplats."""
    return guide_from(_content("five_steps"), roles=set(role_names()), documents=set(document_names()))


@cache
def role_names() -> Mapping[str, Text]:
    """What each role of the steps is called."""
    return _names("roles")


@cache
def document_names() -> Mapping[str, Text]:
    """What each document of the steps is called."""
    return _names("documents")


def guide_from(content: Mapping[str, Any], *, roles: set[str], documents: set[str]) -> Guide:
    """The content as what the rest of the app works with; raises `UnsoundContent`."""
    faults = faults_of(content, roles=roles, documents=documents)
    if faults:
        raise UnsoundContent(faults)
    return Guide(
        version=str(content["version"]),
        variants={one["id"]: _variant(one) for one in content["variants"]},
        steps={one["id"]: _step(one) for one in content["steps"]},
        activities={one["id"]: _activity(one) for one in content["activities"] if not one.get("retired")},
    )


def _variant(entry: Mapping[str, Any]) -> Variant:
    stages = tuple(
        Stage(
            one["id"],
            _text(one["name"]),
            tuple(one["based_on_steps"]),
            Weeks(one["start_week"], one["end_week"]),
            tuple(one["activities"]),
        )
        for one in entry["stages"]
    )
    weeks = entry.get("main_period_weeks", entry["weeks"])
    return Variant(entry["id"], _text(entry["name"]), _text(entry["suits"]), weeks, stages)


def _step(entry: Mapping[str, Any]) -> Step:
    texts = (_text(entry[name]) for name in ("name", "purpose", "guiding_question", "result"))
    return Step(entry["id"], *texts)


def _activity(entry: Mapping[str, Any]) -> Activity:
    return Activity(
        code=entry["id"],
        step=entry["step"],
        title=_text(entry["title"]),
        why=_text(entry["why"]),
        how=_texts(entry["how"]),
        lead=tuple(entry["lead"]),
        takes_part=tuple(entry["takes_part"]),
        inputs=_texts(entry["inputs"]),
        depends_on=tuple(entry["depends_on"]),
        result=_text(entry["result"]),
        conditions=tuple(
            Condition(part["kind"], part.get("params", {}))
            for part in parts_of(entry["done_when"])
            if part["kind"] != BY_HAND
        ),
        weeks={name: Weeks(weeks["start"], weeks["end"]) for name, weeks in entry["timing_weeks"].items()},
        effort_hours=entry["typical_duration"]["effort_hours"],
        pitfalls=_texts(entry["pitfalls"]),
        documents=tuple(entry["templates"]),
        questions=_texts(entry["coach_questions"]),
    )


def _text(pair: Mapping[str, str]) -> Text:
    return Text(pair["sv"], pair["en"])


def _texts(pairs: list[Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(_text(pair) for pair in pairs)


def _names(name: str) -> Mapping[str, Text]:
    return {one["id"]: _text(one["name"]) for one in _content("roles_and_documents")[name]}


def _content(name: str) -> Mapping[str, Any]:
    raw = files("samplats.process").joinpath("reference", f"{name}.yaml").read_bytes()
    content: Mapping[str, Any] = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe
    return content
