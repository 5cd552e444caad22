"""The reading of `.importlinter` that the other tests stand on, and the picture in the documentation."""

import re

from tests.architecture import house


def test_upper_points_to_lower_only():
    assert house.may_point("website", "places")
    assert not house.may_point("places", "website")
    assert house.may_point("foundation.actions", "foundation.access")
    assert not house.may_point("foundation.access", "foundation.actions")


def test_neighbours_do_not_point_to_each_other():
    assert not house.may_point("evidence.incidents", "evidence.surveys")
    assert not house.may_point("knowledge", "analyses")
    assert not house.may_point("website", "api")


def test_the_documentation_shows_the_same_layers_in_the_same_order():
    text = (house.ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    lines = text.split("<!-- layers -->")[1].replace("```", "").strip().splitlines()
    columns = [re.split(r"\s{2,}", line.strip()) for line in lines]
    outside = [column[0] for line, column in zip(lines, columns, strict=True) if not line.startswith(" ")]
    foundation = [column[0] for line, column in zip(lines, columns, strict=True) if line.startswith("    ")]
    kinds = next(column[1] for column in columns if column[0] == "evidence")
    assert re.findall(r"\w+", " ".join(outside)) == _packages("house")
    assert re.findall(r"\w+", " ".join(foundation)) == _packages("foundation")
    assert re.findall(r"\w+", kinds) == _packages("evidence")


def _packages(contract: str) -> list[str]:
    return [package for group in house.layers(contract) for package in group]


def test_every_folder_with_code_is_a_package():
    """import-linter does not look into a folder without __init__.py."""
    folders = {path.parent for path in house.SOURCE.rglob("*.py") if "node_modules" not in path.parts}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
