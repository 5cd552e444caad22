"""One area out of a map file: a place or a study area, checked and named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from .crs import UnknownCrs, is_projected, transform
from .opening import Unreadable
from .vector_files import VectorLayer, read_layer

NAME_COLUMNS = 12
MOST_NAMES = 8


@dataclass(frozen=True)
class Area:
    """A valid polygon or multipolygon in its own coordinate system."""

    name: str
    shape: shapely.Geometry
    crs: int

    @property
    def metre_crs(self) -> int | None:
        """Its system when that measures in metres."""
        return self.crs if is_projected(self.crs) else None

    def moved_to(self, crs: int) -> shapely.Geometry:
        """The shape in another coordinate system."""
        if crs == self.crs:
            return self.shape

        def move(corners: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(transform(corners[:, 0], corners[:, 1], source=self.crs, target=crs))

        return shapely.transform(self.shape, move)


def read_area(path: Path, name: str = "") -> Area:
    """The area with that name, or all areas of the file together when no name is given."""
    layer = read_layer(path)
    if layer.crs is None:
        raise Unreadable("crs_missing")
    rows = _named(layer, name) if name else np.arange(len(layer))
    shapes = layer.geometries[rows]
    shapes = shapes[[one is not None and shapely.get_type_id(one) in (3, 6) for one in shapes]]
    if not len(shapes):
        raise Unreadable("no_area", name=name)
    _check(shapes)
    try:
        is_projected(layer.crs)
    except UnknownCrs:
        raise Unreadable("crs_code_unknown", crs=layer.crs) from None
    shape = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
    return Area(name or path.stem, shape, layer.crs)


def _named(layer: VectorLayer, name: str) -> NDArray[np.int64]:
    wanted = name.strip().casefold()
    texts = {
        column: [str(value).strip() for value in values]
        for column, values in layer.attributes.items()
        if any(isinstance(value, str) for value in values)
    }
    for values in list(texts.values())[:NAME_COLUMNS]:
        found = [index for index, value in enumerate(values) if value.casefold() == wanted]
        if found:
            return np.array(found)
    known = next(iter([*(texts[one] for one in texts if "nam" in one.lower()), *texts.values()]), [])
    raise Unreadable("name_missing", name=name, names=sorted(set(known))[:MOST_NAMES])


def _check(shapes: NDArray[np.object_]) -> None:
    valid = shapely.is_valid(shapes)
    if valid.all():
        return
    reason = str(shapely.is_valid_reason(shapes[~valid][0]))
    what, _, at = reason.partition("[")
    code = "self_crossing" if "intersection" in what.lower() else "broken_area"
    raise Unreadable(code, at=at.rstrip("]"), reason=what.strip())
