"""Published pictures are read by the county as they were published, the internal edition only when it is shared."""

from datetime import date

import pytest
from django.utils import timezone

from samplats.county.tests.conftest import Above
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.models import Place
from samplats.situation import actions, queries, registry
from samplats.situation.actions.publishing import Made
from samplats.situation.models import Edition

READ = "/m/lanet/kommuner/exempelkoping/lagesbild"


def publish(cast: Cast, place: Place | None, words: str) -> None:
    ada, now = cast.actor("ada"), timezone.now()
    period = {"first_on": date(2024, 11, 17), "last_on": date(2026, 11, 16)}
    draft = actions.begin_picture(ada, cast.home, place=place, suggested={}, now=now, **period)
    with open_tenant(cast.home.pk):
        for one in queries.sections(ada, draft):
            actions.write_section(ada, one, text="Text", is_public=True, revision=one.revision, now=now)
    editions = {}
    for audience in Edition.Audience:
        section = {"title": "Läget", "paragraphs": [f"{words}, {audience.value}"]}
        content = {"title": "Lägesbild", "stamp": "Fastställd", "decided": "Rådet", "sections": [section], "parts": []}
        editions[audience] = Made(content, b"%PDF-1.7")
    given = {"title": "Lägesbild", "decided_by": "Rådet", "reference": "", "now": now}
    actions.publish_picture(ada, draft, editions=editions, **given)


@pytest.fixture
def published(cast: Cast, torget: Place, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(registry, "_askers", [lambda _actor, slug: slug == torget.slug])
    publish(cast, None, "Hela kommunen")
    publish(cast, torget, "Torget före")
    publish(cast, torget, "Torget nu")
    return cast


def test_the_county_reads_the_edition_that_was_shared(above: Above, published: Cast):
    above.share("situation.public")
    jon = above.cast.client("jon")
    assert "Hela kommunen, public" in jon.get(f"{READ}/public/1/").content.decode()
    assert "Torget nu, public" in jon.get(f"{READ}/public/2/").content.decode()
    for missing in ("public/3/", "public/0/", "internal/1/", "hemlig/1/"):
        assert jon.get(f"{READ}/{missing}").status_code == 404, missing
    listed = jon.get("/m/lanet/kommuner/exempelkoping/").content.decode()
    assert f"{READ}/public/2/" in listed
    assert "Version 2" in listed


def test_the_public_edition_of_a_place_that_nobody_has_shown_is_not_handed_over(
    above: Above, published: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registry, "_askers", [lambda _actor, _slug: False])
    above.share("situation.public")
    jon = above.cast.client("jon")
    assert "Hela kommunen, public" in jon.get(f"{READ}/public/1/").content.decode()
    assert jon.get(f"{READ}/public/2/").status_code == 404


def test_the_owner_is_led_to_the_same_editions(above: Above, published: Cast):
    ada = above.cast.client("ada")
    page = f"/m/exempelkoping/dela/{above.tenants['lanet'].public_id}/situation.internal/"
    shown = ada.get(page).content.decode()
    assert "/m/exempelkoping/platser/torget/lagesbild/" in shown
    above.share("situation.internal")
    assert "Torget nu, internal" in above.cast.client("jon").get(f"{READ}/internal/2/").content.decode()
    assert above.cast.client("nils").get(f"{READ.replace('lanet', 'grannlanet')}/internal/2/").status_code == 404


def test_a_shared_picture_stays_when_a_newer_one_is_published(above: Above, published: Cast, torget: Place):
    above.share("situation.public")
    publish(published, torget, "Torget sedan")
    assert "Torget nu, public" in above.cast.client("jon").get(f"{READ}/public/2/").content.decode()
