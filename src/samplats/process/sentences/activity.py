"""An activity's own texts in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from samplats.process.rules.guide import Activity
from samplats.process.sentences.walk import document_words, role_words, told


@dataclass(frozen=True)
class ActivityWords:
    """What the content says about an activity."""

    title: str
    why: str
    how: tuple[str, ...]
    lead: str
    takes_part: str
    inputs: tuple[str, ...]
    result: str
    pitfalls: tuple[str, ...]
    documents: str
    questions: tuple[str, ...]
    effort_hours: int


def activity_words(activity: Activity) -> ActivityWords:
    """The texts of an activity."""
    return ActivityWords(
        title=told(activity.title),
        why=told(activity.why),
        how=tuple(told(one) for one in activity.how),
        lead=", ".join(role_words(code) for code in activity.lead),
        takes_part=", ".join(role_words(code) for code in activity.takes_part),
        inputs=tuple(told(one) for one in activity.inputs),
        result=told(activity.result),
        pitfalls=tuple(told(one) for one in activity.pitfalls),
        documents=", ".join(document_words(code) for code in activity.documents),
        questions=tuple(told(one) for one in activity.questions),
        effort_hours=activity.effort_hours,
    )
