"""What is wrong with a file of steps, in plain English for the person who edits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from samplats.process.rules.guide import ALL_OF
from samplats.vocabulary.rules import faults_of_texts

LISTS = ("done_when_kinds", "variants", "steps", "activities")
OWN_PREFIX = "X"
TEXTS = ("title", "why", "result")
LISTS_OF_TEXTS = ("how", "inputs", "pitfalls", "coach_questions")


def faults_of(content: Mapping[str, Any], *, roles: set[str], documents: set[str]) -> list[str]:
    """Every fault: missing lists, ids twice, references that lead nowhere, texts without both languages."""
    faults = [f"{name} is missing or empty" for name in LISTS if not content.get(name)]
    if faults:
        return faults
    for name in LISTS:
        counted = Counter(entry["id"] for entry in content[name])
        faults += [f"{name}: {code} stands {times} times" for code, times in counted.items() if times > 1]
    known = {name: {entry["id"] for entry in content[name]} for name in LISTS}
    known |= {"roles": roles, "documents": documents}
    for activity in content["activities"]:
        faults += list(_faults_of_activity(activity, known))
    for variant in content["variants"]:
        faults += list(_faults_of_variant(variant, known, {one["id"]: one for one in content["activities"]}))
    return faults + _circles(content["activities"]) + faults_of_texts(content, "")


def _faults_of_activity(entry: Mapping[str, Any], known: Mapping[str, set[str]]) -> Iterator[str]:
    code = entry["id"]
    if code.startswith(OWN_PREFIX):
        yield f"{code}: ids that begin with {OWN_PREFIX} belong to the municipalities"
    yield from (f"{code}: {name} is missing" for name in (*TEXTS, *LISTS_OF_TEXTS) if not entry.get(name))
    references = {
        "steps": [entry.get("step")],
        "roles": [*entry.get("lead", ()), *entry.get("takes_part", ())],
        "activities": entry.get("depends_on", ()),
        "documents": entry.get("templates", ()),
        "variants": entry.get("timing_weeks", {}),
        "done_when_kinds": [part.get("kind") for part in parts_of(entry.get("done_when", {}))],
    }
    for name, named in references.items():
        yield from (f"{code}: {one!r} is not in {name}" for one in named if one not in known[name])
    for variant, weeks in entry.get("timing_weeks", {}).items():
        if not 0 <= weeks.get("start", -1) <= weeks.get("end", -1):
            yield f"{code}: the weeks of {variant} are not in order"


def parts_of(done_when: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The part conditions of a condition, however deep they lie."""
    if done_when.get("kind") != ALL_OF:
        yield done_when
        return
    for part in done_when.get("params", {}).get("conditions", ()):
        yield from parts_of(part)


def _faults_of_variant(
    entry: Mapping[str, Any], known: Mapping[str, set[str]], activities: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    code = entry["id"]
    for stage in entry.get("stages", ()):
        where = f"{code}.{stage['id']}"
        yield from (f"{where}: {one!r} is not in steps" for one in stage["based_on_steps"] if one not in known["steps"])
        if not 0 <= stage["start_week"] < stage["end_week"] <= entry["weeks"]:
            yield f"{where}: the weeks are not in order"
        for one in stage["activities"]:
            if one not in activities:
                yield f"{where}: {one!r} is not in activities"
            elif code not in activities[one].get("timing_weeks", {}):
                yield f"{where}: {one} has no weeks for {code}"
    placed = Counter(one for stage in entry.get("stages", ()) for one in stage["activities"])
    yield from (f"{code}: {one} stands in several stages" for one, times in placed.items() if times > 1)
    timed = {one for one, activity in activities.items() if code in activity.get("timing_weeks", {})}
    yield from (f"{code}: {one} has weeks but stands in no stage" for one in sorted(timed - placed.keys()))


def _circles(activities: list[Mapping[str, Any]]) -> list[str]:
    """Activities that wait for themselves."""
    waits = {one["id"]: set(one.get("depends_on", ())) & {other["id"] for other in activities} for one in activities}
    while free := {code for code, others in waits.items() if not others}:
        waits = {code: others - free for code, others in waits.items() if code not in free}
    return [f"{code}: waits for itself" for code in sorted(waits)]
