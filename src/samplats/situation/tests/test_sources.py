"""Every kind of source that Samplats knows from the start, from its file or server to the situation page."""

import json
import random
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from samplats.evidence.incidents.models import Feed, Import, Incident
from samplats.evidence.incidents.reading.feeds import MONTHS
from samplats.foundation.jobs.worker import run_all

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_home")]
CONDITIONS = {
    "origin": "Dnr 2026-1",
    "permitted_use": "planning",
    "sharing_level": "members",
    "retention_months": "240",
}


def address(name, cast, *of):
    return reverse(name, args=[cast.home.slug, *(one.public_id for one in of)])


def situation(cast, source):
    """The municipality's situation page for one source, counted."""
    ada = cast.client("ada")
    where = reverse("situation:order_of_municipality", args=[cast.home.slug])
    assert ada.post(where, {"kalla": str(source.public_id)}).status_code == 302
    run_all()
    page = reverse("situation:page_of_municipality", args=[cast.home.slug])
    return ada.get(page, {"kalla": str(source.public_id)}).content.decode().replace("\xa0", " ")


def police_events(area="Exempelköping"):
    """Two years of events as the police tell of them: placed by county, named in the title."""
    chance, events = random.Random(3), []
    now = timezone.localtime().replace(microsecond=0)
    for key in range(120):
        at = now - timedelta(hours=5 * key + chance.randrange(5), minutes=1)
        kind = chance.choice(("Bråk", "Misshandel", "Rån", "Trafikolycka"))
        title = f"{at.day} {MONTHS[at.month - 1]} {at:%H.%M}, {kind}, {area}"
        events.append(
            {
                "id": 1000 + key,
                "datetime": f"{at:%Y-%m-%d %H:%M:%S} {at:%z}"[:-2] + ":00",
                "name": title,
                "summary": "En man född 1990 greps.",
                "url": "/aktuellt/",
                "type": kind,
                "location": {"name": "Västmanlands län", "gps": "59.6,16.5"},
            }
        )
    return events


def test_polisens_feed_gives_tables_and_a_reason_instead_of_a_map(cast):
    ada = cast.client("ada")
    form = {"name": "Polisen.se", "address": "https://polisen.se/api/events", "area": "Exempelköping", "hours": "6"}
    assert ada.post(address("incidents:add_feed", cast), form).status_code == 422  # its conditions are asked for
    ada.post(address("incidents:add_feed", cast), {**form, **CONDITIONS, "permitted_use": "open"})
    feed = Feed.objects.get()
    saved = SimpleUploadedFile("events.json", json.dumps(police_events()).encode())
    ada.post(address("incidents:saved_feed", cast, feed), {"file": saved})
    assert Incident.objects.count() == 120
    page = situation(cast, feed.source)
    assert "Händelserna är utsatta mitt i sin kommun, inte där de hände" in page
    assert "Misshandel" in page
    assert "född 1990" not in page
    told = ada.get(address("incidents:feed", cast, feed)).content.decode()
    assert "120 nya" in told
    assert "aldrig på karta" in told


def through_the_wizard(cast, content, name, **source):
    """The file as a person takes it in: every proposal of the wizard accepted as it stands."""
    ada = cast.client("ada")
    ada.post(address("incidents:upload", cast), {"file": SimpleUploadedFile(name, content)})
    batch = Import.objects.latest("pk")
    review = ada.get(address("incidents:review", cast, batch)).content.decode()
    form = ada.get(address("incidents:review", cast, batch)).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    answer = ada.post(address("incidents:review", cast, batch), {**given, "next": "1"})
    assert answer.status_code == 302, answer.content.decode()
    words = ada.get(address("incidents:categories", cast, batch))
    if words.status_code == 200:
        form = words.context["form"]
        ada.post(answer.url, {name: form[name].value() or "" for name in form.fields})
    step = ada.get(address("incidents:choose_source", cast, batch))
    suggested = step.context["details"]
    chosen = {name: suggested[name].value() or "" for name in suggested.fields}
    answer = ada.post(
        address("incidents:choose_source", cast, batch), {**chosen, **CONDITIONS, "source": "new", **source}
    )
    assert answer.status_code == 302, answer.content.decode()
    run_all()
    batch.refresh_from_db()
    return review.replace("\xa0", " "), batch
