"""The product's settings over a data folder of the test run's own."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="samplats-test-"))
(_home / "static").mkdir()
os.environ["SAMPLATS_HOME"] = str(_home)
os.environ.setdefault("SAMPLATS_MODE", "demo")
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "samplats-numba"))

from samplats.config.settings import *  # noqa: E402, F403
from samplats.config.settings import DATABASES  # noqa: E402

if not os.environ.get("SAMPLATS_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # the test runner knows Django's own SQLite alone by its name
