/** What a map is told by the page, and the sums it makes of it. Pure: no page, no network, no WebGL. */
export type Position = [number, number];
export type Bounds = [west: number, south: number, east: number, north: number];

export interface Feature {
  type: "Feature";
  id?: number | string;
  geometry: { type: string; coordinates: unknown };
  properties: Record<string, unknown>;
}

export interface Collection {
  type: "FeatureCollection";
  features: Feature[];
}

export type Base =
  | { kind: "none" }
  | { kind: "tiles"; url: string; minzoom?: number; maxzoom?: number; schema?: Schema }
  | { kind: "geojson"; url: string }
  | { kind: "pmtiles"; url: string; schema?: Schema }
  | { kind: "raster"; url: string; tileSize?: number; maxzoom?: number };

export type Schema = "samplats" | "protomaps";

export interface Incidents {
  url: string;
  minzoom: number;
  maxzoom: number;
  /** Lower bounds of the classes of a cell's count, ascending. */
  classes: number[];
  total: number;
}

export interface Words {
  shown: string;
  noMap: string;
  gestureWindows: string;
  gestureMac: string;
  gestureTouch: string;
}

export interface MapConfig {
  bounds: Bounds;
  base: Base;
  outlines?: Collection | null;
  cells?: Collection | null;
  pins?: Pin[];
  incidents?: Incidents | null;
  /** Address of density bands, or empty. */
  density?: string;
  table?: string;
  maxzoom?: number;
  words: Words;
}

export interface Pin {
  key: string;
  text: string;
  at: Position;
  status?: string;
  url?: string;
}

/** Every position of a geometry, whatever its depth. */
export function* positions(coordinates: unknown): Generator<Position> {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === "number") yield [coordinates[0], coordinates[1] as number];
  else for (const part of coordinates) yield* positions(part);
}

export function boundsOf(feature: Feature): Bounds | null {
  let found: Bounds | null = null;
  for (const [x, y] of positions(feature.geometry.coordinates)) {
    found = found
      ? [Math.min(found[0], x), Math.min(found[1], y), Math.max(found[2], x), Math.max(found[3], y)]
      : [x, y, x, y];
  }
  return found;
}

const AIR = 0.6;

/** Where the map begins: at the cells when they are a small part of the whole, with air around; else all of it. */
export function startBounds(config: Pick<MapConfig, "bounds" | "cells">): Bounds {
  const boxes = (config.cells?.features ?? []).map(boundsOf).filter((box): box is Bounds => box !== null);
  if (!boxes.length) return config.bounds;
  const [west, south, east, north] = boxes.reduce((a, b) => [
    Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3]),
  ]);
  const air = AIR * Math.max(east - west, (north - south) * 2);
  const near: Bounds = [west - air, south - air / 2, east + air, north + air / 2];
  const whole = config.bounds[2] - config.bounds[0];
  return near[2] - near[0] < whole / 2 ? near : config.bounds;
}

/** From which zoom a letter has room in the smallest cell; below it the letters would lie on each other. */
export function letterZoom(cells: Collection): number {
  const widths = cells.features.map(boundsOf).map((box) => (box ? box[2] - box[0] : Infinity));
  const smallest = Math.min(...widths);
  return Number.isFinite(smallest) && smallest > 0 ? Math.max(0, Math.log2((16 * 360) / (512 * smallest))) : 0;
}

/** A label stands on a point of its own: a polygon that is cut by tiles would be labelled once for each. */
export function labelPoints(cells: Collection): Collection {
  const features = cells.features.flatMap((cell) => {
    const box = boundsOf(cell);
    if (!box) return [];
    const middle: Position = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return [{ ...cell, geometry: { type: "Point", coordinates: middle } }];
  });
  return { type: "FeatureCollection", features };
}

interface Drawn {
  id?: number | string | undefined;
  layer?: { id: string };
  properties: Record<string, unknown> | null;
}

/** How many incidents the drawn features stand for; a feature cut by a tile's edge counts once. */
export function incidentsShown(features: Iterable<Drawn>): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const feature of features) {
    if (feature.id !== undefined) {
      const key = `${feature.layer?.id}/${feature.id}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    const count = Number(feature.properties?.["n"] ?? 1);
    if (Number.isFinite(count)) sum += count;
  }
  return sum;
}

export function shownSentence(words: Words, shown: number, total: number, language: string): string {
  const write = (value: number): string => new Intl.NumberFormat(language).format(value);
  return words.shown.replace("{shown}", write(Math.min(shown, total))).replace("{total}", write(total));
}

export function inside(bounds: Bounds, [x, y]: Position): boolean {
  return x >= bounds[0] && x <= bounds[2] && y >= bounds[1] && y <= bounds[3];
}

/** Addresses from the page may be paths; the worker that fetches needs them whole. Braces must stay as they are. */
export function whole(url: string, origin: string): string {
  return url.startsWith("/") && !url.startsWith("//") ? origin + url : url;
}
