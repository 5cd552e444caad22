"""Boundary, areas, people, figures, addresses and base map of a municipality."""

import pytest
import shapely

from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.geo.crs import to_lonlat, to_metric
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places import actions, queries
from samplats.places.models import AreaPopulation, GazetteerEntry
from samplats.places.reading.areas import NamedShape
from samplats.places.reading.tables import AddressRow, PopulationRow, ProfileRow

pytestmark = pytest.mark.django_db


def square(x: float, y: float, side: float = 0.1) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


def shapes() -> list[NamedShape]:
    return [
        NamedShape("9901", "Exempelköping", square(15, 60)),
        NamedShape("9902", "Grannköping", square(15.1, 60)),
    ]


def test_the_own_boundary_is_picked_out_of_many_and_replaced_by_the_next(cast: Cast) -> None:
    ada = cast.actor("ada")
    actions.import_boundary(ada, cast.home, shapes=shapes(), source="SCB 2024")
    with open_tenant(cast.home.pk):
        found = queries.municipality(ada)
        assert found is not None
        assert (found.west, found.east) == (15.0, 15.1)
    actions.import_boundary(ada, cast.home, shapes=[NamedShape("", "", square(15, 60, 0.2))], source="Eget")
    with open_tenant(cast.home.pk):
        again = queries.municipality(ada)
        assert again is not None
        assert (again.pk, again.source, again.east) == (found.pk, "Eget", 15.2)


def test_near_the_municipality_is_told_to_a_metre(cast: Cast) -> None:
    """The side in the north is 110 km long: straight in metres, it lies far from the straight line in degrees."""
    ada = cast.actor("ada")
    wide = shapely.segmentize(shapely.box(15, 60, 17, 60.1), 0.5)
    actions.import_boundary(ada, cast.home, shapes=[NamedShape("", "", wide)], source="Eget")
    with open_tenant(cast.home.pk):
        found = queries.municipality(ada)
        assert found is not None
        home = queries.metric(found, cast.home.epsg)
        for lon in (15.0, 15.13, 15.25, 15.6, 16.0, 16.4, 17.0):
            x, y = to_metric([lon], [60.1], cast.home.epsg)
            edge = home.exterior.interpolate(home.exterior.project(shapely.Point(x[0], y[0])))
            for metres, is_near in ((49, True), (51, False)):
                east, north = to_lonlat([edge.x], [edge.y + metres], cast.home.epsg)
                assert queries.near_municipality(ada, east[0], north[0], 50.0) is is_near, (lon, metres)


def test_a_file_without_the_municipality_changes_nothing(cast: Cast) -> None:
    with pytest.raises(actions.NotInFile):
        actions.import_boundary(
            cast.actor("ada"), cast.home, shapes=[shapes()[1], NamedShape("1", "Y", square(1, 1))], source="SCB"
        )
    with open_tenant(cast.home.pk):
        assert queries.municipality(cast.actor("ada")) is None


def test_areas_are_kept_inside_the_municipality_and_redrawn_on_reimport(cast: Cast) -> None:
    ada = cast.actor("ada")
    actions.import_boundary(ada, cast.home, shapes=shapes(), source="SCB")
    zones = [
        NamedShape("9901A1", "", square(15.0, 60.0, 0.05)),
        NamedShape("9901A2", "", square(15.05, 60.0, 0.05)),
        NamedShape("9902A1", "", square(15.12, 60.0, 0.05)),
        NamedShape("", "utan kod", square(15.05, 60.05, 0.05)),
    ]
    assert actions.import_areas(ada, cast.home, shapes=zones) == (2, 2)
    assert (
        actions.import_population(
            ada, cast.home, rows=[PopulationRow("9901A1", 2024, 1500), PopulationRow("9901A9", 2024, 1)]
        )
        == 1
    )
    moved = [NamedShape("9901A1", "Norra", square(15.0, 60.0, 0.04)), zones[1]]
    assert actions.import_areas(ada, cast.home, shapes=moved) == (2, 0)
    actions.import_population(ada, cast.home, rows=[PopulationRow("9901A1", 2024, 1510)])
    with open_tenant(cast.home.pk):
        assert [(one.code, one.name) for one in queries.areas(ada)] == [("9901A1", "Norra"), ("9901A2", "")]
        assert queries.population(ada) == {"9901A1": (2024, 1510)}
        assert AreaPopulation.objects.count() == 1
        assert queries.area_layers(ada) == {"deso": 2}


def test_population_of_the_newest_year_or_of_a_year(cast: Cast) -> None:
    ada = cast.actor("ada")
    actions.import_areas(ada, cast.home, shapes=[NamedShape("A", "", square(15, 60))])
    actions.import_population(ada, cast.home, rows=[PopulationRow("A", 2025, 20), PopulationRow("A", 2023, 10)])
    with open_tenant(cast.home.pk):
        assert queries.population(ada) == {"A": (2025, 20)}
        assert queries.population(ada, year=2023) == {"A": (2023, 10)}


def test_profile_figures_are_replaced_by_key_and_year(cast: Cast) -> None:
    ada = cast.actor("ada")
    actions.import_profile(ada, cast.home, rows=[ProfileRow("inhabitants", 2024, 23000, 10_500_000, "SCB")])
    actions.import_profile(ada, cast.home, rows=[ProfileRow("inhabitants", 2024, 23100, None, "SCB 2")])
    with open_tenant(cast.home.pk):
        only = queries.profile(ada).get()
        assert (only.value, only.national_value, only.source) == (23100, None, "SCB 2")


def addresses() -> list[AddressRow]:
    return [
        AddressRow("Storgatan 1", "Exempelköping", 15.01, 60.01),
        AddressRow("Storgatan 10", "Exempelköping", 15.02, 60.01),
        AddressRow("Ågatan 2", "Exempelköping", 15.03, 60.01),
        AddressRow("Agatan 2", "Lugnviken", 15.04, 60.01),
        AddressRow("Norra Ågatan 3", "Lugnviken", 15.05, 60.01),
        AddressRow("Café Öster", "Exempelköping", 15.06, 60.01),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("storg", ["Storgatan 1", "Storgatan 10"]),
        ("Storgatan 10", ["Storgatan 10"]),
        ("ÅGATAN", ["Ågatan 2", "Norra Ågatan 3", "Agatan 2"]),
        ("agatan", ["Agatan 2", "Ågatan 2", "Norra Ågatan 3"]),
        ("cafe oster", ["Café Öster"]),
        ("Öster", ["Café Öster"]),
        ("agatan 2 lugn", ["Agatan 2"]),
        ("", []),
        ("  ,. ", []),
        ("%", []),
        ("finns inte", []),
    ],
)
def test_search_finds_beginnings_of_words_with_the_exact_spelling_first(
    cast: Cast, text: str, names: list[str]
) -> None:
    ada = cast.actor("ada")
    actions.import_gazetteer(ada, cast.home, rows=addresses())
    with open_tenant(cast.home.pk):
        assert [hit.name for hit in queries.search_gazetteer(ada, text)] == names


def test_the_gazetteer_is_replaced_whole_and_stays_in_its_municipality(cast: Cast) -> None:
    actions.import_gazetteer(cast.actor("ada"), cast.home, rows=addresses())
    actions.import_gazetteer(cast.actor("cai"), cast.elsewhere, rows=addresses()[:1])
    assert actions.import_gazetteer(cast.actor("ada"), cast.home, rows=addresses()[:2]) == 2
    with open_tenant(cast.elsewhere.pk):
        assert GazetteerEntry.objects.count() == 1
        assert len(queries.search_gazetteer(cast.actor("cai"), "storg")) == 1


def test_search_takes_two_queries_whatever_the_size(cast: Cast, django_assert_max_num_queries: object) -> None:
    ada = cast.actor("ada")
    many = [AddressRow(f"Storgatan {n}", "", 15.0, 60.0) for n in range(300)]
    actions.import_gazetteer(ada, cast.home, rows=many)
    with open_tenant(cast.home.pk), django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(queries.search_gazetteer(ada, "stor")) == 10


def test_a_base_map_address_outside_is_checked(cast: Cast) -> None:
    ada = cast.actor("ada")
    made = actions.set_base_map(
        ada, cast.home, source="wms", address="https://karta.example.se/wms", layer="topo", attribution="© Kommunen"
    )
    assert (made.source, made.layer) == ("wms", "topo")
    assert actions.set_base_map(ada, cast.home, source="none", address="https://x.example").address == ""
    with open_tenant(cast.home.pk):
        assert queries.base_map(ada).source == "none"


@pytest.mark.parametrize(
    ("address", "layer", "code"),
    [
        ("http://karta.example.se/wms", "topo", "not_https"),
        ("javascript:alert(1)", "topo", "not_https"),
        ("https://karta.example.se/wms; script-src *", "topo", "not_an_address"),
        ("https://user:word@karta.example.se/", "topo", "not_an_address"),
        ("https:///wms", "topo", "not_an_address"),
        ("https://karta.example.se:99999/", "topo", "not_an_address"),
        ("https://karta.example.se/wms", " ", "no_layer"),
    ],
)
def test_an_address_that_would_not_be_safe_is_refused(cast: Cast, address: str, layer: str, code: str) -> None:
    with pytest.raises(actions.AddressRefused) as told:
        actions.set_base_map(cast.actor("ada"), cast.home, source="wms", address=address, layer=layer)
    assert told.value.code == code


@pytest.mark.parametrize("who", ["anna", "bo", "rut", "lena", "adam", "carl"])
def test_only_the_coordinator_sets_up(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.import_profile(cast.actor(who), cast.home, rows=[])


def test_another_municipality_may_not_see_it(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        actions.import_gazetteer(cast.actor("cai"), cast.home, rows=addresses())
