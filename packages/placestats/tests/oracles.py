"""Where the published results lie that the tests compare with."""

from pathlib import Path

import pytest

ORACLES = Path(__file__).parents[4] / "shared" / "oracles"
needs_oracles = pytest.mark.skipif(not ORACLES.is_dir(), reason=f"no folder of published results at {ORACLES.name}")
