"""What may be sent is limited before anything is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.usefixtures("in_home")


def test_a_stranger_sends_no_large_file_to_any_address(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = SimpleUploadedFile("a.csv", b"x" * 2000)
    assert Client().post("/konto/login/", {"file": large}).status_code == 400


def test_who_has_signed_in_sends_up_to_the_limit(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.UPLOAD_AT_MOST = 5000
    address = "/m/exempelkoping/handelser/importer/ny/"
    sent = [
        cast.client("ada").post(address, {"file": SimpleUploadedFile("a.csv", b"x;y\n" * n)}).status_code
        for n in (500, 2000)
    ]
    assert sent[0] != 400
    assert sent[1] == 400
