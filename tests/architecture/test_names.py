"""File names in apps are a closed list; files and functions stay small."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture import house

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# To be cut, not to be added to.
STILL_TOO_LONG = {
    "spread_over_hours",
    "_emit",
    "near_repeat",
    "cusum",
}
NOT_COUNTED = {"migrations", "tests", "node_modules", "built"}
NOT_IN_THE_FOUNDATION = {"views", "urls"}


def strangers(app: Path) -> list[str]:
    """What lies in an app's folder under a name that is not on the list."""
    files = [path.stem for path in app.glob("*.py") if path.name != "__init__.py"]
    inside = [path.relative_to(app).parts for path in app.rglob("*") if path.is_file() and path.parent != app]
    folders = sorted({parts[0] for parts in inside if "__pycache__" not in parts})
    allowed = house.FILE_NAMES | house.FOLDERS
    return sorted(name for name in files if name not in house.FILE_NAMES) + sorted(
        name for name in folders if name not in allowed
    )


def long_functions(source: str) -> list[str]:
    """Functions with more than 40 lines, not counting their docstrings."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1 - _docstring_lines(node)
            if length > LONGEST_FUNCTION and node.name not in STILL_TOO_LONG:
                found.append(f"{node.name} has {length} lines")
    return found


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or 0) - first.lineno + 1


def counted_files() -> list[Path]:
    places = ["src", "packages", "frontend", "tests"]
    found = [path for place in places for path in (house.ROOT / place).rglob("*") if path.suffix in {".py", ".ts"}]
    return sorted(path for path in found if not NOT_COUNTED & set(path.relative_to(house.ROOT).parts[1:]))


def test_apps_use_only_names_from_the_list():
    wrong = {app.name: strangers(app) for app in house.apps() if strangers(app)}
    assert wrong == {}, "a new kind of file or folder needs a decision in docs/adr"


def test_the_foundation_has_no_pages():
    found = [path for path in (house.SOURCE / "foundation").rglob("*.py") if path.stem in NOT_IN_THE_FOUNDATION]
    assert [str(path.relative_to(house.SOURCE)) for path in found] == []


def test_no_file_is_too_long():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in counted_files()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long():
    found = {
        str(path.relative_to(house.ROOT)): long_functions(path.read_text(encoding="utf-8"))
        for path in counted_files()
        if path.suffix == ".py"
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(("body", "number"), [(39, 0), (40, 1)])
def test_a_function_over_forty_lines_is_seen(body, number):
    source = 'def f():\n    """Two lines\n    of words."""\n' + "    pass\n" * body
    assert len(long_functions(source)) == number


def test_a_stranger_is_seen(tmp_path):
    for name in ("models.py", "utils.py", "__init__.py", "services/x.py", "queries/x.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert strangers(tmp_path) == ["utils", "services"]


def test_no_two_models_share_a_name():
    """A name in a traceback, the log or a query says which table is meant."""
    named = Counter(model.__name__ for model in apps.get_models() if model.__module__.startswith("samplats."))
    assert [name for name, times in named.items() if times > 1] == []
