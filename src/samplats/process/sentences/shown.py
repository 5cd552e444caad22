"""The steps as what a page shows: the path, what to do now, and rows of activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.foundation.access.actors import Actor
from samplats.foundation.ui.components.paths import PathStep
from samplats.foundation.ui.numbers import number
from samplats.process.queries import Asker, PlaceWalk
from samplats.process.rules.conditions import Checked, Outcome, all_met
from samplats.process.rules.walk import Part, StageStanding, Standing, Walk, WalkedStage
from samplats.process.sentences.activity import ActivityWords, activity_words
from samplats.process.sentences.conditions import ConditionWords, condition_words
from samplats.process.sentences.dates import short
from samplats.process.sentences.walk import (
    SHAPES,
    date_words,
    late_words,
    month_words,
    stage_words,
    standing_words,
    told,
    who,
)

MOST_LEFT = 5
MOST_NEXT = 5


@dataclass(frozen=True)
class ActivityRow:
    """An activity in a list: its words, its mark, and its conditions with what is missing."""

    part: Part
    title: str
    url: str
    shape: str
    standing: str
    when: str
    who: str
    waits_for: str
    conditions: tuple[ConditionWords, ...]
    is_ready: bool
    words: ActivityWords

    @property
    def is_contradicted(self) -> bool:
        """Whether it is ticked although Samplats sees that something is missing."""
        return self.part.is_done and any(one.outcome is Outcome.MISSING for one in self.conditions)

    @property
    def missing(self) -> str:
        """The first thing that Samplats sees is missing."""
        return next((one.detail for one in self.conditions if one.outcome is Outcome.MISSING and one.detail), "")


@dataclass(frozen=True)
class NowBox:
    """The stage where the place stands, the one thing to do, and what is left of it."""

    kicker: str
    name: str
    purpose: str
    action: str
    url: str
    detail: str
    n_done: str
    left: tuple[ActivityRow, ...]
    more: str
    stage_url: str


@dataclass(frozen=True)
class NextRow:
    """A line of what is due: the day, what stands under it, the activity, and who has it."""

    when: str
    under: str
    title: str
    url: str
    detail: str
    is_late: bool


def path_steps(tenant: str, slug: str, walk: Walk, *, shown: int = 0) -> list[PathStep]:
    """The stages as the path's steps; `shown` is the number of the page's own."""
    states = {StageStanding.DONE: "done", StageStanding.NOW: "now", StageStanding.LEFT: "left"}
    return [
        PathStep(
            name=told(stage.planned.stage.name),
            words=stage_words(stage, walk.today),
            state=states.get(stage.standing, "ahead"),
            url=reverse("process:step", args=[tenant, slug, stage.number]),
            is_late=bool(stage.late),
            shown=stage.number == shown,
        )
        for stage in walk.stages
    ]


def activity_row(actor: Actor, slug: str, part: Part, walk: Walk, checked: Sequence[Checked] = ()) -> ActivityRow:
    """One activity as a row."""
    return ActivityRow(
        part=part,
        title=told(part.activity.title),
        url=reverse("process:activity", args=[actor.tenant.slug, slug, part.code]),
        shape=SHAPES[part.standing],
        standing=standing_words(part.standing),
        when=date_words(part, walk.today),
        who=who(part, walk.leader),
        waits_for=waits_words(part),
        conditions=tuple(condition_words(one, actor, slug) for one in checked),
        is_ready=not part.is_done and all_met(checked),
        words=activity_words(part.activity),
    )


def waits_words(part: Part) -> str:
    """Which undone activities this one builds on."""
    if not part.waits_for:
        return ""
    return _("Bygger på: %(names)s") % {"names": ", ".join(told(one.title) for one in part.waits_for)}


def now_box(actor: Actor, found: PlaceWalk, asker: Asker) -> NowBox | None:
    """What to do now; None when every step is walked."""
    walk, slug, tenant = found.walk, found.place.slug, actor.tenant.slug
    if walk is None or walk.at is None:
        return None
    stage, undone = walk.at, [one for one in walk.at.parts if not one.is_done]
    rows = {one.code: activity_row(actor, slug, one, walk, asker.check(one.activity)) for one in undone}
    first = walk.first()
    main = rows[first.code] if first else None
    shown = tuple(rows.values())[:MOST_LEFT]
    return NowBox(
        kicker=_("Nu: steg %(at)s av %(all)s") % {"at": number(stage.number), "all": number(len(walk.stages))},
        name=told(stage.planned.stage.name),
        purpose=purpose(stage),
        action=_action(main) if main else "",
        url=main.url if main else "",
        detail=_detail(main) if main else "",
        n_done=done_words(stage),
        left=shown,
        more=_more(len(rows) - len(shown)),
        stage_url=reverse("process:step", args=[tenant, slug, stage.number]),
    )


def purpose(stage: WalkedStage) -> str:
    """What a stage is for: the purposes of the steps in it."""
    return " ".join(told(step.purpose) for step in stage.planned.steps)


def done_words(stage: WalkedStage) -> str:
    """5 av 9 aktiviteter är klara."""
    if not stage.n_done:
        return ""
    facts = {"done": number(stage.n_done), "all": number(len(stage.parts))}
    return (
        ngettext("%(done)s av %(all)s aktiviteter är klar", "%(done)s av %(all)s aktiviteter är klara", stage.n_done)
        % facts
    )


def _action(main: ActivityRow) -> str:
    if main.is_ready:
        return _("Bekräfta: %(title)s") % {"title": main.title}
    if main.part.standing in {Standing.LATE, Standing.NOW}:
        return _("Gör nu: %(title)s") % {"title": main.title}
    return _("Förbered: %(title)s") % {"title": main.title}


def _detail(main: ActivityRow) -> str:
    if main.is_ready:
        return _("Samplats ser att allt finns på plats. Läs igenom och bocka av.")
    return " · ".join(words for words in (main.when, main.who, main.waits_for) if words)


def _more(n: int) -> str:
    return ngettext("och %(n)s till", "och %(n)s till", n) % {"n": number(n)} if n > 0 else ""


def next_rows(tenant: str, slug: str, walk: Walk, *, most: int = MOST_NEXT) -> list[NextRow]:
    """What is late, going on or soon to begin, the most urgent first."""
    return [next_row(tenant, slug, part, walk.leader) for part in walk.to_do()[:most]]


def next_row(tenant: str, slug: str, part: Part, leader: str = "") -> NextRow:
    """One line of what is due."""
    is_late, begins = part.standing is Standing.LATE, part.standing is Standing.NEXT
    return NextRow(
        when=short(part.begins_on if begins else part.due_on),
        under=_("börjar") if begins else _("försenad") if is_late else _("senast"),
        title=told(part.activity.title),
        url=reverse("process:activity", args=[tenant, slug, part.code]),
        detail=" · ".join(words for words in (who(part, leader), waits_words(part)) if words),
        is_late=is_late,
    )


@dataclass(frozen=True)
class PlaceStanding:
    """A place in the list of all: the step it is at, which month of how many, and how much is late."""

    name: str
    month: str
    late: str


def place_standing(walk: Walk) -> PlaceStanding:
    """Where a place stands, in a few words."""
    late = late_words(len(walk.late)) if walk.late else ""
    if walk.at is None:
        return PlaceStanding(_("Alla steg är gångna"), "", late)
    facts = {"at": number(walk.at.number), "name": told(walk.at.planned.stage.name)}
    return PlaceStanding(_("Steg %(at)s, %(name)s") % facts, month_words(walk), late)


def first_row(tenant: str, slug: str, walk: Walk) -> NextRow | None:
    """What a place has to do first: what is late in any step, then what is next in the step where it stands."""
    late = [one for one in walk.to_do() if one.standing is Standing.LATE]
    first = late[0] if late else walk.first()
    return next_row(tenant, slug, first, walk.leader) if first else None


def leading(found: Sequence[PlaceWalk]) -> str:
    """How many places walk the steps, and which have something late; stars mark what matters."""
    walking = [one for one in found if one.walk is not None]
    if not walking:
        return _("Ingen plats har börjat med stegen än.")
    late = [one.place.name for one in walking if one.walk and one.walk.late]
    words = ngettext("%(n)s plats går stegen.", "%(n)s platser går stegen.", len(walking))
    words %= {"n": number(len(walking))}
    if not late:
        return words + " " + _("*Ingen är försenad.*")
    some = ngettext("*%(n)s har något försenat.*", "*%(n)s har något försenat.*", len(late))
    return words + " " + some % {"n": number(len(late))}
