/** The quiet grey ground: the same look from our own tiles, a GeoJSON file, Protomaps' schema or raster images. */
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Base } from "./model";
import type { Palette } from "./palette";

export const FONT = ["Samplats Sans", "Noto Sans Arabic", "sans-serif"];
export const BOLD = ["Samplats Sans Semibold", "Noto Sans Arabic", "sans-serif"];

type Filter = unknown[];
interface Cut {
  layer: string;
  filter?: Filter;
}
interface Ground {
  green: Cut;
  water: Cut;
  square: Cut;
  block: Cut;
  building: Cut;
  path: Cut;
  street: Cut;
  main: Cut;
  rail: Cut;
  boundary: Cut;
  label: Cut;
  name: unknown;
  big: Filter;
}

const SAMPLATS: Ground = {
  green: { layer: "green" },
  water: { layer: "water" },
  square: { layer: "square" },
  block: { layer: "block" },
  building: { layer: "building" },
  path: { layer: "street", filter: ["in", ["get", "kind"], ["literal", ["pedestrian", "path"]]] },
  street: { layer: "street", filter: ["in", ["get", "kind"], ["literal", ["collector", "local"]]] },
  main: { layer: "street", filter: ["==", ["get", "kind"], "major"] },
  rail: { layer: "railway" },
  boundary: { layer: "boundary" },
  label: { layer: "label" },
  name: ["get", "name"],
  big: ["in", ["get", "kind"], ["literal", ["town", "district", "place"]]],
};

const GREENS = ["park", "forest", "wood", "grass", "cemetery", "nature_reserve", "garden", "meadow", "pitch"];
const PROTOMAPS: Ground = {
  green: { layer: "landuse", filter: ["in", ["get", "kind"], ["literal", GREENS]] },
  water: { layer: "water", filter: ["==", ["geometry-type"], "Polygon"] },
  square: { layer: "landuse", filter: ["==", ["get", "kind"], "pedestrian"] },
  block: { layer: "landuse", filter: ["in", ["get", "kind"], ["literal", ["industrial", "school", "hospital"]]] },
  building: { layer: "buildings" },
  path: { layer: "roads", filter: ["in", ["get", "kind"], ["literal", ["path", "other"]]] },
  street: { layer: "roads", filter: ["==", ["get", "kind"], "minor_road"] },
  main: { layer: "roads", filter: ["in", ["get", "kind"], ["literal", ["major_road", "highway"]]] },
  rail: { layer: "roads", filter: ["==", ["get", "kind"], "rail"] },
  boundary: { layer: "boundaries", filter: [">=", ["get", "kind_detail"], 6] },
  label: { layer: "places" },
  name: ["coalesce", ["get", "name:sv"], ["get", "name"]],
  big: ["==", ["get", "kind"], "locality"],
};

type Stops = [zoom: number, width: number][];
const widths = (stops: Stops): unknown => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops.flat()];

function cutOf(base: Base, cut: Cut): object {
  if (base.kind === "geojson") {
    const named: Filter = ["==", ["get", "layer"], cut.layer];
    return { source: "ground", filter: cut.filter ? ["all", named, cut.filter] : named };
  }
  return { source: "ground", "source-layer": cut.layer, ...(cut.filter ? { filter: cut.filter } : {}) };
}

function vectorLayers(base: Base, ground: Ground, c: Palette): LayerSpecification[] {
  const fill = (id: string, cut: Cut, colour: string, more: object = {}): unknown => ({
    id: `ground-${id}`, type: "fill", ...cutOf(base, cut), paint: { "fill-color": colour, ...more },
  });
  const line = (id: string, cut: Cut, colour: string, stops: Stops, paint: object = {}, minzoom = 0): unknown => ({
    id: `ground-${id}`, type: "line", minzoom, ...cutOf(base, cut),
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": widths(stops), ...paint },
  });
  const label = (id: string, filter: Filter, font: string[], size: number, colour: string, minzoom: number): unknown => {
    const cut = cutOf(base, ground.label) as { filter?: Filter };
    return {
      id: `ground-${id}`, type: "symbol", minzoom, ...cut, filter: cut.filter ? ["all", cut.filter, filter] : filter,
      layout: { "text-field": ground.name, "text-font": font, "text-size": size, "text-max-width": 8, "text-padding": 6 },
      paint: { "text-color": colour, "text-halo-color": c.land, "text-halo-width": 1.6 },
    };
  };
  return [
    fill("green", ground.green, c.park),
    fill("block", ground.block, c.block, { "fill-opacity": 0.45 }),
    fill("water", ground.water, c.water),
    fill("square", ground.square, c.street, { "fill-opacity": 0.75 }),
    line("path", ground.path, c.street, [[13, 0.8], [16, 4], [19, 12]], {}, 13),
    line("street", ground.street, c.street, [[11, 0.6], [14, 4], [17, 15], [19, 34]], {}, 11),
    line("main", ground.main, c.street, [[7, 0.8], [12, 3], [15, 10], [19, 46]]),
    { ...(fill("building", ground.building, c.block, { "fill-outline-color": c.blockLine }) as object), minzoom: 13 },
    line("rail", ground.rail, c.rail, [[9, 1], [14, 1.6], [18, 4]]),
    line("rail-gap", ground.rail, c.land, [[9, 0.4], [14, 0.8], [18, 2]], { "line-dasharray": [4, 4] }, 11),
    line("boundary", ground.boundary, c.ink3, [[6, 1], [14, 1.6]], { "line-dasharray": [6, 3, 1, 3] }),
    ...([ground.main, ground.street].map((cut, i) => ({
      id: `ground-street-name-${i}`, type: "symbol", minzoom: 14.5 + i, ...cutOf(base, cut),
      layout: { "symbol-placement": "line", "symbol-spacing": 420, "text-field": ground.name, "text-font": FONT, "text-size": 12.5 },
      paint: { "text-color": c.label, "text-halo-color": c.street, "text-halo-width": 1.4 },
    })) as unknown[]),
    label("small", ["!", ground.big], FONT, 13, c.label, 14),
    label("big", ground.big, BOLD, 14, c.ink, 8),
  ] as LayerSpecification[];
}

export function groundSource(base: Base, whole: (url: string) => string): SourceSpecification | null {
  if (base.kind === "tiles")
    return { type: "vector", tiles: [whole(base.url)], minzoom: base.minzoom ?? 0, maxzoom: base.maxzoom ?? 15 };
  if (base.kind === "geojson") return { type: "geojson", data: whole(base.url) };
  if (base.kind === "pmtiles") return { type: "vector", url: `pmtiles://${whole(base.url)}` };
  if (base.kind === "raster")
    return { type: "raster", tiles: [whole(base.url)], tileSize: base.tileSize ?? 256, maxzoom: base.maxzoom ?? 19 };
  return null;
}

export function groundLayers(base: Base, c: Palette): LayerSpecification[] {
  const land: LayerSpecification = { id: "ground-land", type: "background", paint: { "background-color": c.land } };
  if (base.kind === "none") return [land];
  if (base.kind === "raster") {
    const paint = c.dark
      ? { "raster-saturation": -0.92, "raster-brightness-min": 0.42, "raster-brightness-max": 0.08, "raster-contrast": -0.1 }
      : { "raster-saturation": -0.85, "raster-brightness-min": 0.25, "raster-contrast": -0.15 };
    return [land, { id: "ground-raster", type: "raster", source: "ground", paint }];
  }
  const schema = "schema" in base && base.schema === "protomaps" ? PROTOMAPS : SAMPLATS;
  return [land, ...vectorLayers(base, schema, c)];
}
