"""Build what the checkout does not hold: the front end and the compiled translations.

Hatch calls `Assets` when it builds a wheel; ./run and ./test call `python hatch_build.py`.
Both skip what is already built from the same sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src/samplats/foundation/ui/static/built"
NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results"}


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    """Put the built front end and the translations into a wheel; an editable install uses the checkout's."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and self.target_name == "wheel":
            build()


def build() -> None:
    """Build everything whose sources have changed since the last time."""
    build_front_end()
    compile_catalogues()


def build_front_end() -> None:
    """Run `npm ci` and the front end's own build, each only when its sources changed."""
    if not (FRONTEND / "package.json").exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("Node 20 or newer with npm is needed to build the front end.")
    lock = FRONTEND / "package-lock.json"
    modules = FRONTEND / "node_modules"
    if _changed(modules / ".installed", _digest([lock])):
        _say("Installing the front end's packages")
        _npm(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        (modules / ".installed").write_text(_digest([lock]))
    sources = _digest(_front_end_sources())
    if _changed(BUILT / ".built", sources):
        _say("Building the front end")
        _npm(npm, "run", "--silent", "build")
        (BUILT / ".built").write_text(sources)


def compile_catalogues() -> None:
    """Compile each .po whose .mo is missing or older."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in (ROOT / "src/samplats").rglob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text)
        partial = target.with_suffix(f".{os.getpid()}")  # two builds at once write their own
        with partial.open("wb") as binary:
            write_mo(binary, catalogue)
        partial.replace(target)


def _front_end_sources() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name not in NOT_SOURCES)
        found += [Path(folder, name) for name in sorted(names)]
    return found


def _digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _changed(stamp: Path, digest: str) -> bool:
    return not stamp.exists() or stamp.read_text() != digest


def _npm(npm: str, *arguments: str) -> None:
    """Run npm quietly; what it said is shown only when it failed."""
    done = subprocess.run(
        [npm, *arguments], cwd=FRONTEND, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nnpm {arguments[0]} failed in {FRONTEND}.")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    build()
