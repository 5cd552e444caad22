"""Nothing in the repository names a registry, a private folder or a secret."""

import re
import shutil
import subprocess

import pytest

from tests.architecture import house

# Written in two halves so that this file does not find itself.
FORBIDDEN = {
    "a package registry's address": "|".join(
        re.escape(host)
        for host in (
            "pypi" + ".org",
            "files.python" + "hosted.org",
            "registry.npm" + "js.org",
            "registry.yarn" + "pkg.com",
            "deb.debi" + "an.org",
            "npm" + "js.com/package",
        )
    ),
    "a folder of one machine": r"(?<![\w./-])/(?:" + "wo" + r"rk|home|root|Users)/",
    "a private key": "-----BEGIN [A-Z ]*PRIVATE " + "KEY-----",
}


def faults(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number}: {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if re.search(pattern, line)
    ]


def tracked() -> list[str]:
    if shutil.which("git") is None or not (house.ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=house.ROOT, capture_output=True, text=True, check=True)
    return [name for name in listing.stdout.split("\0") if name and (house.ROOT / name).is_file()]


def test_tracked_files_name_no_registry_and_no_private_folder():
    found = []
    for name in tracked():
        try:
            found += faults(name, (house.ROOT / name).read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue  # a font or a picture
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        '"resolved": "https://registry.npm' + 'js.org/x"',
        "--index-url https://pypi" + ".org/simple",
        "cat /wo" + "rk/notes",
    ],
)
def test_a_forbidden_line_is_seen(line):
    assert len(faults("x", line)) == 1
