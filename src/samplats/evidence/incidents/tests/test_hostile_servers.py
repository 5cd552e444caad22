"""A server that means harm, or is broken in unusual ways, harms nothing but its own records."""

import json
import socket
import threading
import time
import tracemalloc
from datetime import timedelta

import pytest

from samplats.evidence.incidents.actions import pulled_rows, pulling
from samplats.evidence.incidents.models import Feed, Incident
from samplats.evidence.incidents.reading import feeds, fetching
from samplats.evidence.incidents.tests.test_pulling import (
    NOW,
    event,
    feed_of,
    figures,
    pulled,
    request,
)

pytestmark = pytest.mark.usefixtures("in_home")


@pytest.mark.parametrize(
    "row",
    [
        request("x", at="0001-01-01T00:00:00+14:00"),
        request("x", at="9999-12-31T23:59:59-14:00"),
        request("\ud800"),
        request("x", code="\ud800"),
        request("x", status="\udfff"),
        request("a\x00b"),
        request("x", code="\x00"),
        {**request("x"), "service_name": "\x00\ud800"},
        request("x", lat=float("nan")),
        request("x", lat=float("inf"), long=float("-inf")),
        request("x", lat=10**400),
        {**request("x"), "service_request_id": 10**300},
        request("x", updated_datetime="0001-01-01T00:00:00+14:00"),
        request("x", at="2026-11-18T20:00:00+23:59:59.999999"),
        request("x", lat=[[]], long={"a": None}),
    ],
)
def test_one_monstrous_record_keeps_no_other_out(cast, server, row):
    feed = feed_of(cast, "open311", server.address)
    server.says(row, request("good"))
    made = pulled(cast, feed)
    assert Incident.objects.filter(external_id="good").count() == 1
    assert made.code == ""


@pytest.mark.parametrize(
    "row",
    [
        event(1, at="0001-01-01 00:00:00 +14:00"),
        event(1, at="9999-12-31 23:59:59 -14:00"),
        event("\ud800"),
        event(1, "\ud800"),
        event("a\x00"),
        event(1, "\x00"),
        event(1, title="99 november 21.30"),
        {**event(1), "location": [1]},
        {**event(1), "location": {"name": ["x"], "gps": "nan,inf"}},
    ],
)
def test_one_monstrous_event_keeps_no_other_out(cast, server, row):
    feed = feed_of(cast, "polisen", server.address)
    server.says(row, event(2))
    made = pulled(cast, feed)
    assert Incident.objects.filter(external_id="2").count() == 1
    assert made.code == ""


@pytest.mark.parametrize("wait", ["9" * 30, "9" * 4000, "9" * 5000, "-5", "²"])
def test_a_server_that_wants_to_be_left_alone_for_ever_is_asked_again(cast, server, wait):
    feed = feed_of(cast, "polisen", server.address)
    Feed.objects.update(is_on=True)
    feed.refresh_from_db()
    server.says(status=429, Retry_After=wait.encode("utf-8").decode("latin-1"))
    pulled(cast, feed)
    assert Feed.objects.get().next_at <= NOW + timedelta(hours=24)


def test_a_server_that_lets_time_run_out_before_the_first_byte_gets_no_more(monkeypatch):
    """A watchdog that barks before there is anything to cut must be heard afterwards."""
    listening = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    connect = socket.create_connection

    def late(*given, **more):
        time.sleep(0.15)
        return connect(*given, **more)

    def drip():
        client, _ = listening.accept()
        with client:
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(1500):  # half a minute, unless the other side hangs up
                time.sleep(0.02)
                try:
                    client.sendall(b" ")
                except OSError:
                    return

    dripping = threading.Thread(target=drip)
    dripping.start()
    monkeypatch.setattr(fetching.socket, "create_connection", late)
    begun = time.monotonic()
    with pytest.raises(fetching.FetchFailed) as slow:
        fetching.fetch(f"http://{host}/", fetching.Asking("x", {host}, seconds=0.1))
    assert (slow.value.code, time.monotonic() - begun < 15) == ("too_slow", True)
    dripping.join()
    listening.close()


def test_many_slow_pages_share_one_time(cast, server, monkeypatch):
    """The worker serves every municipality: fifty pages of a minute each would stop it for an hour."""
    clock = [0.0]
    feed = feed_of(cast, "open311", server.address)

    def slow(address, asking):
        clock[0] += asking.seconds
        return fetching.Fetched(json.dumps([request(f"{clock[0]}")]).encode())

    monkeypatch.setattr(pulling, "monotonic", lambda: clock[0])
    monkeypatch.setattr(pulling, "fetch", slow)
    assert pulled(cast, feed).code == "too_slow"
    assert clock[0] <= 300


@pytest.mark.parametrize("piece", ['{"":[[]]},', "[],", '"\u0100",', "1,"])
def test_an_answer_of_tiny_parts_is_not_unpacked(piece):
    body = ("[" + piece * 2_000_000)[:-1].encode() + b"]"
    tracemalloc.start()
    try:
        with pytest.raises(fetching.FetchFailed) as refused:
            feeds.listed(body)
        assert (refused.value.code, tracemalloc.get_traced_memory()[1] < 1_000_000 + len(body)) == ("too_many", True)
    finally:
        tracemalloc.stop()


def test_an_answer_in_tiny_pieces_takes_no_more_room_than_a_whole_one():
    class Pieces:
        length = None
        left = 100_000

        def read1(self, _most):
            self.left -= 1
            return b"%02d" % (self.left % 100) if self.left else b""

    tracemalloc.start()
    try:
        fetching._body(Pieces(), 10**6)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_server_that_never_says_the_same_word_twice_fills_nothing(cast, server, monkeypatch):
    monkeypatch.setattr(pulled_rows, "MOST_HEARD", 3)
    feed = feed_of(cast, "open311", server.address)
    for first in (0, 4):
        server.says(*(request(f"k{at}", code=f"w{at}") for at in range(first, first + 4)))
        pulled(cast, feed)
    assert list(Feed.objects.get().heard) == ["w0", "w1", "w2"]
    assert figures(pulled(cast, feed)) == (0, 0, 4, 0)


@pytest.mark.parametrize(
    "machine_of", ["fec0::1", "64:ff9b:1::a00:1", "::7f00:1", "::a00:1", "2002:a00:1::", "5f00::1"]
)
def test_an_address_that_is_no_open_one_is_not_asked(machine_of):
    assert not fetching.is_open(machine_of)


@pytest.mark.parametrize("machine_of", ["193.10.1.1", "2a00:801::1", "64:ff9b::c10a:101"])
def test_an_open_address_is_asked(machine_of):
    assert fetching.is_open(machine_of)
