"""Shared by all tests: a fresh data folder, and the fixed cast."""

import os
import tempfile

_home = tempfile.mkdtemp(prefix="samplats-test-")
os.environ["SAMPLATS_HOME"] = _home
os.environ.setdefault("SAMPLATS_MODE", "demo")
os.environ.setdefault("NUMBA_CACHE_DIR", os.path.join(tempfile.gettempdir(), "samplats-numba"))

pytest_plugins = ["samplats.foundation.tests.cast"]
