import os
from datetime import UTC, datetime, timedelta

from django.core.cache import caches

from samplats.foundation.accounts.limits import forget_old_limits


def test_an_hour_after_the_last_try_nothing_tells_of_it(settings, tmp_path):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    caches["default"].set("old", [1], 60)
    [old] = tmp_path.glob("*.djcache")
    now = datetime.now(UTC)
    os.utime(old, ((now - timedelta(minutes=61)).timestamp(),) * 2)
    caches["default"].set("new", [1], 60)
    assert forget_old_limits(tmp_path, now) == 1
    assert not old.exists()
    assert caches["default"].get("new") == [1]
