"""The reference content holds together, and a file that does not is refused with everything that is wrong."""

from copy import deepcopy

import pytest

from samplats.process.reading import UnsoundContent, _content, document_names, guide, guide_from, role_names
from samplats.process.rules.guide import Weeks
from samplats.process.rules.soundness import faults_of
from samplats.process.sentences.conditions import WANTED

NAMES = {"roles": set(role_names()), "documents": set(document_names())}


def broken(change):
    """What is said of the content after a change."""
    content = deepcopy(_content("five_steps"))
    change(content)
    return faults_of(content, **NAMES)


def test_the_packaged_steps_are_five_in_12_and_24_months_and_four():
    variants = guide().variants
    assert {code: (one.weeks, len(one.stages)) for code, one in variants.items()} == {
        "standard_12m": (52, 5),
        "full_24m": (104, 5),
        "four_step_12m": (52, 4),
    }
    assert sum(len(stage.activities) for stage in variants["standard_12m"].stages) == 41
    assert guide().activities["s2_survey"].weeks["standard_12m"] == Weeks(7, 14)


def test_conditions_of_conditions_lie_side_by_side():
    kinds = [one.kind for one in guide().activities["s1_mandate"].conditions]
    assert kinds == ["place_boundary_drawn", "role_assigned", "document_approved"]


def test_every_kind_of_condition_in_the_steps_has_words():
    said = {one.kind for activity in guide().activities.values() for one in activity.conditions}
    assert said - WANTED.keys() == {"profile_completed"}  # told section by section


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: c.update(variants=[]), "variants is missing or empty"),
        (lambda c: c["activities"][0].update(step="nowhere"), "s1_mandate: 'nowhere' is not in steps"),
        (lambda c: c["activities"][0].update(lead=["king"]), "s1_mandate: 'king' is not in roles"),
        (lambda c: c["activities"][0]["title"].pop("en"), "activities[0].title: needs both sv and en"),
        (lambda c: c["activities"][1].update(id="s1_mandate"), "activities: s1_mandate stands 2 times"),
        (lambda c: c["activities"][0].update(depends_on=["s1_stakeholders"]), "s1_mandate: waits for itself"),
        (lambda c: c["activities"][0].update(done_when={"kind": "magic"}), "'magic' is not in done_when_kinds"),
        (
            lambda c: c["activities"][0]["timing_weeks"].update(full_24m={"start": 5, "end": 2}),
            "s1_mandate: the weeks of full_24m are not in order",
        ),
        (
            lambda c: c["variants"][0]["stages"][0]["activities"].pop(0),
            "standard_12m: s1_mandate has weeks but stands in no stage",
        ),
    ],
)
def test_what_is_wrong_is_said(change, fault):
    assert any(fault in one for one in broken(change)), broken(change)


def test_unsound_content_is_not_read():
    content = deepcopy(_content("five_steps"))
    content["activities"][0]["lead"] = ["king"]
    with pytest.raises(UnsoundContent, match="king"):
        guide_from(content, **NAMES)
