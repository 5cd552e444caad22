"""Long work at the database goes in turns, so that nobody else waits long."""

import pytest

from samplats.evidence.incidents.actions import bulk, turns
from samplats.evidence.incidents.models import RowNumbers

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that only work moves on."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(turns, "time", made)
    return made


def test_a_turn_ends_when_others_have_waited_long_enough(clock):
    def slow(_start, _stop):
        clock.now += 0.2

    came_to = list(turns.Turns().over(slow, 0, 10 * turns.PIECE))
    lengths = [stop - start for start, stop in zip([0, *came_to], came_to, strict=False)]
    assert came_to[-1] == 10 * turns.PIECE
    assert set(lengths[:-1]) == {4 * turns.PIECE}  # the fourth begins before 0.70 s are over, no fifth does


def test_even_a_stalled_machine_gets_on_a_piece_at_a_time(clock):
    def stalled(_start, _stop):
        clock.now += 5

    assert list(turns.Turns().over(stalled, 0, 2 * turns.PIECE)) == [turns.PIECE, 2 * turns.PIECE]


def test_quick_work_gets_more_rows_ready_for_the_next_turn(clock):
    pace = turns.Turns(room=turns.PIECE)
    list(pace.over(lambda _start, _stop: None, 0, turns.PIECE))
    assert pace.room == 4 * turns.PIECE


def test_rows_are_stored_whole_and_in_order_over_several_turns(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(turns, "AT_FIRST", 2 * turns.PIECE)
    names = [f"namn {number}" for number in range(5 * turns.PIECE + 7)]
    told = []

    def made(start, stop):
        return {"id": range(100 + start, 100 + stop), "name": names[start:stop], "following": bulk.Same(3)}

    with django_assert_max_num_queries(5 * 4):  # a handful for each turn, none for each row
        bulk.store(RowNumbers, made, 0, len(names), told.append)
    stored = RowNumbers.objects.order_by("pk").values_list("pk", "name", "following")
    assert list(stored) == [(100 + number, name, 3) for number, name in enumerate(names)]
    assert told == sorted(told)
    assert told[-1] == len(names)


def test_nothing_and_the_empty_text_are_kept_apart_in_lines():
    columns = {"area": ["", 'a "quoted", text'], "lon": [None, 16.5]}
    ready = bulk._as_lines(columns, 2)
    assert ready.content == (b'"",\n"a ""quoted"", text",16.5\n',)
