"""Everything that changes data is an action with a permission; every view declares who may open it."""

import ast
from pathlib import Path

import pytest

from tests.architecture import house

DOORS = {"page", "public_page", "open_page", "personal_page"}
WRITING = {"save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def modules(name: str) -> list[Path]:
    """The files of this name in all apps, packages included."""
    found = []
    for app in house.apps():
        found += [app / f"{name}.py"] if (app / f"{name}.py").exists() else []
        found += [path for path in (app / name).rglob("*.py") if (app / name).is_dir()]
    return sorted(found)


def not_actions(source: str) -> list[str]:
    """Public functions that take an actor or write, and are no action with a permission."""
    return [
        node.name
        for node in _public_functions(source)
        if (_takes_an_actor(node) or _writes(node))
        and not any(_names(decorator) == "action" and _arguments(decorator) for decorator in node.decorator_list)
    ]


def not_declared(source: str) -> list[str]:
    """Views that do not say who may open them."""
    return [
        node.name
        for node in _public_functions(source)
        if not any(_names(decorator) in DOORS for decorator in node.decorator_list)
    ]


def _public_functions(source: str) -> list[ast.FunctionDef]:
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [node for node in nodes if not node.name.startswith("_")]


def _takes_an_actor(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "actor"


def _writes(node: ast.FunctionDef) -> bool:
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in WRITING for call in calls)


def _names(decorator: ast.expr) -> str:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return function.id if isinstance(function, ast.Name) else str(getattr(function, "attr", ""))


def _arguments(decorator: ast.expr) -> list[ast.expr]:
    return decorator.args if isinstance(decorator, ast.Call) else []


def test_every_action_requires_a_permission():
    found = {path: not_actions(path.read_text(encoding="utf-8")) for path in modules("actions")}
    assert {str(path.relative_to(house.SOURCE)): names for path, names in found.items() if names} == {}


def test_every_view_declares_who_may_open_it():
    found = {path: not_declared(path.read_text(encoding="utf-8")) for path in modules("views")}
    assert {str(path.relative_to(house.SOURCE)): names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@action(policy.START)\ndef start(actor): ...", []),
        ("@action\ndef start(actor): ...", ["start"]),
        ("@action()\ndef start(actor): ...", ["start"]),
        ("def start(actor): ...", ["start"]),
        ("def keep(place): place.save()", ["keep"]),
        ("def columns_of(shape): return 2 * shape", []),
        ("def _part(actor): ...", []),
    ],
)
def test_an_action_without_a_permission_is_seen(source, found):
    assert not_actions(source) == found


def test_a_view_without_a_declaration_is_seen():
    assert not_declared("@page(policy.SEE)\ndef a(request): ...\n@require_POST\ndef b(request): ...") == ["b"]
