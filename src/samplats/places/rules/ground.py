"""A base map's setting as what the map in the browser is told, and the hosts it needs."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

_WMS = {
    "service": "WMS",
    "version": "1.3.0",
    "request": "GetMap",
    "styles": "",
    "format": "image/png",
    "crs": "EPSG:3857",
    "width": "256",
    "height": "256",
}
_WMTS = {
    "service": "WMTS",
    "version": "1.0.0",
    "request": "GetTile",
    "style": "default",
    "tilematrixset": "GoogleMapsCompatible",
    "format": "image/png",
}


def ground_address(source: str, address: str, layer: str) -> tuple[str, str]:
    """The kind of ground that a map outside is (none, pmtiles, raster), and its address template."""
    if source == "pmtiles":
        return "pmtiles", address
    if source == "wms":
        return "raster", _asked(address, {**_WMS, "layers": layer}, "bbox={bbox-epsg-3857}")
    if source == "wmts":
        if "{z}" in address:
            return "raster", address
        return "raster", _asked(address, {**_WMTS, "layer": layer}, "tilematrix={z}&tilerow={y}&tilecol={x}")
    return "none", ""


def _asked(address: str, terms: dict[str, str], place: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(terms)}&{place}"


def hosts(address: str) -> list[str]:
    """The host that the browser asks, as a content security policy names it; none for an empty address."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
