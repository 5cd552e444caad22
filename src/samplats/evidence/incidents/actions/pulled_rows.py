"""Records of a pulled source as incidents: checked like rows of a file, one incident for each of the source's ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from samplats.foundation.access.actors import Actor

from ..models import Feed, Import, Incident, Pull, PulledChange, PulledRecord, RowNumbers
from ..rules.faults import RowFault
from ..rules.pulling import LEAVE, MISSED_BEFORE_GONE, MOST_HEARD, Found, Record, too_many_gone
from ..rules.states import ImportState
from .checking_records import Usable, checked
from .months import describe, first_free, open_batch
from .rebuilding import rebuild

AT_ONCE = 500


def one_at_a_time() -> None:
    """Wait for whoever else lays rows down just now."""
    RowNumbers.objects.get_or_create(name="incidents")
    RowNumbers.objects.select_for_update().get(name="incidents")


class Taking:
    """One pull on its way in. Its steps are one transaction of the action that calls them."""

    def __init__(self, actor: Actor, feed: Feed, found: Found, now: datetime) -> None:
        self._actor, self._feed, self._found, self._now = actor, feed, found, now
        self._pull = Pull.objects.create(tenant=feed.tenant, feed=feed, made_by_id=actor.user_id, at=now)
        asked = [*(one.key for one in found.records), *found.elsewhere]
        self._known = {one.key: one for some in _some(asked) for one in _records(feed).filter(key__in=some)}
        self._touched: dict[int, Import] = {}

    def bring_in(self) -> None:
        """Add what is new and change what is changed; take away what is no longer this municipality's or left out."""
        left = [one for one in self._found.records if self._feed.words.get(one.word) == LEAVE]
        chosen = [one for one in self._found.records if self._feed.words.get(one.word) != LEAVE]
        fresh = [one for one in chosen if one.key not in self._known or self._known[one.key].mark != one.mark]
        usable, refused = checked(self._actor, self._feed, fresh, self._now)
        moved = {fresh[at].key for at, code in refused.items() if code == RowFault.OUTSIDE_MUNICIPALITY}
        self._remember(fresh)
        self._lay_down([(fresh[one.at], one) for one in usable])
        not_here = self._found.elsewhere | {one.key for one in left} | moved
        self._take_away([one for key in not_here if (one := self._known.get(key)) and one.row is not None])
        self._count(left, len(chosen) - len(fresh), refused)
        for some in _some([one.key for one in chosen]):
            _records(self._feed).filter(key__in=some).update(seen_at=self._now, missed=0)
        self._hear()

    def withdraw(self) -> None:
        """Take away what the server no longer lists, when it was missing in the last pull too."""
        if not self._found.is_whole or self._found.span is None:
            return
        first, last = self._found.span
        listed = list(_records(self._feed).filter(row__isnull=False, listed_at__gt=first, listed_at__lt=last))
        missing = [one for one in listed if one.key not in self._known]
        if too_many_gone(len(missing), len(listed)):
            self._pull.code, self._pull.facts = "many_gone", {"n": len(missing)}
            return
        for one in missing:
            one.missed += 1
        PulledRecord.objects.bulk_update(missing, ["missed"], batch_size=AT_ONCE)
        self._take_away([one for one in missing if one.missed >= MISSED_BEFORE_GONE])

    def close(self, *, of_file: bool) -> Pull:
        """Make the copies that analyses read again, and write the figures down."""
        tell(self._actor, self._touched, self._now)
        self._pull.of_file = of_file
        self._pull.save()
        return self._pull

    def _hear(self) -> None:
        """Keep the words that came, as many as a person can be asked about."""
        heard = {**self._feed.heard, **{one.word: one.text for one in self._found.records if one.word}}
        self._feed.heard = dict(list(heard.items())[:MOST_HEARD])
        self._feed.save(update_fields=["heard"])

    def _remember(self, fresh: list[Record]) -> None:
        """A note of each record, before the changes that point to it."""
        new = [
            PulledRecord(tenant=self._feed.tenant, feed=self._feed, key=one.key, seen_at=self._now)
            for one in fresh
            if one.key not in self._known
        ]
        for one in PulledRecord.objects.bulk_create(new, batch_size=AT_ONCE):
            self._known[one.key] = one
        for told in fresh:
            kept = self._known[told.key]
            kept.mark, kept.word, kept.status, kept.listed_at = told.mark, told.word, told.status, told.listed_at
        kept_ones = [self._known[told.key] for told in fresh]
        PulledRecord.objects.bulk_update(kept_ones, ["mark", "word", "status", "listed_at"], batch_size=AT_ONCE)

    def _lay_down(self, usable: list[tuple[Record, Usable]]) -> None:
        before = self._as_stored([self._known[record.key] for record, _ in usable])
        for room in sorted({one.room or 0 for _, one in usable}):
            theirs = [pair for pair in usable if (pair[1].room or 0) == room]
            self._lay_in_room(room or None, theirs, before)

    def _lay_in_room(
        self, room: int | None, usable: list[tuple[Record, Usable]], before: dict[int, dict[str, Any]]
    ) -> None:
        pairs = [(self._known[record.key], one.values) for record, one in usable]
        stays = [pair for pair in pairs if (held := before.get(pair[0].row or 0)) and held["compartment_id"] == room]
        comes = [pair for pair in pairs if pair not in stays]
        self._note([kept for kept, _ in pairs], before)
        for kept, values in stays:
            Incident.objects.filter(pk=kept.row).update(**values)
            self._touch(kept.batch)
        self._erase([kept for kept, _ in comes if kept.row in before])
        if comes:
            batch = open_batch(self._actor, self._feed.source, room, len(comes), self._now, of_feed=True)
            Incident.objects.bulk_create(self._numbered(batch, comes), batch_size=AT_ONCE)
            PulledRecord.objects.bulk_update([kept for kept, _ in comes], ["batch", "row"], batch_size=AT_ONCE)
            self._touch(batch)

    def _numbered(self, batch: Import, comes: list[tuple[PulledRecord, dict[str, Any]]]) -> Iterator[Incident]:
        for row, (kept, values) in enumerate(comes, start=first_free(batch)):
            kept.batch, kept.row = batch, row
            yield Incident(
                pk=row,
                tenant_id=batch.tenant_id,
                source=self._feed.source,
                batch=batch,
                compartment_id=batch.compartment_id,
                line=row - batch.first_row + 1,
                **values,
            )

    def _take_away(self, gone: list[PulledRecord]) -> None:
        before = self._as_stored(gone)
        gone = [one for one in gone if one.row in before]  # what has had its time is gone already
        self._note(gone, before)
        self._erase(gone)
        for one in gone:
            one.row, one.mark = None, ""
        PulledRecord.objects.bulk_update(gone, ["row", "mark"], batch_size=AT_ONCE)
        self._pull.n_gone += len(gone)

    def _note(self, records: list[PulledRecord], before: dict[int, dict[str, Any]]) -> None:
        """How each was before this pull, for undoing it."""
        changes = [
            PulledChange(
                tenant=self._feed.tenant,
                pull=self._pull,
                record=one,
                compartment_id=held["compartment_id"] if held else self._feed.source.room_id,
                before=held and _plain(held),
            )
            for one in records
            for held in [before.get(one.row or 0)]
        ]
        PulledChange.objects.bulk_create(changes, batch_size=AT_ONCE)

    def _as_stored(self, records: list[PulledRecord]) -> dict[int, dict[str, Any]]:
        rows = [one.row for one in records if one.row is not None]
        return {row["id"]: dict(row) for some in _some(rows) for row in Incident.objects.filter(pk__in=some).values()}

    def _erase(self, records: list[PulledRecord]) -> None:
        for one in records:
            self._touch(one.batch)
        for some in _some([one.row for one in records]):
            Incident.objects.filter(pk__in=some).delete()

    def _touch(self, batch: Import | None) -> None:
        if batch is not None:
            self._touched[batch.pk] = batch

    def _count(self, left: list[Record], n_same: int, refused: dict[int, str]) -> None:
        made = self._pull
        outside = sum(code == RowFault.OUTSIDE_MUNICIPALITY for code in refused.values())
        changes = PulledChange.objects.filter(pull=made)
        made.n_read, made.n_same, made.n_left = self._found.n_read, n_same, len(left)
        made.n_new = changes.filter(before__isnull=True).count()
        made.n_changed = changes.filter(before__isnull=False).count() - made.n_gone
        made.n_elsewhere = len(self._found.elsewhere) + outside
        reasons = dict(self._found.faults)
        for code in refused.values():
            if code != RowFault.OUTSIDE_MUNICIPALITY:
                reasons[code] = reasons.get(code, 0) + 1
        made.refused = reasons


def put_back(changes: Iterable[PulledChange]) -> dict[int, Import]:
    """Every changed record as it was; returns the imports that are another now."""
    touched: dict[int, Import] = {}
    for change in changes:
        record = change.record
        if record.row is not None and record.batch is not None:
            Incident.objects.filter(pk=record.row, source=record.feed.source).delete()
            touched[record.batch.pk] = record.batch
        if change.before is None:
            record.delete()
            continue
        batch = _living(change.before)
        record.batch, record.row, record.mark = batch, change.before["id"] if batch else None, ""
        if batch is not None:
            Incident.objects.create(**_restored(change.before))
            touched[batch.pk] = batch
        record.save(update_fields=["batch", "row", "mark"])
    return touched


def tell(actor: Actor, touched: dict[int, Import], now: datetime) -> None:
    """What changed imports hold now, for readers of figures and of copies."""
    for batch in touched.values():
        describe(actor, batch, now)
        rebuild(actor, batch)


def _living(before: dict[str, Any]) -> Import | None:
    """The import that held the incident, unless its time has come meanwhile."""
    batch = Import.objects.select_related("source").filter(pk=before["batch_id"], state=ImportState.LIVE.value).first()
    is_retired = batch is not None and batch.retired_until is not None
    return None if is_retired and before["starts_at"][:10] < f"{batch.retired_until}" else batch  # type: ignore[union-attr]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _restored(before: dict[str, Any]) -> dict[str, Any]:
    moments = {name: before[name] and datetime.fromisoformat(before[name]) for name in ("starts_at", "ends_at")}
    return {**before, **moments}


def _records(feed: Feed) -> Any:
    return PulledRecord.objects.select_related("batch__source").filter(feed=feed)


def _some(values: list[Any]) -> Iterator[list[Any]]:
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]
