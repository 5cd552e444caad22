"""Reports as decisions: who may report what, when it happened, where it may be said to have happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from samplats.vocabulary.rules import Category, PlaceRule, ReporterScope, Sensitivity

from .precision import TimePrecision

MOST_TEXT = 300
OLDEST = timedelta(days=60)
"""What happened longer ago is brought in as a file: retention and published figures have passed it by."""
NEAR_METRES, NEAR_TIME = 150.0, timedelta(hours=24)
PUBLIC, ASSOCIATION = "public", "association"  # kinds of organisation; everybody else is treated as private
REMINDED_ON = (3, 4)
"""Thursday, and Friday for what the mail server did not take on Thursday."""
REMINDED_FROM, REMINDED_TO = 8, 17  # hours
NOTHING_TO_REPORT = "I1"  # has a button of its own


class ReportState(StrEnum):
    """What has become of a report."""

    RECEIVED = "received"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Band(IntEnum):
    """How many people or things it was about, by the lowest number of each band."""

    ONE = 1
    FEW = 2
    SEVERAL = 5
    MANY = 10


class Part(StrEnum):
    """A part of a day, as people remember it."""

    WHOLE = "whole"
    NIGHT = "night"
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    LATE = "late"


HOURS = {
    Part.WHOLE: (0, 24),
    Part.NIGHT: (0, 6),
    Part.MORNING: (6, 10),
    Part.DAY: (10, 17),
    Part.EVENING: (17, 21),
    Part.LATE: (21, 24),
}


@dataclass(frozen=True)
class Teller:
    """Who reports, as far as it decides what may be reported: kind of organisation, and whether in the closed room."""

    organisation: str
    in_room: bool = False

    @property
    def is_private(self) -> bool:
        """Whether only open categories are the teller's; nobody's employee counts as private."""
        return self.organisation not in {PUBLIC, ASSOCIATION}


ANYBODY = Teller("")


@dataclass(frozen=True)
class Span:
    """When it happened on the wall clock: a moment, or from–to; no more exactly than it is known."""

    start: datetime
    end: datetime | None
    precision: TimePrecision


def depends_on_teller(category: Category) -> bool:
    """Whether it matters who reports; otherwise `may_tell` says the same of everybody."""
    is_scoped = category.reporters in {ReporterScope.PUBLIC_BODIES, ReporterScope.TASK_FORCE}
    return is_scoped or category.sensitivity is not Sensitivity.OPEN


def may_tell(category: Category, teller: Teller) -> bool:
    """Whether the teller may choose the category in a report."""
    if category.hidden or category.code == NOTHING_TO_REPORT:
        return False
    if category.sensitivity is Sensitivity.RESTRICTED:
        return teller.in_room and not category.aggregate_only
    if teller.is_private and category.sensitivity is not Sensitivity.OPEN:
        return False
    if category.reporters is ReporterScope.PUBLIC_BODIES:
        return teller.organisation == PUBLIC
    if category.reporters is ReporterScope.TASK_FORCE:
        return teller.in_room
    return True


def tells_area_only(category: Category) -> bool:
    """Whether a report of it names an area and never a spot."""
    return category.place_rule is PlaceRule.AREA


def takes_public_spots(category: Category) -> bool:
    """Whether a spot is moved to public ground."""
    return category.place_rule is PlaceRule.PUBLIC_SPACE


def takes_photos(category: Category) -> bool:
    """Whether a report of it may hold a photo: only what anybody may know of, and where the exact spot may be told."""
    return category.sensitivity is Sensitivity.OPEN and category.place_rule is PlaceRule.ANY


def part_of_day(day: date, part: Part) -> Span:
    """A part of a day as an interval; the whole day as a day."""
    first, last = HOURS[part]
    midnight = datetime.combine(day, time())
    if part is Part.WHOLE:
        return Span(midnight, None, TimePrecision.DAY)
    return Span(midnight + timedelta(hours=first), midnight + timedelta(hours=last, minutes=-1), TimePrecision.MINUTE)


def until_now(span: Span, now: datetime) -> Span:
    """The span without its future: what is reported today has happened before now."""
    if span.end is None or span.end <= now or span.start > now:
        return span
    return Span(span.start, now, span.precision)


def order_of(categories: Iterable[Category], used: dict[str, int]) -> list[Category]:
    """Most used first; what nobody has used yet in the order of the taxonomy."""
    return sorted(categories, key=lambda one: -used.get(one.code, 0))


def monday_of(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def period_of(week: date, rhythm: int) -> tuple[date, date]:
    """The first and last Monday of the reporting period that a week belongs to, counted in whole rhythms."""
    number = week.toordinal() // 7
    first = week - timedelta(weeks=number % rhythm)
    return first, first + timedelta(weeks=rhythm - 1)


def is_time_to_remind(wall: datetime, first: date, rhythm: int) -> bool:
    """Whether those who are silent in the period that begins on `first` may be reminded now: late in it, by day."""
    last_week = first + timedelta(weeks=rhythm - 1)
    by_day = REMINDED_FROM <= wall.hour < REMINDED_TO
    return by_day and monday_of(wall.date()) == last_week and wall.weekday() in REMINDED_ON
