"""The reference content that lies in the package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

INCIDENTS = "incident_taxonomy"


@dataclass(frozen=True)
class Packaged:
    """A reference file as it came with this version of Samplats."""

    name: str
    version: str
    sha256: str
    content: dict[str, Any]


@lru_cache(maxsize=8)
def packaged(name: str = INCIDENTS) -> Packaged:
    """The content of one reference file, with its version and its checksum."""
    raw = files("samplats.vocabulary").joinpath("reference", f"{name}.yaml").read_bytes()
    content = yaml.safe_load(raw)
    return Packaged(name, str(content["version"]), hashlib.sha256(raw).hexdigest(), content)
