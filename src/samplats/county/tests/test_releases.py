"""Across tenants one reads what an owner released to one's own tenant, as long as it is in force, and nothing else."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from samplats.county import actions
from samplats.county.tests.conftest import Above
from samplats.foundation.access.actors import public_actor, system_actor
from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.chain import first_break
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.releases import making
from samplats.foundation.releases.models import Release
from samplats.foundation.releases.reading import received, received_one
from samplats.foundation.releases.registry import Content, release_kind, release_kinds
from samplats.foundation.tenancy.current import NoTenantOpen, open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.models import Place
from samplats.places.rules.kinds import State
from samplats.process.queries import STATUS


def read(above: Above, who: str = "jon", **narrowed: object) -> list[object]:
    actor = above.actor(who)
    with open_tenant(actor.tenant_id):
        return list(received(actor, now=timezone.now(), **narrowed))  # type: ignore[arg-type]


def read_one(above: Above, who: str, release: Release, kind: str = STATUS) -> object:
    actor = above.actor(who)
    with open_tenant(actor.tenant_id):
        return received_one(actor, release.public_id, kind=kind, now=timezone.now())


def test_the_receiver_reads_what_was_released_and_no_other_county_does(above: Above, torget: Place):
    release = above.share()
    [found] = read(above)
    assert (found.owner_slug, found.payload["places"][0]["name"]) == ("exempelkoping", "Torget")
    assert read_one(above, "mia", release).public_id == release.public_id
    assert read(above, "nils") == []
    with pytest.raises(NotVisible):
        read_one(above, "nils", release)


def test_guessing_gives_nothing(above: Above, torget: Place):
    release = above.share()
    assert read(above, public_id=uuid4()) == []
    assert read(above, owner="grannkoping") == []
    with pytest.raises(NotVisible):
        read_one(above, "jon", release, kind="situation.internal")


def test_what_is_taken_back_is_gone_from_the_register_too(above: Above, torget: Place, cast: Cast):
    release = above.share(rhythm="change")
    actions.withdraw(cast.actor("ada"), release, now=timezone.now())
    assert read(above) == []
    with pytest.raises(NotVisible):
        read_one(above, "jon", release)
    with open_tenant(cast.home.pk):
        release.refresh_from_db()
        assert release.payload == {}
        actions.renew_shared(system_actor(cast.home), cast.home, now=timezone.now() + timedelta(days=1))
    assert read(above) == []


def test_what_was_renewed_while_the_press_was_on_its_way_is_taken_back_too(above: Above, torget: Place, cast: Cast):
    seen, _renewed = above.share(rhythm="change"), above.share(rhythm="change")
    actions.withdraw(cast.actor("ada"), seen, now=timezone.now())
    assert read(above) == []
    with open_tenant(cast.home.pk):
        assert not Release.objects.exclude(payload={}).exists()
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw(cast.actor("ada"), seen, now=timezone.now())


def test_what_the_owner_no_longer_has_is_taken_back_by_itself(above: Above, torget: Place, cast: Cast):
    above.share(rhythm="change")
    with open_tenant(cast.home.pk):
        Place.objects.update(state=State.RETIRED)
        actions.renew_shared(system_actor(cast.home), cast.home, now=timezone.now() + timedelta(days=1))
    assert read(above) == []


def test_what_has_expired_is_not_read(above: Above, torget: Place, cast: Cast):
    release = above.share()
    with open_tenant(cast.home.pk):
        Release.objects.filter(pk=release.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert read(above) == []
    with pytest.raises(NotVisible):
        read_one(above, "jon", release)


def test_a_newer_one_replaces_and_empties_the_older(above: Above, torget: Place, cast: Cast):
    first, second = above.share(), above.share()
    assert [one.public_id for one in read(above)] == [second.public_id]
    with open_tenant(cast.home.pk):
        first.refresh_from_db()
    assert (first.ended_as, first.payload) == ("replaced", {})


def test_only_the_receivers_own_people_read_and_only_in_their_own_room(above: Above, torget: Place, cast: Cast):
    above.share()
    jon, now = above.actor("jon"), timezone.now()
    with open_tenant(cast.home.pk), pytest.raises(NoTenantOpen):
        received(jon, now=now)
    with open_tenant(cast.home.pk), pytest.raises(NotAllowed):
        received(cast.actor("ada"), now=now)
    lanet = above.tenants["lanet"]
    for stranger in (system_actor(lanet), public_actor(lanet)):
        with open_tenant(lanet.pk), pytest.raises(NotAllowed):
            received(stranger, now=now)


def test_a_receiver_neither_takes_back_nor_releases(above: Above, torget: Place, cast: Cast):
    release = above.share()
    with pytest.raises(NotVisible):
        actions.withdraw(above.actor("jon"), release, now=timezone.now())
    with pytest.raises(NotVisible):
        actions.withdraw(cast.actor("cai"), release, now=timezone.now())
    assert len(read(above)) == 1


def test_nobody_releases_to_a_municipality_or_rows_without_end(above: Above, torget: Place, cast: Cast):
    kind, now = release_kind(STATUS), timezone.now()
    with open_tenant(cast.home.pk):
        with pytest.raises(making.NotAReceiver):
            making.freeze(cast.actor("ada"), cast.elsewhere, kind, Content({}), now=now)
        rows = Content({"rows": ["x" * 100] * 90_000})
        with pytest.raises(making.TooMuch):
            making.freeze(cast.actor("ada"), above.tenants["lanet"], kind, rows, now=now)


def test_both_logs_tell_and_hold(above: Above, torget: Place, cast: Cast):
    release = above.share()
    actions.withdraw(cast.actor("ada"), release, now=timezone.now())
    told = {}
    for tenant in (cast.home, above.tenants["lanet"]):
        with open_tenant(tenant.pk):
            lines = AuditLine.objects.filter(subject_id=release.public_id).order_by("number")
            told[tenant.slug] = [line.verb for line in lines]
            assert first_break(tenant) is None
    assert told == {
        "exempelkoping": ["county.share", "county.withdraw"],
        "lanet": ["releases.received", "releases.withdrawn"],
    }


def test_a_status_names_no_person_no_activity_and_no_note(above: Above, torget: Place):
    text = json.dumps(above.share().payload, ensure_ascii=False)
    assert "Anna" not in text
    assert "Uppdrag, plats och projektledare" not in text
    assert set(above.share().payload["places"][0]) == {
        *("name", "kind", "last_on", "variant", "starts_on", "steps", "at", "done", "all", "late", "late_steps", "next")
    }


def test_every_kind_says_what_it_holds_and_never_holds():
    kinds = release_kinds()
    assert {one.code for one in kinds} >= {"process.status", "situation.public", "situation.internal"}
    assert all(str(one.holds) and str(one.never) and str(one.title) for one in kinds)
