/** What lies on the ground: places as outlines, cells with letters, incidents from tiles. Never a filled place. */
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { BOLD } from "./ground";
import { labelPoints, letterZoom, type Collection, type Incidents, type MapConfig } from "./model";
import type { Palette } from "./palette";

const LEVEL = ["get", "level"];
const ACTIVE = ["boolean", ["feature-state", "active"], false];

export function evidenceSources(config: MapConfig, whole: (url: string) => string): Record<string, SourceSpecification> {
  const sources: Record<string, unknown> = {};
  if (config.density) sources["density"] = { type: "geojson", data: whole(config.density) };
  if (config.outlines) sources["outlines"] = { type: "geojson", data: config.outlines, promoteId: "key" };
  if (config.cells) {
    sources["cells"] = { type: "geojson", data: config.cells, promoteId: "key" };
    sources["letters"] = { type: "geojson", data: labelPoints(config.cells), promoteId: "key" };
  }
  if (config.incidents) {
    const { url, minzoom, maxzoom } = config.incidents;
    sources["incidents"] = { type: "vector", tiles: [whole(url)], minzoom, maxzoom };
  }
  return sources as Record<string, SourceSpecification>;
}

export function evidenceLayers(config: MapConfig, c: Palette): LayerSpecification[] {
  const framed = Boolean(config.density || config.incidents);
  return [
    ...(config.density ? densityLayers(c) : []),
    ...(config.incidents ? incidentLayers(config.incidents, c) : []),
    ...(config.outlines ? outlineLayers(c) : []),
    ...(config.cells ? cellLayers(config.cells, c, framed) : []),
  ];
}

function steps(classes: number[], c: Palette): unknown {
  const colours = [c.seq1, c.seq2, c.seq3, c.seq4, c.seq5];
  if (classes.length < 2) return colours[2];
  const [, ...bounds] = classes;
  return ["step", ["get", "n"], colours[0], ...bounds.slice(0, 4).flatMap((bound, i) => [bound, colours[i + 1]])];
}

function incidentLayers(incidents: Incidents, c: Palette): LayerSpecification[] {
  return [
    { id: "incident-cells", type: "fill", source: "incidents", "source-layer": "cells",
      paint: { "fill-color": steps(incidents.classes, c), "fill-opacity": 0.72 } },
    { id: "incident-points", type: "circle", source: "incidents", "source-layer": "points",
      paint: {
        "circle-color": c.ink, "circle-opacity": 0.72, "circle-stroke-color": c.halo, "circle-stroke-width": 1,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 2, 16, ["+", 3, ["sqrt", ["coalesce", ["get", "n"], 1]]]],
      } },
  ] as unknown as LayerSpecification[];
}

function outlineLayers(c: Palette): LayerSpecification[] {
  const layout = { "line-join": "round" };
  return [
    { id: "place-halo", type: "line", source: "outlines", layout,
      paint: { "line-color": c.halo, "line-width": 6.5, "line-opacity": 0.85 } },
    { id: "place-line", type: "line", source: "outlines", layout,
      paint: { "line-color": c.brand, "line-width": ["case", ACTIVE, 4.5, 2.5] } },
  ] as unknown as LayerSpecification[];
}

function byLevel(c: Palette): unknown {
  return ["match", LEVEL, 1, c.seq1, 2, c.seq2, 3, c.seq3, 4, c.seq4, 5, c.seq5, c.seq3];
}

function densityLayers(c: Palette): LayerSpecification[] {
  return [
    { id: "density", type: "fill", source: "density",
      paint: { "fill-color": byLevel(c), "fill-opacity": 0.66, "fill-antialias": false } },
  ] as unknown as LayerSpecification[];
}

/** Squares filled by their level, or only framed where another layer holds the colours. */
function cellLayers(cells: Collection, c: Palette, framed: boolean): LayerSpecification[] {
  const fill = framed ? c.surface : byLevel(c);
  const border = { "line-color": c.ink, "line-width": ["case", ACTIVE, 4, framed ? 2 : 1.25] };
  const letter = framed
    ? { "text-color": c.ink, "text-halo-color": c.halo, "text-halo-width": 2 }
    : { "text-color": ["case", [">=", LEVEL, 4], c.onDark, c.onLight] };
  return [
    { id: "cell-fill", type: "fill", source: "cells", paint: { "fill-color": fill, "fill-opacity": framed ? 0.01 : 0.9 } },
    { id: "cell-dashed", type: "line", source: "cells", filter: ["==", ["get", "dashed"], true],
      paint: { ...border, "line-dasharray": [3, 2] } },
    { id: "cell-solid", type: "line", source: "cells", filter: ["!=", ["get", "dashed"], true], paint: border },
    { id: "cell-letter", type: "symbol", source: "letters", minzoom: Math.min(letterZoom(cells), 22),
      layout: { "text-field": ["get", "key"], "text-font": BOLD, "text-size": 15, "text-allow-overlap": true },
      paint: letter },
  ] as unknown as LayerSpecification[];
}

/** The layers that answer when someone points at the map. */
export const PRESSED = ["cell-fill", "place-line", "place-halo"];
