"""A session is held until it lapses, and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samplats.foundation.accounts.sessions import SessionStore


@pytest.fixture
def kept(db):
    store = SessionStore()
    store["who"] = "rut"
    store.save()
    return store.session_key


def test_it_holds_what_was_put_in(kept):
    assert SessionStore(kept)["who"] == "rut"


def test_a_lapsed_or_unknown_one_is_empty(kept):
    SessionStore.get_model_class().objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (kept, "unknown", None):
        store = SessionStore(key)
        assert "who" not in store
        assert store.session_key is None
