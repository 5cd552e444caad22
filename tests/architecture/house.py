"""The house as `.importlinter` says it: which packages are apps, and which lie above which."""

from __future__ import annotations

import configparser
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/samplats"
NOT_APPS = {"config", "commands", "demo", "evidence", "foundation"}
FILE_NAMES = {
    *("apps", "registry", "slots", "sentences", "models", "rules", "policy"),
    *("queries", "actions", "reading", "forms", "jobs", "views", "urls"),
}
FOLDERS = {"templates", "migrations", "tests", "locale", "static", "reference"}


@cache
def contract(name: str) -> configparser.SectionProxy:
    """One contract of `.importlinter`."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser[f"importlinter:contract:{name}"]


@cache
def layers(name: str) -> tuple[tuple[str, ...], ...]:
    """The layers of one contract, highest first; each a group of packages that may not know each other."""
    lines = contract(name)["layers"].strip().splitlines()
    return tuple(tuple(re.findall(r"\w+", line)) for line in lines)


def apps(source: Path = SOURCE) -> list[Path]:
    """Every app's folder."""
    top = [path for path in source.iterdir() if path.name not in NOT_APPS]
    kinds = (source / "evidence").iterdir() if (source / "evidence").exists() else []
    return sorted(path for path in [*top, *kinds] if path.is_dir() and not path.name.startswith("__"))


def app_of(path: Path, source: Path = SOURCE) -> str:
    """The app a file lies in, as a dotted name below samplats: `places`, `evidence.incidents`, `foundation.jobs`."""
    parts = path.relative_to(source).parts
    return ".".join(parts[:2] if parts[0] in {"evidence", "foundation"} else parts[:1])


def may_point(upper: str, lower: str) -> bool:
    """Whether something in app `upper` may refer to something in app `lower`."""
    if upper == lower:
        return True
    top, other = upper.split(".")[0], lower.split(".")[0]
    if top != other:
        return _is_above("house", top, other)
    return _is_above(top, upper.split(".")[1], lower.split(".")[1])


def _is_above(name: str, upper: str, lower: str) -> bool:
    height = {package: -number for number, group in enumerate(layers(name)) for package in group}
    return height[upper] > height[lower]
