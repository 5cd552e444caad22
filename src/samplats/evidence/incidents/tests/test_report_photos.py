"""A photo in a report: off until an administrator says yes, seen by who sees the report, gone when the report goes."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.actions.retiring_reports import carry_out_report_retention
from samplats.evidence.incidents.models import Report
from samplats.evidence.incidents.rules.reporting import takes_photos
from samplats.evidence.incidents.tests.photos import photo, with_photo
from samplats.evidence.incidents.tests.reporting import NOW, collected, handed_in, posted
from samplats.evidence.incidents.tests.test_report_retention import LATER
from samplats.foundation.access.actors import system_actor
from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import shelf
from samplats.vocabulary.queries import category_names

pytestmark = pytest.mark.usefixtures("in_home")


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.jpg", photo() if content is None else content, "image/jpeg")


def turn_on(cast):
    actions.set_photos(cast.actor("adam"), cast.home, taken=True)


def files() -> list[str]:
    return list(shelf().names())


def address(report, name="report_photo"):
    return reverse(f"incidents:{name}", args=["exempelkoping", report.public_id])


def test_photos_are_off_until_an_administrator_turns_them_on_and_the_log_says_so(cast):
    answer = posted(cast, category="G2", photo=upload())
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"photo": ["Kommunen tar inte emot foton i rapporter. Ta bort fotot."]}
    assert (
        "data-photo" not in cast.client("rut").get(reverse("incidents:report", args=["exempelkoping"])).content.decode()
    )
    with pytest.raises(NotAllowed):
        actions.set_photos(cast.actor("ada"), cast.home, taken=True)
    page = reverse("incidents:report_settings", args=["exempelkoping"])
    cast.client("adam").post(page, {"taken": "on"})
    assert AuditLine.objects.filter(verb="incidents.set_photos").get().facts["taken"] is True
    assert posted(cast, category="G2", photo=upload()).status_code == 201
    assert "data-photo" in cast.client("rut").get(reverse("incidents:report", args=["exempelkoping"])).content.decode()
    cast.client("adam").post(page, {})
    assert posted(cast, category="G2", photo=upload()).status_code == 422


@pytest.mark.usefixtures("anywhere")
def test_the_photo_is_stored_once_with_its_report_and_shown_without_being_kept_on_the_way(cast):
    turn_on(cast)
    key = uuid4()
    for _time in range(2):
        assert posted(cast, key=key, category="G2", photo=upload()).status_code == 201
    [report] = Report.objects.all()
    assert len(files()) == StoredFile.objects.count() == 1
    answer = cast.client("rut").get(address(report))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (40, 30)
    assert address(report) in cast.client("ada").get(address(report, "report_of_mine")).content.decode()


def test_who_does_not_see_the_report_does_not_see_its_photo(cast):
    theirs = with_photo(cast, "ada")
    assert cast.client("rut").get(address(theirs)).status_code == 404
    assert cast.client("cai").get(address(theirs)).status_code == 404
    assert cast.client("rut").get(address(handed_in(cast))).status_code == 404  # there is none


@pytest.mark.parametrize("category", ["B2", "E1"])
def test_only_open_categories_with_exact_places_take_a_photo(cast, category):
    turn_on(cast)
    rule = category_names(cast.actor("ada"))[category]
    answer = posted(cast, "ada", category=category, photo=upload())
    if takes_photos(rule):
        assert answer.status_code == 201
    else:
        assert "Ta bort fotot" in answer.json()["errors"]["photo"][0]
        with pytest.raises(actions.NoPhotoHere):
            handed_in(cast, "ada", category=category, photo=photo())


def test_a_file_that_is_no_photo_is_refused_in_one_sentence_and_nothing_is_stored(cast):
    turn_on(cast)
    for sent, told in [(b"\0\0\0\x18ftypheic", "HEIC"), (b"GIF89a", "inget foto"), (b"x" * 7_000_000, "6 MB")]:
        answer = posted(cast, category="G2", photo=upload(sent))
        [sentence] = answer.json()["errors"]["photo"]
        assert told in sentence
    assert not Report.objects.exists()
    assert files() == []


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize("deed", ["withdraw", "remove", "retire", "change"])
def test_the_photo_goes_with_its_report_and_when_it_is_asked_to(cast, deed, django_capture_on_commit_callbacks):
    report = with_photo(cast)
    collected(cast)
    report.refresh_from_db()
    assert files()
    with django_capture_on_commit_callbacks(execute=True):
        if deed == "withdraw":
            cast.client("rut").post(address(report, "withdraw_report"))
        elif deed == "remove":
            cast.client("rut").post(address(report, "remove_photo"))
        elif deed == "retire":
            assert carry_out_report_retention(system_actor(cast.home), LATER) == 1
        else:
            told = {"category": "B2", "when": "now", "band": "1", "key": uuid4(), "revision": report.revision}
            cast.client("rut").post(address(report, "change_report"), told)
    assert files() == []
    assert not StoredFile.objects.exists()
    assert Report.objects.filter(photo__isnull=False).count() == 0
    assert Report.objects.count() == (deed != "retire")


def test_two_reports_with_the_same_photo_do_not_share_its_end(cast):
    first, second = with_photo(cast), with_photo(cast)
    actions.withdraw_report(cast.actor("rut"), first, now=NOW)
    assert cast.client("rut").get(address(second)).status_code == 200
    assert len(files()) == 1
