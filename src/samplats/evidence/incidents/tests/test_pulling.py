"""Sources that are pulled: new, changed, withdrawn and refused records; the other server's faults; undoing."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from samplats.evidence.incidents import actions, jobs, queries
from samplats.evidence.incidents.models import Feed, Import, Incident, Pull, PulledChange, PulledRecord
from samplats.evidence.incidents.reading import fetching
from samplats.evidence.incidents.rules.precision import PlacePrecision
from samplats.evidence.incidents.tests.files import source_of
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.access.scopes import scope
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.jobs import worker
from samplats.foundation.snapshots import store

pytestmark = pytest.mark.usefixtures("in_home")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def event(
    key, kind="Bråk", *, title="19 november 21.30", place="Exempelköping", at="2026-11-19 23:05:00 +01:00", text=""
):
    return {
        "id": key,
        "datetime": at,
        "name": f"{title}, {kind}, {place}",
        "summary": text,
        "url": f"/aktuellt/{key}/",
        "type": kind,
        "location": {"name": place, "gps": "59.5,16.5"},
    }


def request(key, *, code="17", at="2026-11-18T20:00:00+01:00", lat=59.5, **more):
    told = {"service_code": code, "service_name": "Trasig belysning", "status": "open", "lat": lat, "long": 16.5}
    return {"service_request_id": key, "requested_datetime": at, "updated_datetime": at, **told, **more}


def feed_of(cast, reader, address, **more) -> Feed:
    source = source_of(cast, "Flödet", kind="feed", permitted_use="open", sharing_level="public", **more)
    area = "Exempelköping" if reader == "polisen" else ""
    return actions.add_feed(cast.actor("ada"), source, reader=reader, address=address, area=area)


def pulled(cast, feed, now=NOW):
    return actions.pull(cast.actor("ada"), feed, now=now)


def figures(made: Pull) -> tuple[int, int, int, int]:
    return made.n_new, made.n_changed, made.n_same, made.n_gone


def test_polisens_events_of_this_municipality_come_in_without_a_position(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(
        event(1),
        event(2, "Misshandel", place="Grannköping"),
        event(3, "Sammanfattning natt"),
        {**event(4, "Stöld"), "location": {"name": "Västmanlands län", "gps": "59.6,16.5"}},
        {**event(5, place="Grannköping"), "location": {"name": "Västmanlands län", "gps": "59.6,16.5"}},
        {**event(6), "id": None},
    )
    made = pulled(cast, feed)
    assert (made.n_read, figures(made), made.n_elsewhere, made.n_left, made.refused) == (
        6, (2, 0, 0, 0), 2, 1, {"no_id": 1},
    )  # fmt: skip
    rows = list(Incident.objects.order_by("external_id"))
    assert [(one.external_id, one.category, one.category_text) for one in rows] == [
        ("1", "C1", "Bråk"),
        ("4", "", "Stöld"),
    ]
    assert {(one.place_precision, one.lon, one.x, one.area, one.text) for one in rows} == {
        (PlacePrecision.MUNICIPALITY, None, None, "", "")
    }
    assert (
        rows[0].starts_at.isoformat() == "2026-11-19T20:30:00+00:00"
    )  # what the title says, not when it was published
    assert sum(part.rows for part in store.parts(scope(cast.actor("ada")), kind="incidents")) == 2
    assert server.asked[0][1]["user-agent"].startswith("Samplats/")


def test_the_same_id_again_is_an_update_and_a_text_is_never_kept(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(event(1, text="En man vid namn Olle Olsson"), event(2))
    pulled(cast, feed)
    server.says(event(1, "Rån", text="En kvinna"), event(2), event(2))
    assert figures(pulled(cast, feed)) == (0, 1, 1, 0)
    assert [(one.external_id, one.category) for one in Incident.objects.order_by("external_id")] == [
        ("1", "C4"),
        ("2", "C1"),
    ]
    kept = json.dumps(
        [list(model.objects.values()) for model in (Incident, PulledRecord, PulledChange, Pull)], default=str
    )
    assert "Olle" not in kept
    assert "kvinna" not in kept
    server.says(event(1, "Rån", text="En annan text"), event(2))
    assert figures(pulled(cast, feed)) == (0, 1, 1, 0)


def test_nothing_new_is_asked_for_and_answered_in_short(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(event(1), ETag='"a1"')
    pulled(cast, feed)
    server.says(status=304, body=b"")
    assert pulled(cast, feed) is None
    assert server.asked[-1][1]["if-none-match"] == '"a1"'
    assert Pull.objects.count() == 1


def test_a_record_that_is_gone_twice_is_withdrawn_and_comes_back(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    all_of = [event(key, at=f"2026-11-19 2{key}:05:00 +01:00") for key in (1, 2, 3)]
    server.says(*all_of)
    pulled(cast, feed)
    server.says(all_of[0], all_of[2])
    assert figures(pulled(cast, feed)) == (0, 0, 2, 0)
    assert Incident.objects.count() == 3
    assert figures(pulled(cast, feed)) == (0, 0, 2, 1)
    assert Incident.objects.count() == 2
    server.says(*all_of)
    made = pulled(cast, feed)
    assert (made.n_touched, Incident.objects.count()) == (1, 3)


def test_an_answer_without_most_of_what_it_held_withdraws_nothing(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    all_of = [event(key, at=f"2026-11-19 20:{key:02d}:00 +01:00") for key in range(10, 40)]
    server.says(*all_of)
    pulled(cast, feed)
    server.says(all_of[0], all_of[-1])
    for _ in range(3):
        made = pulled(cast, feed)
    assert (made.code, made.facts, Incident.objects.count()) == ("many_gone", {"n": 28}, 30)


def test_requests_come_in_page_by_page_and_change_by_their_id(cast, server):
    feed = feed_of(cast, "open311", server.address)
    pages = {"1": [request("a"), request("b", code="18")], "2": [request("c"), request("a", status="closed")]}
    server.answer = lambda query: (
        200,
        {},
        json.dumps(pages.get(query["page"], pages["2"])).encode(),
    )  # it repeats itself
    actions.sort_words(cast.actor("ada"), feed, words={"17": "G2", "18": "-"})
    made = pulled(cast, feed)
    assert (made.n_read, figures(made), made.n_left) == (6, (2, 0, 0, 0), 1)
    assert [query["page"] for query, _ in server.asked] == ["1", "2", "3"]
    assert (server.asked[0][0]["start_date"], server.asked[0][0]["page_size"]) == ("2026-10-21T12:00:00Z", "1000")
    [first, _] = Incident.objects.order_by("external_id")
    assert (first.external_id, first.category, first.category_text) == ("a", "G2", "Trasig belysning")
    assert (first.place_precision, first.lon, first.lat) == (PlacePrecision.POINT, 16.5, 59.5)
    assert first.starts_at.isoformat() == "2026-11-18T19:00:00+00:00"
    assert queries.by_status(cast.actor("ada"), feed) == {"closed": 1, "open": 1}
    pages["2"][0] = request("c", lat=59.6, updated_datetime="2026-11-19T20:00:00Z")
    assert figures(pulled(cast, feed)) == (0, 1, 1, 0)
    assert Incident.objects.get(external_id="c").lat == 59.6


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (request("x", lat=None, long=None), "place_missing"),
        (request("x", lat=0, long=0), "position_zero"),
        (request("x", at="igår"), "time_unreadable"),
        (request("x", at="2027-11-18T20:00:00Z"), "time_too_late"),
        (request("x", at="2019-11-18T20:00:00Z"), "too_old"),
        (request("x", code="19"), "restricted_without_room"),
        ("x", "not_a_record"),
    ],
)
def test_a_record_that_cannot_be_used_says_why_and_the_rest_come_in(cast, server, row, why):
    feed = feed_of(cast, "open311", server.address)
    actions.sort_words(cast.actor("ada"), feed, words={"19": "C5"})
    server.says(row, request("good"))
    made = pulled(cast, feed)
    assert (figures(made), made.refused) == ((1, 0, 0, 0), {why: 1})
    server.says(row)
    assert pulled(cast, feed).n_touched == 0


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"status": 500}, "status"),
        ({"status": 429, "Retry_After": "7200"}, "busy"),
        ({"status": 302, "Location": "http://169.254.169.254/latest"}, "redirected"),
        ({"body": b"<!doctype html><p>Logga in"}, "html"),
        ({"body": b'[{"service_request_id": "a"'}, "broken_json"),
        ({"body": b'{"requests": []}'}, "not_a_list"),
        ({"body": b'[{"id": 1, "datetime": "2026"}]'}, "other_kind"),
        ({"body": b"[]", "Content_Length": "5000"}, "cut_off"),
        ({"body": b"[1" + b",1" * 10_001 + b"]"}, "too_many"),
        ({"body": b"[" * 200_000}, "broken_json"),
    ],
)
def test_what_the_other_server_does_wrong_brings_nothing_and_is_told(cast, server, told, code):
    feed = feed_of(cast, "open311", server.address)
    server.says(request("a"))
    pulled(cast, feed)
    server.says(**told)
    made = pulled(cast, feed)
    assert (made.code, made.n_touched, Incident.objects.count()) == (code, 0, 1)
    assert Feed.objects.get().trouble == code
    server.says(request("a"))
    assert figures(pulled(cast, feed)) == (0, 0, 1, 0)
    assert Feed.objects.get().trouble == ""


def test_a_slow_or_endless_server_is_given_up(server):
    server.says(body=b"[]", X_Slow="1")
    with pytest.raises(fetching.FetchFailed) as slow:
        fetching.fetch(server.address, fetching.Asking("x", {server.host}, seconds=0.1))
    assert slow.value.code == "too_slow"
    server.slow.set()
    server.says(body=b"[" + b" " * 5000)
    with pytest.raises(fetching.FetchFailed) as large:
        fetching.fetch(server.address, fetching.Asking("x", {server.host}, at_most=1000))
    assert large.value.code == "too_large"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/a", "not_https"),
        ("https://example.org:8443/a", "not_https"),
        ("file:///etc/passwd", "address_refused"),
        ("https://user:word@example.org/", "address_refused"),
        ("https://127.0.0.1/", "host_private"),
        ("https://10.1.2.3/", "host_private"),
        ("https://169.254.169.254/", "host_private"),
        ("https://[::1]/", "host_private"),
        ("https://[::ffff:10.0.0.1]/", "host_private"),
        ("https://[64:ff9b::a00:1]/", "host_private"),
        ("https://0x7f000001/", "host_private"),
        ("https://localhost/", "host_private"),
    ],
)
def test_what_lies_inside_or_is_not_secure_is_not_asked(address, code):
    with pytest.raises(fetching.FetchFailed) as refused:
        fetching.fetch(address, fetching.Asking("x"))
    assert refused.value.code == code


def test_a_pull_is_taken_back_whole_and_stops_what_is_regular(cast, server):
    ada = cast.actor("ada")
    feed = actions.switch_on(ada, feed_of(cast, "polisen", server.address), now=NOW)
    server.says(event(1), event(2))
    first = pulled(cast, feed, NOW - timedelta(days=1))
    before = list(Incident.objects.order_by("pk").values())
    server.says(event(1, "Rån"), event(3), event(2, place="Grannköping"))
    last = pulled(cast, feed)
    assert figures(last) == (1, 1, 0, 1)
    with pytest.raises(NotVisible):
        actions.undo_pull(ada, first, now=NOW)
    with pytest.raises(NotVisible):
        actions.undo_pull(ada, last, now=NOW + timedelta(days=31))
    actions.undo_pull(ada, last, now=NOW)
    assert list(Incident.objects.order_by("pk").values()) == before
    [part] = store.parts(scope(ada), kind="incidents")
    assert part.rows == 2
    feed = Feed.objects.get()
    assert (feed.is_on, feed.stopped) == (False, "undone")
    assert figures(pulled(cast, feed)) == (1, 1, 0, 1)
    actions.undo_pull(ada, queries.undoable(ada, feed, NOW), now=NOW)
    actions.undo_pull(ada, queries.undoable(ada, feed, NOW), now=NOW)
    assert not Incident.objects.exists()


def test_a_change_of_what_a_word_means_sorts_what_is_still_there_anew(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(event(1), event(2, "Stöld"))
    pulled(cast, feed)
    actions.sort_words(cast.actor("ada"), feed, words={"Bråk": "-", "Stöld": "F4"})
    assert figures(pulled(cast, feed)) == (0, 1, 0, 1)
    assert [(one.external_id, one.category) for one in Incident.objects.all()] == [("2", "F4")]


def test_what_belongs_in_a_closed_room_is_laid_there(cast, server):
    dora = cast.actor("dora")
    Membership.objects.create(tenant=cast.home, user=cast.users["dora"], role=Role.ANALYST)
    dora = cast.actor("dora")
    source = actions.add_source(dora, cast.home, name="Flödet", kind="feed", room=cast.room)
    feed = actions.add_feed(dora, source, reader="polisen", address=server.address, area="Exempelköping")
    server.says(event(1), event(2, "Skottlossning"))
    assert figures(actions.pull(dora, feed, now=NOW)) == (2, 0, 0, 0)
    assert dict(Incident.objects.values_list("external_id", "compartment")) == {"1": None, "2": cast.room.pk}
    server.says(event(1, "Skottlossning"), event(2))
    actions.pull(dora, feed, now=NOW)
    assert dict(Incident.objects.values_list("external_id", "compartment")) == {"2": None, "1": cast.room.pk}
    with pytest.raises(NotVisible):
        pulled(cast, feed)


def test_what_a_room_pulls_is_its_members_alone(cast, server):
    """How many came of which kind is of the room too, when some of it lies there."""
    Membership.objects.create(tenant=cast.home, user=cast.users["dora"], role=Role.ANALYST)
    dora, ada = cast.actor("dora"), cast.actor("ada")
    source = actions.add_source(dora, cast.home, name="Flödet", kind="feed", room=cast.room)
    feed = actions.add_feed(dora, source, reader="polisen", address=server.address, area="Exempelköping")
    server.says(event(1, "Skottlossning"))
    actions.switch_on(dora, feed, now=NOW)
    made = actions.pull(dora, feed, now=NOW)
    assert (list(queries.feeds(dora)), list(queries.pulls(dora, feed))) == ([feed], [made])
    assert (list(queries.feeds(ada)), queries.pulls(ada, feed), queries.last_pulls(ada)) == ([], [], {})
    assert queries.feed_of(ada, source) is None
    assert {one.count for one in queries.words_heard(ada, feed)} == {0}
    for name in ("feed", "feed_words"):
        address = reverse(f"incidents:{name}", args=["exempelkoping", feed.public_id])
        assert cast.client("ada").get(address).status_code == 404
        assert cast.client("dora").get(address).status_code == 200
    told = {one.verb: one.room for one in AuditLine.objects.all()}
    assert told["incidents.take_records"] == told["incidents.add_feed"] == cast.room.pk


def test_a_rooms_source_is_paused_when_its_person_has_left_the_room(cast, server):
    Membership.objects.create(tenant=cast.home, user=cast.users["dora"], role=Role.ANALYST)
    dora = cast.actor("dora")
    source = actions.add_source(dora, cast.home, name="Flödet", kind="feed", room=cast.room)
    feed = actions.add_feed(dora, source, reader="polisen", address=server.address, area="Exempelköping")
    actions.switch_on(dora, feed, now=NOW)
    jobs.look_for_feeds_due(cast.home)
    CompartmentMember.objects.all().delete()
    worker.run_all()
    assert (server.asked, Feed.objects.get().is_on) == ([], True)
    jobs.look_for_feeds_due(cast.home)
    assert (Feed.objects.get().is_on, Feed.objects.get().stopped) == (False, "room_lost")


def test_it_is_pulled_when_it_is_time_as_the_person_who_switched_it_on(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(event(1))
    jobs.look_for_feeds_due(cast.home)
    worker.run_all()
    assert server.asked == []
    actions.switch_on(cast.actor("ada"), feed, now=NOW)
    for _ in range(2):
        jobs.look_for_feeds_due(cast.home)
    worker.run_all()
    jobs.look_for_feeds_due(cast.home)
    worker.run_all()
    assert (len(server.asked), Pull.objects.get().made_by) == (1, cast.users["ada"])
    Feed.objects.update(next_at=NOW)
    Membership.objects.filter(user=cast.users["ada"]).update(role=Role.MEMBER)
    jobs.look_for_feeds_due(cast.home)
    worker.run_all()
    assert (len(server.asked), Feed.objects.get().stopped) == (1, "right_lost")


def test_it_asks_rarer_the_longer_it_fails_and_never_before_the_server_wants_it():
    from samplats.evidence.incidents.rules.pulling import next_pull

    hours = [(next_pull(NOW, 6, failures=failures) - NOW) / timedelta(hours=1) for failures in range(5)]
    assert hours == [6, 12, 24, 24, 24]
    assert next_pull(NOW, 1, wait=7200) == NOW + timedelta(hours=2)


def test_a_pulled_source_takes_no_files_and_its_months_are_no_files(cast, server):
    feed = feed_of(cast, "polisen", server.address)
    server.says(event(1))
    pulled(cast, feed)
    ada = cast.actor("ada")
    assert feed.source not in queries.open_sources(ada)
    assert list(queries.imports(ada)) == []
    batch = Import.objects.create(tenant=cast.home, file_name="a", file_size=1, made_by=cast.users["ada"])
    with pytest.raises(NotVisible):
        actions.choose_source(ada, batch, source=feed.source)
