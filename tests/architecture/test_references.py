"""What import-linter cannot see: foreign keys by name, `{% url %}` and `reverse()` point down the house as well."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps as django_apps
from django.urls import URLResolver, get_resolver

from tests.architecture import house

URL_TAG = re.compile(r"{%-?\s*url\s+[\"']([\w:-]+)[\"']")
REVERSING = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def house_app(module: str) -> str | None:
    """The app of a dotted module name, None for what is not ours or lies above all (config)."""
    parts = module.split(".")
    if parts[0] != "samplats" or len(parts) < 2 or parts[1] == "config":
        return None
    return ".".join(parts[1:3] if parts[1] in {"evidence", "foundation"} else parts[1:2])


def namespaces() -> dict[str, str]:
    """Address namespace to the app that owns it."""
    found = {}

    def walk(resolver: URLResolver) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                owner = house_app(getattr(entry.urlconf_module, "__name__", ""))
                if entry.namespace and owner:
                    found[entry.namespace] = owner
                walk(entry)

    walk(get_resolver())
    return found


def names_in_template(text: str) -> list[str]:
    return URL_TAG.findall(text)


def names_in_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if called in REVERSING and isinstance(node.args[0].value, str):
                yield node.args[0].value


def upward(path: Path, names: list[str], owners: dict[str, str]) -> list[str]:
    """The address names in a file that lead to a package above it."""
    here = house.app_of(path)
    targets = {name: owners.get(name.split(":")[0]) for name in names if ":" in name}
    return [
        f"{path.relative_to(house.SOURCE)}: {name}"
        for name, owner in targets.items()
        if owner and not house.may_point(here, owner)
    ]


def is_ours(path: Path) -> bool:
    return house.SOURCE in path.parents and not {"tests", "config"} & set(path.relative_to(house.SOURCE).parts)


def test_addresses_in_templates_point_down():
    owners = namespaces()
    files = [path for path in house.SOURCE.rglob("templates/**/*.*") if path.suffix in {".html", ".txt"}]
    found = [upward(path, names_in_template(path.read_text(encoding="utf-8")), owners) for path in files]
    assert [fault for faults in found for fault in faults] == []


def test_addresses_in_code_point_down():
    owners = namespaces()
    files = [path for path in house.SOURCE.rglob("*.py") if is_ours(path)]
    found = [upward(path, list(names_in_code(path.read_text(encoding="utf-8"))), owners) for path in files]
    assert [fault for faults in found for fault in faults] == []


def test_foreign_keys_point_down_and_leave_nothing_behind():
    """A reverse relation across apps would let the lower app read the upper one."""
    wrong = []
    for model in django_apps.get_models():
        here = house_app(model.__module__)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many] if here else []:
            other = house_app(field.remote_field.model.__module__) if field.remote_field else None
            if other is None or other == here:
                continue
            if not house.may_point(here, other):
                wrong.append(f"{model._meta.label}.{field.name} points up to {other}")
            if not field.remote_field.hidden and not other.startswith("foundation."):
                wrong.append(f"{model._meta.label}.{field.name} needs related_name='+'")
    assert wrong == []


def test_addresses_have_a_namespace_that_names_their_app():
    """Without one the other tests here could not see whose address it is."""
    nameless = []
    for entry in get_resolver().url_patterns:
        owner = house_app(getattr(getattr(entry, "urlconf_module", None), "__name__", ""))
        if owner and not getattr(entry, "namespace", None):
            nameless.append(owner)
    assert nameless == []


@pytest.mark.parametrize(
    ("text", "names"),
    [("{% url 'places:overview' tenant=x %}", ["places:overview"]), ('{%url "a:b"%}', ["a:b"]), ("{% url name %}", [])],
)
def test_addresses_in_a_template_are_found(text, names):
    assert names_in_template(text) == names


def test_addresses_in_code_are_found():
    source = "reverse('a:b'); urls.reverse_lazy('c:d', args=[1]); redirect(place); print('e:f')"
    assert list(names_in_code(source)) == ["a:b", "c:d"]


def test_an_address_that_points_up_is_seen():
    path = house.SOURCE / "places/templates/places/page.html"
    owners = {"situation": "situation", "vocabulary": "vocabulary"}
    assert upward(path, ["situation:page", "vocabulary:list"], owners) == [
        "places/templates/places/page.html: situation:page"
    ]
