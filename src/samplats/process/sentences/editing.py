"""The template in words: every activity by step, its weeks, and what the municipality has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.foundation.ui.numbers import number
from samplats.process.models import OwnActivity
from samplats.process.rules.guide import Activity, Guide, Weeks
from samplats.process.rules.template import Edit, shifted
from samplats.process.sentences.walk import told


@dataclass(frozen=True)
class TemplateRow:
    """One activity of the template."""

    code: str
    title: str
    reference_title: str
    weeks: tuple[str, ...]
    edit: Edit
    change: str
    own_id: UUID | None = None


def step_rows(
    guide: Guide, edits: Mapping[str, Edit], own: Sequence[OwnActivity]
) -> list[tuple[str, str, list[TemplateRow]]]:
    """The id and the name of each step with its activities, the municipality's own last."""
    found = []
    for step in guide.steps.values():
        rows = [
            _row(guide, one, edits.get(one.code, Edit())) for one in guide.activities.values() if one.step == step.code
        ]
        rows += [_own_row(one) for one in own if one.step == step.code]
        found.append((step.code, told(step.name), rows))
    return found


def activity_row(guide: Guide, edits: Mapping[str, Edit], code: str) -> TemplateRow:
    """One activity of the reference as the municipality uses it."""
    return _row(guide, guide.activities[code], edits.get(code, Edit()))


def variant_names(guide: Guide) -> list[str]:
    """The variants, as the heads of the columns of weeks."""
    return [told(one.name) for one in guide.variants.values()]


def _row(guide: Guide, activity: Activity, edit: Edit) -> TemplateRow:
    reference = told(activity.title)
    weeks = tuple(
        week_words(shifted(activity.weeks[code], edit.shift_weeks)) if code in activity.weeks else "–"
        for code in guide.variants
    )
    title = edit.title or reference
    return TemplateRow(activity.code, title, reference if edit.title else "", weeks, edit, _change(edit))


def _own_row(own: OwnActivity) -> TemplateRow:
    weeks = (_("vecka %(weeks)s i steget") % {"weeks": week_words(Weeks(own.start_week, own.end_week))},)
    return TemplateRow(own.code, own.title, "", weeks, Edit(is_off=own.is_off), "", own.public_id)


def week_words(weeks: Weeks) -> str:
    """7–14."""
    return f"{number(weeks.start)}–{number(weeks.end)}"


def _change(edit: Edit) -> str:
    if not edit.shift_weeks:
        return ""
    n = abs(edit.shift_weeks)
    if edit.shift_weeks > 0:
        return ngettext("%(n)s vecka senare än modellen", "%(n)s veckor senare än modellen", n) % {"n": number(n)}
    return ngettext("%(n)s vecka tidigare än modellen", "%(n)s veckor tidigare än modellen", n) % {"n": number(n)}


def title_taken(name: str) -> str:
    """Another activity has the name already."""
    return _("En annan aktivitet heter redan %(name)s. Välj ett annat namn.") % {"name": name}


def changed_meanwhile() -> str:
    """Somebody else saved while the form was open."""
    return _("Någon annan har ändrat samtidigt. Läs in sidan igen och se vad som gäller.")
