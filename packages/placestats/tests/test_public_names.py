"""The public names load, and the typed list is in step with the lazy one."""

import re
from pathlib import Path

import placestats


def test_every_public_name_loads_and_is_typed():
    text = Path(placestats.__file__).read_text()
    typed = set(re.findall(r"import (\w+) as \1", text))
    assert typed == set(placestats.__all__)
    for name in placestats.__all__:
        assert getattr(placestats, name).__name__ == name


def test_version_is_the_one_in_pyproject():
    project = Path(placestats.__file__).parents[2] / "pyproject.toml"
    assert f'version = "{placestats.__version__}"' in project.read_text()


def test_import_does_not_load_the_compiler():
    import subprocess
    import sys

    code = "import sys, placestats; placestats.Grid; sys.exit('numba' in sys.modules)"
    package = str(Path(placestats.__file__).parents[1])
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": package}, check=False).returncode == 0
