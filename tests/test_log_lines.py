"""A log line holds no address that could be a secret, and as JSON one object with the facts."""

import json
import logging
from types import SimpleNamespace

import pytest

from samplats.config.logs import JsonLine, Line, PatternOfAddress

SECRET = "/inbjudan/very-secret-words/"
WRITTEN = "Ada, 070-123 45 67"


def line(**more: object) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "django.request", "levelname": "WARNING", "levelno": 30, **more})


def test_an_address_is_told_by_its_pattern():
    match = SimpleNamespace(route="inbjudan/<str:secret>/")
    request = SimpleNamespace(method="GET", resolver_match=match, path=SECRET)
    record = line(msg="Not Found: %s", args=(SECRET,), request=request, status_code=404)
    assert PatternOfAddress().filter(record)
    assert record.getMessage() == "GET /inbjudan/<str:secret>/ 404"
    told = json.loads(JsonLine().format(record))
    assert "secret-words" not in json.dumps(told)
    assert (told["status"], told["level"], told["logger"]) == (404, "WARNING", "django.request")


def test_an_address_that_does_not_exist_is_not_repeated():
    record = line(msg="Not Found: %s", args=(SECRET,), request=SimpleNamespace(method="GET", resolver_match=None))
    PatternOfAddress().filter(record)
    assert "secret" not in record.getMessage()


@pytest.mark.parametrize(("level", "is_traced"), [(logging.WARNING, False), (logging.ERROR, True)])
def test_a_refusal_has_no_trace_and_a_fault_has_one(level, is_traced):
    request = SimpleNamespace(method="POST", resolver_match=None)
    record = failed()
    vars(record).update(levelno=level, request=request, status_code=403)
    PatternOfAddress().filter(record)
    assert ("trace" in json.loads(JsonLine().format(record))) is is_traced
    assert ("Error" in Line("%(message)s").format(record)) is is_traced


def failed() -> logging.LogRecord:
    try:
        try:
            int(WRITTEN)
        except ValueError as first:
            raise KeyError(WRITTEN) from first
    except KeyError as error:
        return line(msg="job_failed", job="incidents.import", exc_info=(type(error), error, error.__traceback__))


def test_facts_and_traces_are_kept_without_the_words_of_the_error():
    told = json.loads(JsonLine().format(failed()))
    assert (told["message"], told["job"]) == ("job_failed", "incidents.import")
    where, kind = told["trace"].index("test_log_lines.py"), told["trace"].index("builtins.ValueError")
    assert where < kind < told["trace"].index("builtins.KeyError")
    assert "070" not in told["trace"]
    assert "070" not in Line("%(message)s").format(failed())


def test_the_demo_shows_the_words_too():
    assert "070" in json.loads(JsonLine(words=True).format(failed()))["trace"]


@pytest.mark.django_db
def test_of_a_refused_row_the_rule_is_told_and_not_the_row():
    from django.db import IntegrityError, transaction

    from samplats.foundation.tenancy.models import Organisation

    Organisation.objects.create(name="Nattvandrarna", kind="association")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Organisation.objects.create(name="Nattvandrarna", kind="association")
    record = line(msg="failed", exc_info=(refused.type, refused.value, refused.tb))
    assert "IntegrityError" in JsonLine().format(record)
    assert "Key (name)" not in JsonLine().format(record)


@pytest.mark.parametrize("said", ["Error handling request %s %s", "Invalid request from ip=192.0.2.7: %s %s"])
def test_what_gunicorn_says_of_a_request_is_cut(said):
    record = line(name="gunicorn.error", msg=said, args=("GET", SECRET))
    PatternOfAddress().filter(record)
    assert record.getMessage() in {"Error handling request", "Invalid request"}


def test_the_site_writes_so(caplog):
    from django.conf import settings

    handler = settings.LOGGING["handlers"]["stderr"]
    assert handler["filters"] == ["patterns"]
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
