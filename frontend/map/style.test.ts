import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { Base, MapConfig } from "./model";
import { luminance, paletteOf } from "./palette";
import { styleOf } from "./style";

const light = paletteOf((token) => (token === "--map-land" ? "#f1efe8" : "#123456"));
const dark = paletteOf((token) => (token === "--map-land" ? "#1a2524" : "#abcdef"));
const collection = { type: "FeatureCollection" as const, features: [] };
const config = (base: Base): MapConfig => ({
  bounds: [14, 59, 15, 60],
  base,
  outlines: collection,
  cells: collection,
  incidents: { url: "/t/{z}/{x}/{y}.mvt", minzoom: 5, maxzoom: 16, classes: [1, 5, 15, 50, 150], total: 9 },
  words: {} as MapConfig["words"],
});
const BASES: Base[] = [
  { kind: "none" },
  { kind: "tiles", url: "/ground/{z}/{x}/{y}.mvt" },
  { kind: "geojson", url: "/ground.geojson" },
  { kind: "pmtiles", url: "/ground.pmtiles", schema: "protomaps" },
  { kind: "raster", url: "https://maps.example.se/{z}/{x}/{y}.png" },
];

describe("the style", () => {
  it.each(BASES)("is valid on a ground of $kind", (base) => {
    for (const palette of [light, dark]) expect(validateStyleMin(styleOf(config(base), palette, "http://a.se"))).toEqual([]);
  });

  it("asks nobody for glyphs or sprites, and only the given addresses for tiles", () => {
    const style = styleOf(config(BASES[1] as Base), light, "http://a.se");
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    const addresses = JSON.stringify(style).match(/https?:\/\/[^"]+/g) ?? [];
    expect(addresses.every((address) => address.startsWith("http://a.se/"))).toBe(true);
  });

  it("draws a place as an outline and never fills it", () => {
    const layers = styleOf(config({ kind: "none" }), light, "").layers.filter((layer) => "source" in layer && layer.source === "outlines");
    expect(layers.map((layer) => layer.type)).toEqual(["line", "line"]);
  });

  it("dashes the border of a cell that is only 95 % certain", () => {
    const dashed = styleOf(config({ kind: "none" }), light, "").layers.find((layer) => layer.id === "cell-dashed");
    expect(dashed && "filter" in dashed && dashed.filter).toEqual(["==", ["get", "dashed"], true]);
    expect(dashed && "paint" in dashed && dashed.paint).toHaveProperty("line-dasharray");
  });
});

describe("the palette", () => {
  it("knows night from day by the land", () => {
    expect(light.dark).toBe(false);
    expect(dark.dark).toBe(true);
    expect(luminance("#ffffff")).toBeCloseTo(1);
    expect(luminance("not a colour")).toBe(1);
  });
});
