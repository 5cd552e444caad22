"""What goes on by itself: at every change or once a month, until it is stopped."""

from datetime import datetime, timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.county import actions, jobs, queries
from samplats.county.tests.conftest import Above
from samplats.foundation.access.actors import system_actor
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.releases.models import Release
from samplats.foundation.releases.registry import release_kind
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process.queries import STATUS


def handed_over(cast: Cast) -> Release:
    with open_tenant(cast.home.pk):
        return Release.objects.get(ended_at=None)


def renew(cast: Cast, now: datetime) -> None:
    with open_tenant(cast.home.pk):
        actions.renew_shared(system_actor(cast.home), cast.home, now=now)


def one_more(cast: Cast) -> None:
    draw_place(cast.actor("ada"), cast.home, name="Ängen", kind=Kind.CENTRE, area=shapely.box(15.1, 60, 15.11, 60.005))


def test_what_is_unchanged_is_confirmed_and_what_has_changed_is_handed_over(above: Above, torget: Place, cast: Cast):
    first, later = above.share(rhythm="change"), timezone.now() + timedelta(minutes=1)
    renew(cast, later)
    assert (handed_over(cast).pk, handed_over(cast).as_of) == (first.pk, later)
    one_more(cast)
    with open_tenant(cast.home.pk):
        jobs.renew_shared(cast.home)
    assert [one["name"] for one in handed_over(cast).payload["places"]] == ["Torget", "Ängen"]
    with open_tenant(cast.home.pk):
        [line] = AuditLine.objects.filter(verb="releases.renewed")
    assert (line.subject_id, line.actor_user_id) == (handed_over(cast).public_id, None)


def test_once_a_month_waits_for_the_month(above: Above, torget: Place, cast: Cast):
    first = above.share(rhythm="month")
    one_more(cast)
    renew(cast, timezone.now())
    assert handed_over(cast).pk == first.pk
    renew(cast, timezone.now() + timedelta(days=31))
    assert handed_over(cast).pk != first.pk


def test_what_is_stopped_stays_as_it_was(above: Above, torget: Place, cast: Cast):
    first = above.share(rhythm="change")
    with open_tenant(cast.home.pk):
        [standing] = queries.standing_releases(cast.actor("ada"))
        actions.stop_sharing(cast.actor("ada"), standing, now=timezone.now())
    one_more(cast)
    renew(cast, timezone.now() + timedelta(days=1))
    assert handed_over(cast).pk == first.pk


def test_once_is_once(above: Above, torget: Place, cast: Cast):
    first = above.share(rhythm="change")
    again = above.share(rhythm="")
    one_more(cast)
    renew(cast, timezone.now() + timedelta(days=1))
    assert first.pk != handed_over(cast).pk == again.pk


def test_nothing_is_handed_over_that_was_not_seen(above: Above, torget: Place, cast: Cast):
    ada, now, kind = cast.actor("ada"), timezone.now(), release_kind(STATUS)
    with open_tenant(cast.home.pk):
        found = queries.content_now(ada, kind, timezone.localdate(now))
    assert found is not None
    one_more(cast)
    with pytest.raises(ChangedMeanwhile):
        actions.share(ada, cast.home, receiver=above.tenants["lanet"], kind=kind, seen=found[1], now=now)
    with open_tenant(cast.home.pk):
        assert not Release.objects.exists()
