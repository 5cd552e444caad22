"""Everything that changes data is an action with a permission; every view declares who may open it."""

import ast
from pathlib import Path

import pytest

from tests.architecture import house

DOORS = {"page", "public_page", "open_page", "personal_page"}
# Parts of actions that lie in files of their own, and steps of the import job between its start and its finish.
PARTS_OF_ACTIONS = {"put_back", "erase_what_is_left", "snapshot_written", "sort_out"}
PARTS_OF_ACTIONS |= {"count_old_rows", "drawers", "forget_later", "rebuild"}
PARTS_OF_ACTIONS |= {"open_batch", "describe", "checked", "tell"}


def modules(name: str) -> list[Path]:
    """The files of this name in all apps, packages included."""
    found = []
    for app in house.apps():
        found += [app / f"{name}.py"] if (app / f"{name}.py").exists() else []
        found += [path for path in (app / name).rglob("*.py") if (app / name).is_dir()]
    return sorted(found)


def not_actions(source: str) -> list[str]:
    """Public functions of an actor that neither are an action with a permission nor require one themselves."""
    return [
        node.name
        for node in _public_functions(source)
        if _first_argument(node) == "actor"
        and node.name not in PARTS_OF_ACTIONS
        and not any(_name(decorator) == "action" and _arguments(decorator) for decorator in node.decorator_list)
        and "require" not in _calls(node)
    ]


def not_declared(source: str, addressed: set[str]) -> list[str]:
    """Views that have an address and do not say who may open them."""
    doors = DOORS | _other_names(source)
    return [
        node.name
        for node in _public_functions(source)
        if node.name in addressed and not any(_name(decorator) in doors for decorator in node.decorator_list)
    ]


def _other_names(source: str) -> set[str]:
    """The doors' names where a module imports them under another one."""
    imports = [node for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)]
    return {alias.asname for node in imports for alias in node.names if alias.name in DOORS and alias.asname}


def addressed(urls: str) -> set[str]:
    """The names that an app's `urls` takes from its views."""
    return {node.attr for node in ast.walk(ast.parse(urls)) if isinstance(node, ast.Attribute)}


def _public_functions(source: str) -> list[ast.FunctionDef]:
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [node for node in nodes if not node.name.startswith("_")]


def _first_argument(node: ast.FunctionDef) -> str:
    return node.args.args[0].arg if node.args.args else ""


def _calls(node: ast.FunctionDef) -> set[str]:
    return {_name(part) for part in ast.walk(node) if isinstance(part, ast.Call)}


def _name(called: ast.expr) -> str:
    function = called.func if isinstance(called, ast.Call) else called
    return function.id if isinstance(function, ast.Name) else str(getattr(function, "attr", ""))


def _arguments(decorator: ast.expr) -> list[ast.expr]:
    return decorator.args if isinstance(decorator, ast.Call) else []


def test_every_action_requires_a_permission():
    found = {path: not_actions(path.read_text(encoding="utf-8")) for path in modules("actions")}
    assert {str(path.relative_to(house.SOURCE)): names for path, names in found.items() if names} == {}


def test_every_view_declares_who_may_open_it():
    found = {}
    for path in modules("views"):
        urls = path.parents[1 if path.parent.name == "views" else 0] / "urls.py"
        names = not_declared(path.read_text(encoding="utf-8"), addressed(urls.read_text(encoding="utf-8")))
        if names:
            found[str(path.relative_to(house.SOURCE))] = names
    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@action(policy.START)\ndef start(actor): ...", []),
        ("@action\ndef start(actor): ...", ["start"]),
        ("@action()\ndef start(actor): ...", ["start"]),
        ("def start(actor): ...", ["start"]),
        ("def start(actor):\n    require(actor, policy.START, None)", []),
        ("def columns_of(shape): return 2 * shape", []),
        ("def _part(actor): ...", []),
    ],
)
def test_an_action_without_a_permission_is_seen(source, found):
    assert not_actions(source) == found


def test_a_view_without_a_declaration_is_seen():
    declared = "from x import page as door\n@door(policy.SEE)\ndef a(request): ...\n"
    source = declared + "@require_POST\ndef b(request): ...\ndef c(request): ..."
    assert not_declared(source, addressed("path('', views.a), path('b', views.b)")) == ["b"]
