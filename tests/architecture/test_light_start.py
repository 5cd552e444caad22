"""Every command and every worker pays for what the project loads at its start, so the heavy libraries wait."""

import subprocess
import sys

HEAVY = (
    "scipy.special",
    "scipy.spatial",
    "scipy.stats",
    "numba",
    "botocore",
    "openpyxl",
    "matplotlib",
    "pandas",
    "docx",
    "PIL.Image",
)
START = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
import samplats.commands.demo.deliverers
print(*[name for name in %r if name in sys.modules])
"""


def test_the_start_loads_no_library_that_only_a_job_needs() -> None:
    done = subprocess.run([sys.executable, "-c", START % (HEAVY,)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
