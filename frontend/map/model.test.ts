import { describe, expect, it } from "vitest";
import { boundsOf, incidentsShown, inside, labelPoints, letterZoom, shownSentence, startBounds, whole, type Feature, type Words } from "./model";

const square = (key: string, west: number, south: number): Feature => ({
  type: "Feature",
  properties: { key, level: 5 },
  geometry: {
    type: "Polygon",
    coordinates: [[[west, south], [west + 2, south], [west + 2, south + 4], [west, south + 4], [west, south]]],
  },
});

const words = { shown: "Visar {shown} av {total} händelser" } as Words;

describe("geometry", () => {
  it("finds the bounds of a polygon and of a multipolygon", () => {
    expect(boundsOf(square("A", 1, 2))).toEqual([1, 2, 3, 6]);
    const two = { ...square("A", 0, 0), geometry: { type: "MultiPolygon", coordinates: [[[[0, 0]]], [[[5, -1]]]] } };
    expect(boundsOf(two)).toEqual([0, -1, 5, 0]);
    expect(boundsOf({ ...two, geometry: { type: "Polygon", coordinates: [] } })).toBeNull();
  });

  it("puts a cell's letter in its middle and keeps its properties", () => {
    const [letter] = labelPoints({ type: "FeatureCollection", features: [square("A", 0, 0)] }).features;
    expect(letter?.geometry).toEqual({ type: "Point", coordinates: [1, 2] });
    expect(letter?.properties["level"]).toBe(5);
  });

  it("begins where the cells are when they are far apart from the edges, and shows all when they are not", () => {
    const cells = { type: "FeatureCollection" as const, features: [square("A", 50, 50), square("B", 54, 50)] };
    const near = startBounds({ bounds: [0, 0, 100, 100], cells });
    expect(near[0]).toBeGreaterThan(40);
    expect(near[2]).toBeLessThan(66);
    expect(inside(near, [50, 50]) && inside(near, [56, 54])).toBe(true);
    expect(startBounds({ bounds: [48, 48, 60, 60], cells })).toEqual([48, 48, 60, 60]);
    expect(startBounds({ bounds: [0, 0, 1, 1], cells: null })).toEqual([0, 0, 1, 1]);
  });

  it("writes letters only where the smallest cell has room for one", () => {
    const zoom = letterZoom({ type: "FeatureCollection", features: [square("A", 0, 0)] });
    expect((512 * 2 ** zoom * 2) / 360).toBeCloseTo(16);
    expect(letterZoom({ type: "FeatureCollection", features: [] })).toBe(0);
  });

  it("knows what is in view", () => {
    expect(inside([0, 0, 2, 2], [1, 2])).toBe(true);
    expect(inside([0, 0, 2, 2], [3, 1])).toBe(false);
  });
});

describe("counting", () => {
  it("adds the counts of cells and points, a feature without a count being one", () => {
    expect(incidentsShown([{ properties: { n: 12 } }, { properties: {} }, { properties: null }])).toBe(14);
  });

  it("counts a feature that is cut by tile edges once, but equal ids of two layers twice", () => {
    const cell = { id: 7, layer: { id: "incident-cells" }, properties: { n: 5 } };
    const point = { id: 7, layer: { id: "incident-points" }, properties: { n: 1 } };
    expect(incidentsShown([cell, cell, point])).toBe(6);
  });

  it("writes the numbers in the reader's form and never more than there are", () => {
    expect(shownSentence(words, 312, 1312, "sv")).toBe("Visar 312 av 1\u00a0312 händelser");
    expect(shownSentence(words, 20, 12, "sv")).toBe("Visar 12 av 12 händelser");
  });
});

describe("addresses", () => {
  it("makes paths whole, keeps braces, and leaves whole addresses alone", () => {
    expect(whole("/m/ex/{z}/{x}/{y}.mvt", "http://a.se")).toBe("http://a.se/m/ex/{z}/{x}/{y}.mvt");
    expect(whole("https://b.se/{z}", "http://a.se")).toBe("https://b.se/{z}");
    expect(whole("//b.se/{z}", "http://a.se")).toBe("//b.se/{z}");
  });
});
