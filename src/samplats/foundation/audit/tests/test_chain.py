from datetime import UTC, date, datetime

import pytest

from samplats.foundation.audit.chain import first_break, write_line
from samplats.foundation.audit.models import AuditLine, MonthSeal
from samplats.foundation.audit.sealing import erase_expired, seal_past_months

OCTOBER, NOVEMBER = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 11, 5, tzinfo=UTC)


def deeds(cast, *times):
    for at in times:
        write_line(cast.actor("ada"), verb="test.did", subject=cast.room, at=at)


@pytest.mark.usefixtures("in_home")
class TestChain:
    def test_lines_are_numbered_and_linked(self, cast):
        deeds(cast, OCTOBER, OCTOBER)
        second, first = AuditLine.objects.all()
        assert (first.number, second.number) == (1, 2)
        assert second.previous_hash == first.hash
        assert first_break(cast.home) is None

    def test_a_changed_line_breaks_the_chain(self, cast):
        deeds(cast, OCTOBER, OCTOBER, OCTOBER)
        line = AuditLine.objects.get(number=2)
        line.verb = "test.did_not"
        line.save()
        assert first_break(cast.home) == 2

    def test_a_line_taken_from_the_end_is_missed(self, cast):
        deeds(cast, OCTOBER, OCTOBER)
        last = AuditLine.objects.filter(number=2)
        last._raw_delete(last.db)
        assert first_break(cast.home) == 2

    def test_lines_are_neither_changed_nor_deleted_in_bulk(self, cast):
        deeds(cast, OCTOBER)
        with pytest.raises(TypeError, match="append-only"):
            AuditLine.objects.update(verb="x")
        with pytest.raises(TypeError, match="append-only"):
            AuditLine.objects.all().delete()

    def test_an_expired_month_leaves_its_seal_and_a_whole_chain(self, cast):
        deeds(cast, OCTOBER, OCTOBER, NOVEMBER)
        assert seal_past_months(cast.home, now=NOVEMBER) == 1
        assert erase_expired(cast.home, before=date(2026, 11, 1), now=NOVEMBER) == 2
        assert AuditLine.objects.count() == 1
        assert first_break(cast.home) is None
        deeds(cast, NOVEMBER)
        assert first_break(cast.home) is None

    def test_the_first_hour_of_a_month_is_not_sealed_as_that_month(self, cast):
        """At half past midnight on 1 December in Sweden it is still November in universal time."""
        deeds(cast, NOVEMBER, datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
        assert seal_past_months(cast.home, now=datetime(2026, 12, 1, 2, tzinfo=UTC)) == 1
        [seal] = MonthSeal.objects.all()
        assert (seal.month, seal.last_number) == (date(2026, 11, 1), 1)

    def test_a_closed_room_has_its_own_chain(self, cast):
        class InRoom:
            compartment_id = cast.room.pk

        write_line(cast.actor("dora"), verb="test.read", subject=InRoom(), at=OCTOBER)
        deeds(cast, OCTOBER)
        assert set(AuditLine.objects.values_list("room", "number")) == {(0, 1), (cast.room.pk, 1)}
        assert first_break(cast.home, cast.room.pk) is None
