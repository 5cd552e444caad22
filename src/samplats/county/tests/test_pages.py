"""The municipality sees what the county will see before it presses; the county sees that and nothing more."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samplats.county import actions
from samplats.county.rules import Order, Shown, chosen, standings
from samplats.county.tests.conftest import Above
from samplats.foundation.access.actors import system_actor
from samplats.foundation.releases import making
from samplats.foundation.releases.models import Release
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.models import Place
from samplats.process.queries import STATUS

COUNTY = "/m/lanet/"
MUNICIPALITY = f"{COUNTY}kommuner/exempelkoping/"
TABLE = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)


def page(above: Above, who: str, url: str) -> str:
    answer = above.cast.client(who).get(url)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def share_url(above: Above, to: str = "lanet", kind: str = STATUS) -> str:
    return f"/m/exempelkoping/dela/{above.tenants[to].public_id}/{kind}/"


def test_the_press_hands_over_what_the_page_showed(above: Above, torget: Place):
    client, url = above.cast.client("ada"), share_url(above)
    shown = client.get(url).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen
    assert "Torget" not in page(above, "jon", COUNTY)
    assert client.post(url, {"seen": seen[1], "rhythm": "change"}).status_code == 302
    assert TABLE.search(page(above, "jon", MUNICIPALITY))[1] == TABLE.search(shown)[1]
    assert "Fortsätter varje dygn" in client.get("/m/exempelkoping/dela/").content.decode()
    assert client.post(f"{url}sluta/").status_code == 302
    assert client.post(f"{url}ta-tillbaka/").status_code == 302
    assert above.cast.client("jon").get(MUNICIPALITY).status_code == 404
    assert "Torget" not in page(above, "jon", COUNTY)


def test_a_page_that_is_out_of_date_hands_over_nothing(above: Above, torget: Place):
    answer = above.cast.client("ada").post(share_url(above), {"seen": "0" * 64, "rhythm": "change"})
    assert answer.status_code == 422
    assert "Ingenting är delat" in answer.content.decode()
    assert above.cast.client("ada").post(share_url(above), {"seen": "", "rhythm": "x"}).status_code == 422


def test_what_is_too_large_is_said_and_not_handed_over(above: Above, torget: Place, monkeypatch: pytest.MonkeyPatch):
    above.share(rhythm="change")
    monkeypatch.setattr(making, "MOST_BYTES", 10)
    assert "för stort för att delas" in page(above, "ada", share_url(above))
    assert above.cast.client("ada").post(share_url(above), {"seen": "0" * 64}).status_code == 422
    home = above.cast.home
    with open_tenant(home.pk):
        actions.renew_shared(system_actor(home), home, now=timezone.now() + timedelta(days=1))
    assert "Torget" in page(above, "jon", COUNTY)


def test_the_county_reads_done_now_next_late_and_who_is_quiet(above: Above, torget: Place):
    above.share()
    shown = page(above, "jon", COUNTY)
    assert "1 av 2 kommuner har delat var platserna står. 1 plats går stegen." in shown
    for words in ("Inget steg än", "Steg 1 av 5, Uppstart", "försenade", "Tyst i 10 veckor", "Steg 2, från"):
        assert words in shown, words
    assert "Grannköpings kommun" in shown
    assert "Torget" in page(above, "mia", f"{COUNTY}?visa=tysta&ordning=senast")
    assert "Ingen plats är sådan" in page(above, "mia", f"{COUNTY}?visa=ej-borjat&ordning=xyz")


def test_a_co_operation_sees_those_who_share_with_it_alone(above: Above, torget: Place):
    above.share(to="gruppen")
    assert "Torget" not in page(above, "jon", COUNTY)
    assert above.cast.client("nils").get("/m/gruppen/").status_code == 404


def test_a_county_has_no_places_of_its_own_in_the_menu(above: Above, torget: Place):
    shown = page(above, "mia", COUNTY)
    assert "/m/lanet/platser/" not in shown
    assert above.cast.client("jon").get("/m/lanet/dela/").status_code == 403
    assert above.cast.client("jon").get("/m/exempelkoping/dela/").status_code == 404


def test_the_county_asks_as_often_for_many_municipalities_as_for_few(above: Above, torget: Place):
    release = above.share()
    jon = above.cast.client("jon")
    jon.get(COUNTY)
    few = asked(jon, COUNTY)
    for number in range(5):
        tenant = Tenant.objects.create(slug=f"k{number}", name=f"Kommun {number}", official_code=f"99{number}0")
        with open_tenant(tenant.pk):
            Release.objects.create(
                tenant=tenant,
                receiver=above.tenants["lanet"],
                **{
                    name: getattr(release, name)
                    for name in ("kind", "schema", "payload", "fingerprint", "made_at", "as_of")
                },
            )
    assert asked(jon, COUNTY) == few
    assert page(above, "jon", COUNTY).count('<th scope="row">') == 6
    assert asked(jon, MUNICIPALITY) == asked(jon, f"{COUNTY}kommuner/k1/")


def asked(client, url: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        client.get(url)
    return len(questions)


def test_names_of_places_are_written_as_text(above: Above, torget: Place, cast: Cast):
    with open_tenant(cast.home.pk):
        Place.objects.filter(pk=torget.pk).update(name="<script>alert(1)</script>")
    above.share()
    shown = page(above, "jon", COUNTY)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


@pytest.mark.parametrize(
    ("shown", "names"), [(Shown.ALL, "ABC"), (Shown.LATE, "B"), (Shown.QUIET, "A"), (Shown.WAITING, "C")]
)
def test_the_table_shows_what_is_asked_for(shown: Shown, names: str):
    assert "".join(one.name for one in chosen(told(), shown, Order.MUNICIPALITY)) == names


@pytest.mark.parametrize(("order", "names"), [(Order.STEP, "BAC"), (Order.LATE, "BAC"), (Order.QUIET, "ABC")])
def test_the_table_is_ordered_as_asked(order: Order, names: str):
    assert "".join(one.name for one in chosen(told(), Shown.ALL, order)) == names


def told():
    """A has been still for seven weeks, B has two late activities, C has not begun."""
    today = timezone.localdate()
    walked = {"variant": "v", "starts_on": "2026-01-01", "steps": ["done", "now"], "done": 1, "all": 2, "next": None}
    places = [
        {"name": "A", "kind": "centre", "last_on": str(today - timedelta(weeks=7)), "at": 2, "late": 0, **walked},
        {"name": "B", "kind": "centre", "last_on": str(today), "at": 1, "late": 2, **walked},
        {"name": "C", "kind": "centre", "last_on": None},
    ]
    places = [{"late_steps": [], **one} for one in places]
    variants = {"v": {"weeks": 52, "steps": [{"sv": "Ett", "en": "One"}, {"sv": "Två", "en": "Two"}]}}
    return list(standings("Kommunen", "k", {"variants": variants, "places": places}, today))
