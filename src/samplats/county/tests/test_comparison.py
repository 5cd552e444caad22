"""Official series are read as they are spread, laid beside each other in alphabetical order, and never ranked."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samplats.analyses.rules.comparison import Comparison
from samplats.county import actions, queries
from samplats.county.models import Series
from samplats.county.reading import NotSeries, read_series
from samplats.county.sentences.comparison import comparison_context
from samplats.county.tests.conftest import Above
from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.tenancy.current import open_tenant

REAL = Path(__file__).parents[5] / "shared/data/se_bra_ntu_dalarna/bra_ntu_dalarna_2016_2025.csv"
HEAD = "geografi,enhet,ar,variabel,varde,kalla\n"
NOW = timezone.now()
PAGE, SERIES = "/m/lanet/jamforelse/", "/m/lanet/jamforelse/serier/"


def lines(*rows: str) -> bytes:
    return (HEAD + "".join(f"{row}\n" for row in rows)).encode()


def crimes(rates: dict[str, tuple[int, int]], year: int = 2024) -> bytes:
    """Counts and people of some areas as a file: the rate is what the count gives."""
    rows = []
    for area, (count, people) in rates.items():
        rate = round(count / people * 100_000, 1)
        rows += [f"{area},Antal,{year},Skadegörelse,{count},Anmälda brott"]
        rows += [f"{area},Antal per 100 000 inv,{year},Skadegörelse,{rate},Anmälda brott"]
    return lines(*rows)


SEVEN = {
    "Ö-by": (40, 4000), "Ånäs": (61, 6000), "Älvby": (52, 5000),
    "Alby": (100, 10_000), "Berga": (210, 20_000), "Cehult": (900, 30_000), "Dal": (480, 50_000),
    "Hela landet": (100_000, 10_000_000), "Länets län": (1730, 114_000),
}  # fmt: skip


def test_counts_get_their_people_from_their_rates():
    [series] = read_series(crimes(SEVEN))
    rows = {row[0]: row for row in series.values["2024"]}
    assert not series.is_share
    assert rows["Alby"] == ["Alby", 100, 10_000]
    assert rows["Cehult"][2] == pytest.approx(30_000, rel=0.001)


def test_shares_get_their_limits_and_answers():
    share = "Andel (%) i befolkningen"
    found = read_series(
        lines(
            f"Alby,{share},2023,Otrygghet,24.5,NTU",
            "Alby,KI (95 %) undre gräns,2023,Otrygghet,20,NTU",
            'Alby,KI (95 %) övre gräns,2023,Otrygghet,"29,5",NTU',
            "Alby,,2023,Antal svarande i NTU.,128.0,NTU",
            f"Berga,{share},2023,Otrygghet,,NTU",
        )
    )
    assert [(one.name, one.unit, one.values) for one in found] == [
        ("Otrygghet", share, {"2023": [["Alby", 0.245, 0.2, 0.295, 128]]})
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a;b\n1;2\n", "columns", 1),
        (lines(), "empty", 0),
        (lines("Alby,Antal,i fjol,Brott,1,K"), "year", 2),
        (lines("Alby,Antal,2024,Brott,1,K", "Alby,Antal,2024,Brott,ett,K"), "value", 3),
        (lines("Alby,Antal,2024,Brott,-1,K"), "value", 2),
        (b"\x81\x8d\x8f", "not_text", 0),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(content: bytes, code: str, line: int):
    with pytest.raises(NotSeries) as refused:
        read_series(content)
    assert (refused.value.fault.code, refused.value.fault.line) == (code, line)


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="the folder with real data is not here")
def test_the_national_series_of_a_real_county_are_read(above: Above):
    found = {one.name: one for one in read_series(REAL.read_bytes())}
    assert sum(one.is_share for one in found.values()) == 20
    assert sum(not one.is_share for one in found.values()) == 15
    unsafe = found["Otrygghet vid utevistelse sent på kvällen i det egna bostadsområdet"]
    assert [row[at] for row in unsafe.values["2023"] if row[0] == "Avesta" for at in (0, 2, 3)] == [
        "Avesta",
        0.24,
        0.37,
    ]
    jon = above.actor("jon")
    some = [unsafe, found["Totalt antal anmälda brott"], found["Rån mot privatperson, unga"]]
    kept = actions.take_in_series(jon, jon.tenant, found=some, file_name="x.csv", now=NOW)
    with open_tenant(jon.tenant_id):
        for series in kept:
            beside = queries.beside(jon, series.public_id, "")
            assert isinstance(beside.compared, Comparison), series.name
            assert len(beside.compared.areas) + len(beside.left_out) == 15
            assert all(one.low <= one.value <= one.high for one in beside.compared.areas)
            assert "nan" not in str(comparison_context(beside)["figure"])


def take_in(above: Above, content: bytes, who: str = "jon"):
    return above.cast.client(who).post(SERIES, {"file": SimpleUploadedFile("brott.csv", content)})


def test_municipalities_stand_in_alphabetical_order_with_what_chance_gives(above: Above):
    assert take_in(above, crimes(SEVEN)).status_code == 302
    shown = above.cast.client("mia").get(PAGE).content.decode()
    assert re.findall(r'<th scope="row">([\w-]+)</th>', shown) == [
        "Alby",
        "Berga",
        "Cehult",
        "Dal",
        "Ånäs",
        "Älvby",
        "Ö-by",
    ]
    assert "ingen tabell över bäst och sämst" in shown
    assert "Hela landet" in shown
    assert "10,0" in shown
    assert "aria-sort" not in shown


def test_a_newer_file_writes_anew_and_a_source_is_removed(above: Above):
    take_in(above, crimes(SEVEN))
    take_in(above, crimes(SEVEN, year=2025))
    lanet = above.tenants["lanet"]
    with open_tenant(lanet.pk):
        assert [list(one.values) for one in Series.objects.all()] == [["2025"]]
    jon = above.cast.client("jon")
    assert jon.post(f"{SERIES}ta-bort/", {"source": "Anmälda brott"}).status_code == 302
    with open_tenant(lanet.pk):
        assert not Series.objects.exists()


def test_who_may_not_is_refused_and_another_county_sees_nothing(above: Above):
    take_in(above, crimes(SEVEN))
    assert take_in(above, crimes(SEVEN), who="mia").status_code == 403
    with open_tenant(above.tenants["lanet"].pk):
        public_id = Series.objects.get().public_id
    assert "Cehult" not in above.cast.client("nils").get("/m/grannlanet/jamforelse/").content.decode()
    assert above.cast.client("jon").get(f"{PAGE}?serie={public_id}&ar=1800").status_code == 200
    assert above.cast.client("jon").get(f"{PAGE}?serie=hej").status_code == 404
    with pytest.raises(NotAllowed):
        actions.remove_series(above.cast.actor("ada"), above.cast.home, source="Anmälda brott")


def test_another_countys_series_is_not_there(above: Above):
    take_in(above, crimes(SEVEN))
    with open_tenant(above.tenants["lanet"].pk):
        public_id = Series.objects.get().public_id
    other = above.actor("nils")
    actions.take_in_series(other, other.tenant, found=read_series(crimes(SEVEN)), file_name="x", now=NOW)
    assert above.cast.client("nils").get(f"/m/grannlanet/jamforelse/?serie={public_id}").status_code == 404


def test_a_bad_file_is_told_where(above: Above):
    answer = take_in(above, lines("Alby,Antal,i fjol,Brott,1,K"))
    assert answer.status_code == 422
    assert "Rad 2: ”i fjol” är inget år." in answer.content.decode()
    assert "inga serier att jämföra" in take_in(above, lines("Alby,Antal,2024,Brott,1,K")).content.decode()


def test_too_few_to_compare_is_said(above: Above):
    take_in(above, crimes({"Alby": (10, 1000), "Berga": (20, 1000)}))
    assert "Det går inte att jämföra" in above.cast.client("jon").get(PAGE).content.decode()
