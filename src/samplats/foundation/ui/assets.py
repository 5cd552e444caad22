"""The built front end: which files an island needs, from the manifest that the build wrote."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

BUILT = Path(__file__).parent / "static" / "built"
MANIFEST = BUILT / "manifest.json"

Manifest = dict[str, dict[str, Any]]


@lru_cache(maxsize=2)
def _read(_changed_at: float) -> Manifest:
    found: Manifest = json.loads(MANIFEST.read_text("utf-8"))
    return found


def manifest() -> Manifest:
    """The build's manifest, read again when the file has changed; empty before the first build."""
    try:
        return _read(MANIFEST.stat().st_mtime)
    except FileNotFoundError:
        return {}


def entry_key(name: str) -> str:
    """The manifest's key of an entry."""
    return f"{name}/main.ts"


def _address(file: str) -> str:
    # Vite has already put the content's hash in the name; hashing again would give a module two addresses.
    return f"{settings.STATIC_URL}built/{file}"


def _with_imports(found: Manifest, key: str, seen: list[str]) -> list[str]:
    for other in found[key].get("imports", []):
        if other not in seen:
            _with_imports(found, other, seen)
    seen.append(key)
    return seen


def asset_tags(name: str) -> SafeString:
    """The style sheets, preloads and the script element of one entry."""
    found = manifest()
    key = entry_key(name)
    if key not in found:
        return mark_safe("")
    chain = _with_imports(found, key, [])
    sheets = dict.fromkeys(sheet for part in chain for sheet in found[part].get("css", []))
    tags = [format_html('<link rel="stylesheet" href="{}">', _address(sheet)) for sheet in sheets]
    tags += [format_html('<link rel="modulepreload" href="{}">', _address(found[part]["file"])) for part in chain[:-1]]
    tags.append(format_html('<script type="module" src="{}"></script>', _address(found[key]["file"])))
    return mark_safe("".join(tags))  # noqa: S308 - made by format_html


def addresses_of(name: str, *, besides: tuple[str, ...] = ()) -> list[str]:
    """Every file of an entry, also what it loads later, but not the named sources: for keeping a page offline."""
    found = manifest()
    left, seen = [entry_key(name)], dict[str, None]()
    while left:
        key = left.pop()
        if key in found and key not in seen and key not in besides:
            seen[key] = None
            left += [*found[key].get("imports", []), *found[key].get("dynamicImports", [])]
    return [_address(file) for key in seen for file in (found[key]["file"], *found[key].get("css", []))]


@register("ui")
def front_end_is_built(**_kwargs: Any) -> list[CheckMessage]:
    """A warning when the islands have not been built."""
    if manifest():
        return []
    return [
        CheckWarning("The front end is not built.", hint="Run `npm ci && npm run build` in frontend/.", id="ui.W001")
    ]
