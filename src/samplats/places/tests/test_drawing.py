"""Draw a place and change it: who may, and every fault in words that can be acted on."""

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.geo import shapes
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places import actions, queries
from samplats.places.models import CoachedPlace, PastBoundary, Place
from samplats.places.reading.areas import NamedShape
from samplats.places.rules.boundary import Fault, UnusableBoundary
from samplats.places.rules.kinds import Kind

pytestmark = pytest.mark.django_db

LON, LAT = 15.0, 60.0
METRE_EAST, METRE_NORTH = 1 / 55_800, 1 / 111_400


def box(width: float, height: float, *, east: float = 0, north: float = 0) -> BaseGeometry:
    """A rectangle in degrees, so many metres large, so many metres from the corner of the test municipality."""
    x, y = LON + east * METRE_EAST, LAT + north * METRE_NORTH
    return shapely.box(x, y, x + width * METRE_EAST, y + height * METRE_NORTH)


@pytest.fixture
def home(cast: Cast) -> Cast:
    """Exempelköping is 10 by 10 kilometres."""
    area = NamedShape("9901", "Exempelköping", box(10_000, 10_000))
    actions.import_boundary(cast.actor("ada"), cast.home, shapes=[area], source="Provdata 2026")
    return cast


def draw(cast: Cast, area: BaseGeometry, *, name: str = "Stationstorget", kind: Kind = Kind.STATION) -> Place:
    return actions.draw_place(cast.actor("ada"), cast.home, name=name, kind=kind, area=area)


def test_a_drawn_place_is_measured_in_metres(home: Cast) -> None:
    place = draw(home, box(400, 300, east=500, north=500))
    assert place.slug == "stationstorget"
    assert place.area_m2 == pytest.approx(120_000, rel=0.01)
    with open_tenant(home.home.pk):
        stored = queries.place(home.actor("ada"), "stationstorget")
        metric = queries.metric(stored, 3006)
        assert metric.area == pytest.approx(stored.area_m2, rel=1e-4)
        assert len(queries.rings(stored, 3006)) == 1
        assert stored.west < stored.east
        assert stored.south < stored.north
        assert len(queries.seal_ring(stored)) == 5


def test_a_place_with_a_hole_gives_both_rings(home: Cast) -> None:
    place = draw(home, box(400, 400, east=500, north=500) - box(100, 100, east=600, north=600))
    assert len(queries.rings(place, 3006)) == 2
    assert place.area_m2 == pytest.approx(150_000, rel=0.01)


BOW_TIE = shapely.Polygon([(15.05, 60.05), (15.06, 60.06), (15.06, 60.05), (15.05, 60.06)])


def test_a_self_crossing_polygon_is_refused_with_where(home: Cast) -> None:
    with pytest.raises(UnusableBoundary) as told:
        draw(home, BOW_TIE)
    assert told.value.fault is Fault.SHAPE
    assert told.value.reason is shapes.Reason.SELF_CROSSING
    assert told.value.facts["at"] == pytest.approx((15.055, 60.055), abs=1e-6)


@pytest.mark.parametrize(
    ("area", "fault"),
    [
        (box(10, 10, east=500, north=500), Fault.TOO_SMALL),
        (box(5_000, 5_000, east=500, north=500), Fault.TOO_LARGE),
        (box(400, 400, east=20_000, north=500), Fault.OUTSIDE),
        (box(1_000, 400, east=9_700, north=500), Fault.MOSTLY_OUTSIDE),
        (shapely.transform(box(400, 400, east=500, north=500), lambda xy: xy[:, ::-1]), Fault.SWAPPED),
        (shapely.box(500_000, 6_650_000, 500_400, 6_650_400), Fault.METRES_NOT_DEGREES),
        (shapely.Point(15.01, 60.01), Fault.SHAPE),
        (shapely.LineString([(15.01, 60.01), (15.02, 60.02)]), Fault.SHAPE),
        (shapely.Polygon(), Fault.SHAPE),
    ],
)
def test_what_cannot_be_a_place_is_refused_with_its_reason(home: Cast, area: BaseGeometry, fault: Fault) -> None:
    with pytest.raises(UnusableBoundary) as told:
        draw(home, area)
    assert told.value.fault is fault
    with open_tenant(home.home.pk):
        assert not Place.objects.exists()


def test_metres_are_recognised_and_the_system_named(home: Cast) -> None:
    with pytest.raises(UnusableBoundary) as told:
        draw(home, shapely.box(500_000, 6_650_000, 500_400, 6_650_400))
    assert told.value.facts["epsg"] == 3006


def test_a_place_may_reach_over_the_border(home: Cast) -> None:
    assert draw(home, box(1_000, 400, east=9_400, north=500)).area_m2 == pytest.approx(400_000, rel=0.01)


def test_a_village_may_be_larger_than_a_square(home: Cast) -> None:
    assert draw(home, box(5_000, 5_000, east=500, north=500), kind=Kind.VILLAGE).area_m2 > 20e6


def test_without_a_municipality_boundary_a_place_may_lie_anywhere(cast: Cast) -> None:
    assert draw(cast, box(400, 400)).pk


def test_equal_names_are_refused_and_equal_slugs_numbered(home: Cast) -> None:
    draw(home, box(400, 400, east=500))
    with pytest.raises(actions.NameTaken):
        draw(home, box(400, 400, east=1500), name="  stationsTORGET ")
    assert draw(home, box(400, 400, east=1500), name="Stationstorget!").slug == "stationstorget-2"
    assert draw(home, box(400, 400, east=1500), name="Ny").slug == "ny-2"


def test_a_changed_boundary_keeps_the_old_one_and_can_be_undone(home: Cast) -> None:
    ada = home.actor("ada")
    place = draw(home, box(400, 400, east=500))
    before = place.boundary
    actions.change_boundary(ada, place, area=box(500, 400, east=500))
    assert place.area_m2 == pytest.approx(200_000, rel=0.01)
    actions.change_boundary(ada, place, area=box(500, 400, east=500))
    with open_tenant(home.home.pk):
        assert PastBoundary.objects.count() == 1
    actions.restore_boundary(ada, place)
    with open_tenant(home.home.pk):
        assert queries.place(ada, "stationstorget").boundary == before


def test_a_refused_change_leaves_the_boundary(home: Cast) -> None:
    place = draw(home, box(400, 400, east=500))
    with pytest.raises(UnusableBoundary):
        actions.change_boundary(home.actor("ada"), place, area=BOW_TIE)
    with open_tenant(home.home.pk):
        assert queries.place(home.actor("ada"), "stationstorget").boundary == place.boundary


def test_rename_keeps_the_address_and_retire_hides_from_the_list(home: Cast) -> None:
    ada = home.actor("ada")
    place = draw(home, box(400, 400, east=500))
    actions.describe_place(ada, place, name="Resecentrum", kind=Kind.STATION)
    actions.retire_place(ada, place)
    with open_tenant(home.home.pk):
        assert list(queries.places(ada)) == []
        assert queries.place(ada, "stationstorget").name == "Resecentrum"
    actions.retire_place(ada, place, retired=False)
    with open_tenant(home.home.pk):
        assert [one.name for one in queries.places(ada)] == ["Resecentrum"]


def test_kind_is_changed_only_when_the_size_fits(home: Cast) -> None:
    place = draw(home, box(5_000, 5_000, east=500, north=500), kind=Kind.VILLAGE)
    with pytest.raises(UnusableBoundary):
        actions.describe_place(home.actor("ada"), place, name=place.name, kind=Kind.STATION)
    actions.describe_place(home.actor("ada"), place, name=place.name, kind=Kind.ROAD)
    assert place.kind == Kind.ROAD


@pytest.mark.parametrize("who", ["anna", "bo", "rut", "lena", "adam", "carl"])
def test_only_the_coordinator_draws(home: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.draw_place(home.actor(who), home.home, name="Torget", kind=Kind.CENTRE, area=box(400, 400))


def test_another_municipality_sees_and_changes_nothing(home: Cast) -> None:
    place = draw(home, box(400, 400, east=500))
    cai = home.actor("cai")
    with pytest.raises(NotVisible):
        actions.describe_place(cai, place, name="Kapat", kind=Kind.STATION)
    with open_tenant(home.elsewhere.pk):
        assert list(queries.places(cai)) == []
        with pytest.raises(NotVisible):
            queries.place(cai, "stationstorget")


def test_a_coach_sees_only_named_places(home: Cast) -> None:
    ada, carl = home.actor("ada"), home.actor("carl")
    place = draw(home, box(400, 400, east=500))
    draw(home, box(400, 400, east=1500), name="Hamnplan")
    with open_tenant(home.home.pk):
        assert list(queries.places(carl)) == []
    actions.name_coach(ada, place, coach=home.users["carl"])
    with open_tenant(home.home.pk):
        assert [one.name for one in queries.places(carl)] == ["Stationstorget"]
        assert len(queries.places(ada)) == 2
    actions.name_coach(ada, place, coach=home.users["carl"], named=False)
    with open_tenant(home.home.pk):
        assert not CoachedPlace.objects.exists()
