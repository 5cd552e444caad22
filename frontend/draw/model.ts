/** Corners as text and as a drawing: the same boundary, written one corner a line, latitude first. */
export type Position = [longitude: number, latitude: number];
export type Bounds = [west: number, south: number, east: number, north: number];

const NUMBER = /[-+−]?\d+(?:[.,]\d+)?/g;

/** The corners of a line-by-line or GeoJSON text, without the closing one; null when it is something else. */
export function cornersOf(text: string, near?: Bounds): Position[] | null {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const corners = trimmed.startsWith("{") ? fromGeoJson(trimmed) : fromLines(trimmed);
  if (!corners || corners.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90)) return null;
  const opened = withoutClosing(corners);
  return near && isTurned(opened, near) ? opened.map(([x, y]): Position => [y, x]) : opened;
}

function fromLines(text: string): Position[] | null {
  const corners: Position[] = [];
  for (const line of text.split(/\r?\n/).filter((one) => one.trim())) {
    const spaced = line.includes(".") ? line.replaceAll(",", " ") : line;
    const found = spaced.match(NUMBER)?.map((one) => Number(one.replace(",", ".").replace("−", "-")));
    if (found?.length !== 2) return null;
    corners.push([found[1] as number, found[0] as number]);
  }
  return corners;
}

interface Shape {
  type?: string;
  geometry?: Shape;
  features?: Shape[];
  coordinates?: unknown;
}

function fromGeoJson(text: string): Position[] | null {
  let shape: Shape;
  try {
    shape = JSON.parse(text) as Shape;
  } catch {
    return null;
  }
  if (shape.type === "FeatureCollection" && shape.features?.length === 1) shape = shape.features[0] as Shape;
  if (shape.type === "Feature" && shape.geometry) shape = shape.geometry;
  const rings = shape.type === "Polygon" ? (shape.coordinates as number[][][]) : [];
  const only = shape.type === "MultiPolygon" ? (shape.coordinates as number[][][][]) : [];
  const used = only.length === 1 ? (only[0] as number[][][]) : rings;
  if (used.length !== 1) return null; // several areas or a hole: more than one line can hold
  return (used[0] as number[][]).map(([x, y]): Position => [Number(x), Number(y)]);
}

function withoutClosing(corners: Position[]): Position[] {
  const first = corners[0];
  const last = corners[corners.length - 1];
  const closed = corners.length > 1 && first && last && first[0] === last[0] && first[1] === last[1];
  return closed ? corners.slice(0, -1) : corners;
}

/** Longitude written first: outside where the map is, but inside when turned round. */
function isTurned(corners: Position[], [west, south, east, north]: Bounds): boolean {
  const wide = east - west;
  const high = north - south;
  const holds = (x: number, y: number): boolean =>
    x > west - wide && x < east + wide && y > south - high && y < north + high;
  return corners.length > 0 && corners.every(([x, y]) => !holds(x, y) && holds(y, x));
}

export function textOf(corners: Position[]): string {
  return withoutClosing(corners)
    .map(([x, y]) => `${y.toFixed(6)} ${x.toFixed(6)}`)
    .join("\n");
}

const RADIUS = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Square metres on the sphere. */
export function area(corners: Position[]): number {
  let sum = 0;
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] as Position;
    sum += radians(nextX - x) * (2 + Math.sin(radians(y)) + Math.sin(radians(nextY)));
  });
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

/** Whether the boundary crosses itself. */
export function crosses(corners: Position[]): boolean {
  const count = corners.length;
  const at = (i: number): Position => corners[i % count] as Position;
  for (let i = 0; i < count; i += 1)
    for (let j = i + 2; j < count; j += 1) {
      if (i === 0 && j === count - 1) continue;
      const [a, b, c, d] = [at(i), at(i + 1), at(j), at(j + 1)];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
  return false;
}

export interface Words {
  empty: string;
  few: string;
  crossing: string;
  drawn: string;
  unread: string;
}

/** What the boundary is now, in words. */
export function state(corners: Position[] | null, words: Words, language: string): string {
  if (corners === null) return words.unread;
  if (corners.length === 0) return words.empty;
  if (corners.length < 3) return words.few;
  if (crosses(corners)) return words.crossing;
  const hectares = area(corners) / 10_000;
  const write = new Intl.NumberFormat(language, { maximumFractionDigits: hectares < 10 ? 2 : 1 });
  return words.drawn.replace("{corners}", String(corners.length)).replace("{hectares}", write.format(hectares));
}
