"""What was left out is downloaded as it stood, mended, and imported again without counting anything twice."""

import pytest
from django.urls import reverse

from samplats.evidence.incidents.models import Incident
from samplats.evidence.incidents.tests.files import counts, csv_of, imported, row

pytestmark = pytest.mark.usefixtures("in_home")


def test_left_out_rows_are_mended_and_imported_again(cast):
    batch = imported(cast, csv_of(row(1), ";i går;16.5;59.5;Bråk", row(2), ";2026-10-03 20:15;okänd;59.5;Klotter"))
    assert counts(batch) == (4, 2, 0, 2)
    address = reverse("incidents:rejected", args=["exempelkoping", batch.public_id])
    listed = b"".join(cast.client("ada").get(address).streaming_content).decode("utf-8-sig")
    header, first, second = listed.splitlines()
    assert header.startswith("id;tid;longitud;latitud;kategori;Samplats: rad;Samplats: orsak")
    assert first.startswith(";i går;16.5;59.5;Bråk;3;Tiden går inte att läsa.")
    assert second.startswith(";2026-10-03 20:15;okänd;59.5;Klotter;5;Koordinaterna går inte att läsa")
    mended = listed.replace("i går", "2026-10-04 20:15").replace("okänd", "16.5").encode()
    assert counts(imported(cast, mended)) == (2, 2, 0, 0)
    assert Incident.objects.count() == 4
