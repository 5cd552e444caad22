"""The pages of places: what they show, what they refuse, and that the number of queries does not grow."""

import io
import json
from pathlib import Path

import pytest
import shapely
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places import actions, queries, registry
from samplats.places.reading.areas import NamedShape
from samplats.places.registry import BuiltRoom, Panel, Room
from samplats.places.rules.kinds import Kind
from samplats.places.tests.test_drawing import BOW_TIE, box

pytestmark = pytest.mark.django_db

ROOT = "/m/exempelkoping/platser/"
HOME = "/m/exempelkoping/administration/kommun/"


@pytest.fixture
def home(cast: Cast) -> Cast:
    area = NamedShape("9901", "Exempelköping", box(10_000, 10_000))
    actions.import_boundary(cast.actor("ada"), cast.home, shapes=[area], source="Provdata 2026")
    return cast


def draw(cast: Cast, name: str = "Stationstorget", east: float = 500) -> None:
    area = box(400, 300, east=east, north=500)
    actions.draw_place(cast.actor("ada"), cast.home, name=name, kind=Kind.STATION, area=area)


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_empty_list_teaches_and_offers_to_draw(home: Cast) -> None:
    page = text_of(home.client("ada").get(ROOT))
    assert "Ni har ingen plats än" in page
    assert f"{ROOT}ny/" in page
    assert f"{ROOT}ny/" not in text_of(home.client("bo").get(ROOT))


def test_the_list_shows_every_place_with_type_and_size(home: Cast) -> None:
    draw(home)
    page = text_of(home.client("bo").get(ROOT))
    assert "Stationstorget" in page
    assert "Stationsområde" in page
    assert "12,0 hektar" in page.replace("\u00a0", " ")
    assert 'data-key="stationstorget"' in page
    assert 'data-island="map"' in page


def test_the_list_takes_the_same_queries_for_one_place_and_for_many(home: Cast) -> None:
    draw(home)
    client = home.client("ada")
    client.get(ROOT)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(ROOT)
    for n in range(2, 9):
        draw(home, f"Plats {n}", east=500 * n)
    with CaptureQueriesContext(connection) as many:
        client.get(ROOT)
    assert len(many) == len(one)
    assert len(one) <= 12


def form(boundary: str, **given: object) -> dict[str, object]:
    return {"name": "Stationstorget", "kind": "station", "boundary": boundary} | given


CORNERS = "60,0050 15,0100\n60,0050 15,0150\n60,0080 15,0150\n60,0080 15,0100"


def test_a_place_is_made_of_written_corners(home: Cast) -> None:
    answer = home.client("ada").post(f"{ROOT}ny/", form(CORNERS), follow=True)
    assert answer.redirect_chain == [(f"{ROOT}stationstorget/", 302)]
    assert "hektar" in text_of(answer)


def test_a_place_is_made_of_a_drawing(home: Cast) -> None:
    drawn = json.dumps(shapely.geometry.mapping(box(400, 300, east=500, north=500)))
    assert home.client("ada").post(f"{ROOT}ny/", form(drawn)).status_code == 302


def test_a_place_is_made_of_a_file_in_metres(home: Cast) -> None:
    from samplats.foundation.geo import shapes

    metres = shapes.to_metric(box(400, 300, east=500, north=500), 3006)
    file = SimpleUploadedFile("plats.geojson", json.dumps(shapely.geometry.mapping(metres)).encode())
    refused = home.client("ada").post(f"{ROOT}ny/", form("", file=file))
    assert refused.status_code == 422
    assert "SWEREF 99 TM (EPSG:3006)" in text_of(refused)
    file.seek(0)
    assert home.client("ada").post(f"{ROOT}ny/", form("", file=file, epsg="3006")).status_code == 302


@pytest.mark.parametrize(
    ("boundary", "told"),
    [
        (json.dumps(shapely.geometry.mapping(BOW_TIE)), "korsar sig själv"),
        (json.dumps(shapely.geometry.mapping(BOW_TIE)), "60.05500, 15.05500"),
        ("60,0 15,0\n60,1 15,0", "minst tre hörn"),
        ("hej\nhopp\nhipp", "Rad 1 är inte ett hörn"),
        ("", "Rita platsens gräns på kartan"),
        ("{}", "GeoJSON"),
        ('{"type":"Polygon","coordinates":[[[15.1]]]}', "GeoJSON"),
        ("59,0 15,0\n59,0 15,01\n59,01 15,01", "utanför kommunen"),
        ("60,0050 15,0100\n60,0050 15,0101\n60,0051 15,0101", "minst 400"),
    ],
)
def test_a_boundary_that_cannot_be_used_is_told_at_the_field(home: Cast, boundary: str, told: str) -> None:
    answer = home.client("ada").post(f"{ROOT}ny/", form(boundary))
    page = text_of(answer)
    assert answer.status_code == 422
    assert told in page
    assert 'id="id_boundary_error"' in page
    assert "Stationstorget" in page  # what was typed is still there
    with open_tenant(home.home.pk):
        assert not queries.places(home.actor("ada")).exists()


@pytest.mark.parametrize(
    "content", [b"", b"<html>Logga in</html>", b"\x00\x01\x02\x03" * 50, b'{"a":', b"PK\x03\x04zip"]
)
def test_a_file_that_is_no_map_gives_one_clear_message(home: Cast, content: bytes) -> None:
    answer = home.client("ada").post(f"{ROOT}ny/", form(CORNERS, file=SimpleUploadedFile("x.geojson", content)))
    assert answer.status_code == 422
    assert 'id="id_file_error"' in text_of(answer)
    assert "Gräns <span" not in text_of(answer)  # the file has to be chosen again, so the boundary is not optional


def test_an_equal_name_is_told_at_the_name(home: Cast) -> None:
    draw(home)
    page = text_of(home.client("ada").post(f"{ROOT}ny/", form(CORNERS)))
    assert "En annan plats heter redan så" in page


def test_the_overview_has_the_six_rooms_in_order(home: Cast) -> None:
    draw(home)
    page = text_of(home.client("bo").get(f"{ROOT}stationstorget/"))
    rooms = ["Översikt", "Mäta", "Lägesbild", "Plan", "Tillsammans", "Resultat"]
    nav = page[page.index("Platsens rum") :]
    at = [nav.index(f">{name}<") for name in rooms]
    assert at == sorted(at)
    assert 'class="seal"' in page
    assert "Ändra gränsen" not in page
    assert "Ändra gränsen" in text_of(home.client("ada").get(f"{ROOT}stationstorget/"))


def test_a_room_that_is_not_built_teaches(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_rooms", {})
    draw(home)
    for room in ("mata", "plan", "tillsammans", "resultat"):
        assert "inte byggt än" in text_of(home.client("bo").get(f"{ROOT}stationstorget/{room}/"))
    assert home.client("bo").get(f"{ROOT}stationstorget/koket/").status_code == 404


def test_upper_apps_fill_the_overview_and_the_rooms(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_panels", {})
    monkeypatch.setattr(registry, "_rooms", {})
    registry.fill_overview(Panel("b", 20, lambda request, place: f"<p>andra {place.slug}</p>"))
    registry.fill_overview(Panel("a", 10, lambda request, place: "<p>första</p>"))
    registry.fill_overview(Panel("tom", 5, lambda request, place: ""))
    registry.fill_room(BuiltRoom(Room.PLAN, "places:overview"))
    draw(home)
    page = text_of(home.client("bo").get(f"{ROOT}stationstorget/"))
    assert page.index("första") < page.index("andra stationstorget")
    assert "Börja med att ta reda på läget" not in page
    assert f"{ROOT}stationstorget/plan/" not in page


def test_name_and_type_are_changed_and_the_boundary_redrawn_and_undone(home: Cast) -> None:
    draw(home)
    ada = home.client("ada")
    assert ada.post(f"{ROOT}stationstorget/andra/", {"name": "Resecentrum", "kind": "centre"}).status_code == 302
    with open_tenant(home.home.pk):
        before = queries.place(home.actor("ada"), "stationstorget")
    assert (before.name, before.kind) == ("Resecentrum", "centre")
    answer = ada.post(f"{ROOT}stationstorget/grans/", {"boundary": CORNERS}, follow=True)
    assert f"{ROOT}stationstorget/grans/aterstall/" in text_of(answer)
    ada.post(f"{ROOT}stationstorget/grans/aterstall/")
    with open_tenant(home.home.pk):
        assert queries.place(home.actor("ada"), "stationstorget").boundary == before.boundary


def test_a_retired_place_can_be_taken_up_again(home: Cast) -> None:
    draw(home)
    ada = home.client("ada")
    ada.post(f"{ROOT}stationstorget/avsluta/")
    page = text_of(ada.get(ROOT))
    assert "1 avslutad plats" in page
    assert "Arbetet med platsen är avslutat" in text_of(ada.get(f"{ROOT}stationstorget/"))
    ada.post(f"{ROOT}stationstorget/ateruppta/")
    assert 'data-key="stationstorget"' in text_of(ada.get(ROOT))


@pytest.mark.parametrize("who", ["anna", "bo", "rut", "lena", "adam"])
def test_only_the_coordinator_reaches_the_drawing_pages(home: Cast, who: str) -> None:
    draw(home)
    client = home.client(who)
    assert client.get(f"{ROOT}ny/").status_code == 403
    assert client.get(f"{ROOT}stationstorget/grans/").status_code == 403
    assert client.post(f"{ROOT}stationstorget/avsluta/").status_code == 403


def test_another_municipality_gets_404_everywhere(home: Cast) -> None:
    draw(home)
    cai = home.client("cai")
    for address in ("", "ny/", "stationstorget/", "stationstorget/plan/", "stationstorget/grans/"):
        assert cai.get(ROOT + address).status_code == 404
    assert cai.get("/m/grannkoping/platser/stationstorget/").status_code == 404
    assert cai.get("/m/exempelkoping/karta/0/0/0.mvt").status_code == 404


def test_a_coach_who_is_not_named_gets_404_for_the_place(home: Cast) -> None:
    draw(home)
    assert home.client("carl").get(f"{ROOT}stationstorget/").status_code == 404


def test_addresses_are_found_as_a_fragment(home: Cast) -> None:
    from samplats.places.reading.tables import AddressRow

    actions.import_gazetteer(
        home.actor("ada"), home.home, rows=[AddressRow("Åsgatan 1", "Exempelköping", 15.05, 60.05)]
    )
    page = text_of(home.client("bo").get("/m/exempelkoping/adresser/?q=åsg"))
    assert "Åsgatan 1" in page
    assert 'data-lat="60.050000"' in page
    assert "<html" not in page
    assert "<script>" not in text_of(home.client("bo").get("/m/exempelkoping/adresser/?q=<script>"))


def test_tiles_come_from_the_data_folder(home: Cast, settings: object, tmp_path: Path) -> None:
    settings.MAPS_FOLDER = tmp_path  # type: ignore[attr-defined]
    folder = tmp_path / "exempelkoping" / "3" / "4"
    folder.mkdir(parents=True)
    (folder / "2.mvt").write_bytes(b"\x1f\x8bpacked")
    bo = home.client("bo")
    answer = bo.get("/m/exempelkoping/karta/3/4/2.mvt")
    assert answer.content == b"\x1f\x8bpacked"
    assert answer["Content-Encoding"] == "gzip"
    assert "private" in answer["Cache-Control"]
    for empty in ("3/4/3", "3/9/9", "23/0/0", "99/0/0"):
        assert bo.get(f"/m/exempelkoping/karta/{empty}.mvt").status_code == 204


SHARED = Path(settings.PACKAGE).parents[2] / "shared" / "data" / "tiles_pmtiles"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder does not lie beside the project")
def test_tiles_come_out_of_a_pmtiles_file(home: Cast, settings: object, tmp_path: Path) -> None:
    settings.MAPS_FOLDER = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "exempelkoping.pmtiles").symlink_to(SHARED / "otaniemi.pmtiles")
    answer = home.client("bo").get("/m/exempelkoping/karta/0/0/0.mvt")
    assert answer.status_code == 200
    assert answer["Content-Encoding"] == "gzip"
    actions.set_base_map(home.actor("ada"), home.home, source="tiles", attribution="© Kommunen")
    page = text_of(home.client("bo").get(ROOT + "?"))
    assert "Ni har ingen plats" in page
    assert "/m/exempelkoping/karta/{z}/{x}/{y}.mvt" in page
    assert "© Kommunen" in page


def test_every_answer_has_the_same_policy(home: Cast) -> None:
    bo = home.client("bo")
    answers = {path: bo.get(path) for path in (ROOT, f"{ROOT}nej/", "/m/nej/platser/", f"{ROOT}ny/", "/")}
    assert {200, 302, 403, 404} == {answer.status_code for answer in answers.values()}
    assert len({answer["Content-Security-Policy"] for answer in answers.values()}) == 1
    assert "default-src 'self'" in answers[ROOT]["Content-Security-Policy"]


def test_only_a_chosen_host_enters_the_security_policy(home: Cast) -> None:
    draw(home)
    before = home.client("bo").get(ROOT)["Content-Security-Policy"]
    assert "https:" not in before
    actions.set_base_map(
        home.actor("ada"), home.home, source="wms", address="https://karta.example.se/wms?map=1", layer="topo"
    )
    answer = home.client("bo").get(ROOT)
    policy = answer["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://karta.example.se;" in policy + ";"
    assert "connect-src 'self' https://karta.example.se" in policy
    assert "script-src" not in policy
    assert "bbox={bbox-epsg-3857}" in text_of(answer)


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


@pytest.mark.slow
def test_the_municipality_page_takes_in_boundary_areas_people_profile_and_addresses(cast: Cast) -> None:
    ada = cast.client("ada")
    square = json.dumps(shapely.geometry.mapping(box(10_000, 10_000)))
    posts = [
        (
            "grans/",
            {"grans-file": upload("g.geojson", square), "grans-source": "SCB 2026"},
            "Kommunens gräns är på plats",
        ),
        (
            "omraden/",
            {
                "omraden-file": upload(
                    "d.geojson",
                    json.dumps(
                        {"type": "Feature", "properties": {"desokod": "9901A1"}, "geometry": json.loads(square)}
                    ),
                ),
                "omraden-layer": "deso",
            },
            "1 område togs in",
        ),
        (
            "befolkning/",
            {"befolkning-file": upload("b.csv", "desokod;år;bef\n9901A1;2025;1 500\n"), "befolkning-layer": "deso"},
            "1 rad togs in",
        ),
        (
            "profil/",
            {"profil-file": upload("p.csv", "nyckel;år;värde;riket;källa\ninhabitants;2025;23456;10600000;SCB\n")},
            "1 rad togs in",
        ),
        (
            "profil/uppgift/",
            {"uppgift-key": "share_women", "uppgift-year": "2025", "uppgift-value": "49,7", "uppgift-source": "SCB"},
            "Uppgiften är sparad",
        ),
        (
            "adresser/",
            {"adresser-file": upload("a.csv", "adress;ort;lat;lon\nTorget 1;Köping;60,01;15,01\n")},
            "Väntar på sin tur",
        ),
        ("karta/", {"karta-source": "none"}, "Bakgrundskartan är vald"),
    ]
    for address, given, receipt in posts:
        answer = ada.post(HOME + address, given, follow=True)
        assert answer.redirect_chain == [(HOME, 302)], (address, text_of(answer)[:3000])
        assert receipt in text_of(answer)
    page = text_of(ada.get(HOME))
    assert "23\u00a0456" in page
    assert "49,7\u00a0%" in page
    assert "1\u00a0500 invånare 2025" in page


def test_refused_rows_are_shown_with_line_and_reason_and_the_others_kept(cast: Cast) -> None:
    table = upload("p.csv", "nyckel;år;värde;källa\ninhabitants;2025;mycket;SCB\nmean_age;2025;42;SCB\n")
    answer = cast.client("ada").post(f"{HOME}profil/", {"profil-file": table})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Rad 2, värde: ”mycket”, det är inte ett tal." in page
    assert "1 rad togs in. 1 rad lämnades utanför." in page


def test_a_national_file_without_the_municipality_is_told(cast: Cast) -> None:
    features = [
        {"type": "Feature", "properties": {"id": code}, "geometry": shapely.geometry.mapping(box(100, 100))}
        for code in ("0001", "0002")
    ]
    file = upload("l.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    answer = cast.client("ada").post(f"{HOME}grans/", {"grans-file": file, "grans-source": "SCB"})
    assert answer.status_code == 422
    assert "Filen har 2 ytor, men ingen med koden 9901 eller namnet Exempelköpings kommun" in text_of(answer)


def test_an_unsafe_base_map_address_is_told(cast: Cast) -> None:
    given = {"karta-source": "wms", "karta-address": "http://karta.example.se", "karta-layer": "topo"}
    answer = cast.client("ada").post(f"{HOME}karta/", given)
    assert answer.status_code == 422
    assert "måste börja med https://" in text_of(answer)


def test_the_analyst_sees_the_municipality_but_changes_nothing(cast: Cast) -> None:
    page = text_of(cast.client("anna").get(HOME))
    assert "Ta in gränsen" not in page
    assert cast.client("anna").post(f"{HOME}karta/", {"karta-source": "none"}).status_code == 403
    assert cast.client("bo").get(HOME).status_code == 403


@pytest.mark.slow
def test_a_zip_bomb_or_a_large_upload_is_not_kept(cast: Cast) -> None:
    import gzip

    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        out.write(b'{"type":"FeatureCollection","features":[' + b" " * 70_000_000)
    answer = cast.client("ada").post(
        f"{HOME}grans/", {"grans-file": upload("g.geojson", packed.getvalue()), "grans-source": "SCB"}
    )
    assert answer.status_code == 422
    assert "för stor" in text_of(answer)
