"""A log line holds no address that could be a secret, and as JSON one object with the facts."""

import json
import logging
from types import SimpleNamespace

from samplats.config.logs import JsonLine, PatternOfAddress

SECRET = "/inbjudan/very-secret-words/"


def line(**more: object) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "django.request", "levelname": "WARNING", "levelno": 30, **more})


def test_an_address_is_told_by_its_pattern():
    match = SimpleNamespace(route="inbjudan/<str:secret>/")
    request = SimpleNamespace(method="GET", resolver_match=match, path=SECRET)
    record = line(msg="Not Found: %s", args=(SECRET,), request=request, status_code=404)
    assert PatternOfAddress().filter(record)
    assert record.getMessage() == "GET /inbjudan/<str:secret>/ warning"
    told = json.loads(JsonLine().format(record))
    assert "secret-words" not in json.dumps(told)
    assert (told["status"], told["level"], told["logger"]) == (404, "WARNING", "django.request")


def test_an_address_that_does_not_exist_is_not_repeated():
    record = line(msg="Not Found: %s", args=(SECRET,), request=SimpleNamespace(method="GET", resolver_match=None))
    PatternOfAddress().filter(record)
    assert "secret" not in record.getMessage()


def test_facts_and_traces_are_kept():
    try:
        raise ValueError("broken")
    except ValueError as error:
        record = line(msg="job_failed", job="incidents.import", exc_info=(type(error), error, error.__traceback__))
    told = json.loads(JsonLine().format(record))
    assert (told["message"], told["job"]) == ("job_failed", "incidents.import")
    assert "ValueError: broken" in told["trace"]


def test_the_site_writes_so(caplog):
    from django.conf import settings

    handler = settings.LOGGING["handlers"]["stderr"]
    assert handler["filters"] == ["patterns"]
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
