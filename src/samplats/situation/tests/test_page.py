"""From a file to the situation page and a published version, as a person would."""

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from samplats.evidence.incidents import actions as incidents
from samplats.evidence.incidents import queries as incident_queries
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.public.tests.pages import shown
from samplats.situation import queries
from samplats.situation.models import Edition, Figures, Section

SECRET_SPOT = "Hemliga gränden"


def a_file(rng, *, days=700, per_day=2.0):
    """Reports around a square with a hot corner, evenings at weekends, as a co-ordinator's file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Datum", "Tid", "Kategori", "Longitud", "Latitud", "Plats"])
    last = date(2026, 11, 15)
    for back in range(days):
        day = last - timedelta(days=back)
        for _ in range(rng.poisson(per_day * (3 if day.weekday() >= 4 else 0.6))):
            hot = rng.random() < 0.5
            east = 15.004 + rng.normal(0, 0.0002) if hot else 15.0 + rng.random() * 0.01
            north = 60.002 + rng.normal(0, 0.0001) if hot else 60.0 + rng.random() * 0.005
            hour = int(rng.choice([20, 21, 22, 23, 9, 14]))
            minute = int(rng.integers(60))
            row = [day.isoformat(), f"{hour:02d}:{minute:02d}", "B3", f"{east:.6f}", f"{north:.6f}", SECRET_SPOT]
            writer.writerow(row)
    return out.getvalue().encode()


@pytest.fixture
def square(cast):
    """A place with two years of reports, shared with everyone."""
    ada = cast.actor("ada")
    area = __import__("shapely").box(15.0, 60.0, 15.01, 60.005)
    made = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=area)
    source = incidents.add_source(
        ada, cast.home, name="Rapporter", kind="partners", permitted_use="planning", sharing_level="public"
    )
    content = a_file(np.random.default_rng(5))
    batch = incidents.upload_file(ada, cast.home, chunks=[content], name="rapporter.csv")
    with open_tenant(cast.home.pk):
        look = incident_queries.first_look(ada, batch, timezone.localdate())
    incidents.choose_source(ada, batch, source=source)
    incidents.start_import(ada, batch, names=look.names, now=timezone.now())
    run_all()
    return made


def url(name, cast, square, **more):
    return reverse(f"situation:{name}", kwargs={"tenant": cast.home.slug, "slug": square.slug, **more})


def count(cast, square, who="ada"):
    answer = cast.client(who).post(url("order", cast, square))
    assert answer.status_code == 302
    run_all()


def sections(page):
    return page.split("<section", 1)[1]


@pytest.mark.slow
class TestSituationPage:
    def test_before_counting_the_page_offers_to_count(self, cast, square):
        page = cast.client("ada").get(url("page", cast, square)).content.decode()
        assert "inte räknade än" in page

    def test_after_counting_it_says_where_when_and_which_way(self, cast, square):
        count(cast, square)
        page = cast.client("ada").get(url("page", cast, square)).content.decode()
        for words in ("Var det händer", "När det händer", "Hur det utvecklas", "händelserna fler än slumpen förklarar"):
            assert words in page
        assert "inte räknade än" not in page
        assert "väntat de senaste fyra veckorna" in page

    def test_figures_of_one_scope_are_not_shown_under_another(self, cast, square):
        count(cast, square)
        page = cast.client("bo").get(url("page", cast, square)).content.decode()
        assert "inte räknade än" in page
        count(cast, square, "bo")
        with open_tenant(cast.home.pk):
            assert Figures.objects.count() == 2

    def test_counting_twice_replaces_and_equal_data_give_equal_figures(self, cast, square):
        count(cast, square)
        with open_tenant(cast.home.pk):
            first = Figures.objects.get().content
        count(cast, square)
        with open_tenant(cast.home.pk):
            assert Figures.objects.get().content == first

    def test_new_incidents_make_the_figures_old(self, cast, square):
        count(cast, square)
        with open_tenant(cast.home.pk):
            Figures.objects.update(data_version="earlier")
        page = cast.client("ada").get(url("page", cast, square)).content.decode()
        assert "Siffrorna räknades på äldre underlag" in page

    def test_the_sections_are_drawn_once_and_anew_when_figures_name_or_language_change(self, cast, square):
        count(cast, square)
        ada, address = cast.client("ada"), url("page", cast, square)
        with open_tenant(cast.home.pk):
            content = Figures.objects.get().content
            renamed = json.loads(json.dumps(content).replace("Rapporter", "Anmälningar"))
        first = ada.get(address).content.decode()
        with open_tenant(cast.home.pk):
            Figures.objects.update(content=renamed)
        assert "Anmälningar" not in ada.get(address).content.decode()
        assert "Where it happens" in ada.get(address, headers={"accept-language": "en"}).content.decode()
        assert sections(ada.get(address).content.decode()) == sections(first)
        with open_tenant(cast.home.pk):
            Place.objects.filter(pk=square.pk).update(name="Lilla torget")
        assert "Karta över Lilla torget" in ada.get(address).content.decode()
        with open_tenant(cast.home.pk):
            Place.objects.filter(pk=square.pk).update(name="Torget")
            Figures.objects.update(counted_at=timezone.now())
        assert "Anmälningar" in ada.get(address).content.decode()

    def test_downloads_hold_the_same_cells_and_no_small_number(self, cast, square):
        count(cast, square)
        cells = cast.client("ada").get(url("cells", cast, square)).json()
        shown = [one["properties"] for one in cells["features"]]
        assert shown
        assert all(one.get("count") is None or one["count"] >= 5 for one in shown)

    def test_the_table_opens_in_a_swedish_excel(self, cast, square):
        count(cast, square)
        lines = cast.client("ada").get(url("csv", cast, square, table="siffror")).content.decode().splitlines()
        assert lines[0] == "\ufeffanalysis;row;column;value;low;high;n;note"
        ratios = [line.split(";")[3] for line in lines if line.startswith("near_repeats;")]
        assert ratios
        assert all("." not in one for one in ratios)

    def test_every_block_has_a_sentence_a_source_and_a_way_to_take_its_numbers_along(self, cast, square):
        count(cast, square)
        page = cast.client("ada").get(url("page", cast, square)).content.decode()
        blocks = [one.split("</section>")[0] for one in page.split('<section class="sec"')[1:]]
        told = {block.split("<h2")[1].split(">", 1)[1].split("<")[0]: block for block in blocks if "<h2" in block}
        wanted = ["Var det händer", "Hur tätt det händer", "Hur samlat det är", "När det händer", "Hur det utvecklas"]
        assert set(wanted) <= set(told)
        for heading in wanted:
            for part in ('class="say', 'class="src"', "<table", 'href="'):
                assert part in told[heading], (heading, part)
        assert "Hälften av händelserna ryms i" in told["Hur samlat det är"]
        assert "osäkerhet" in told["Hur tätt det händer"]

    def test_the_map_shows_density_or_the_incidents_themselves(self, cast, square):
        count(cast, square)
        ada = cast.client("ada")
        page = ada.get(url("page", cast, square)).content.decode()
        assert "tathet.geojson" in page
        assert "Kartan bygger på" in page
        bands = ada.get(url("density", cast, square)).json()["features"]
        assert [one["properties"]["level"] for one in bands] == sorted({one["properties"]["level"] for one in bands})
        with_incidents = ada.get(url("page", cast, square) + "?karta=handelser").content.decode()
        assert "kartrutor" in with_incidents
        assert '"density": ""' in with_incidents

    def test_a_category_is_chosen_and_counted_by_itself(self, cast, square):
        page = cast.client("ada").get(url("page", cast, square), {"kategori": "E1"}).content.decode()
        assert '<option value="E1" selected>' in page
        assert 'name="kategori" value="E1"' in page

    def test_a_published_version_stays_as_it_was_in_both_editions(self, cast, square):
        count(cast, square)
        ada = cast.client("ada")
        ada.post(url("begin", cast, square))
        with open_tenant(cast.home.pk):
            written = list(Section.objects.all())
            assert "händelser" in written[0].text
        for one in written:
            address = reverse("situation:write", args=[cast.home.slug, one.public_id])
            ada.post(address, {"text": one.text or f"Vi skriver om {one.section}", "revision": one.revision})
        answer = ada.post(url("publish", cast, square), {"decided_by": "Rådet", "reference": "KS 1"})
        assert answer.status_code == 302
        run_all()
        page = ada.get(url("version", cast, square, number=1, audience="internal")).content.decode()
        assert "Vi skriver om analysis" in page
        assert "Rådet" in page
        pdf = b"".join(ada.get(url("document", cast, square, number=1, audience="internal")).streaming_content)
        assert pdf.startswith(b"%PDF")
        with open_tenant(cast.home.pk):
            actor = cast.actor("ada")
            version = queries.latest(actor, square)
            public = queries.edition(actor, version, Edition.Audience.PUBLIC)
        assert SECRET_SPOT not in str(public.content)
        shown(cast, square)
        anyone = cast.client("nobody").get(url("public", cast, square))
        assert anyone.status_code == 200
        assert "Vi skriver om analysis" not in anyone.content.decode()
