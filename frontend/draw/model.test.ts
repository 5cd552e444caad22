import { describe, expect, it } from "vitest";
import { area, cornersOf, crosses, state, textOf, type Position, type Words } from "./model";

const SQUARE: Position[] = [[18, 59], [18.01, 59], [18.01, 59.01], [18, 59.01]];
const BOW: Position[] = [[0, 0], [1, 1], [1, 0], [0, 1]];
const words: Words = {
  empty: "Inget ritat än",
  few: "Minst tre hörn",
  crossing: "Gränsen korsar sig själv",
  drawn: "{corners} hörn, {hectares} hektar",
  unread: "Texten går inte att rita",
};

describe("corners as text", () => {
  it("go out and come back the same", () => {
    expect(cornersOf(textOf(SQUARE))).toEqual(SQUARE);
    expect(textOf([...SQUARE, SQUARE[0] as Position]).split("\n")).toHaveLength(4);
  });

  it("are read in the ways people write them", () => {
    const expected: Position[] = [[18.06, 59.33]];
    for (const line of ["59.33 18.06", "59.33, 18.06", "59,33 18,06", "59,33; 18,06", " 59.33\t18.06 "])
      expect(cornersOf(line)).toEqual(expected);
  });

  it("turn round when longitude stands first and the map shows where they belong", () => {
    expect(cornersOf("18.06 59.33", [18, 59, 18.5, 59.5])).toEqual([[18.06, 59.33]]);
    expect(cornersOf("59.33 18.06", [18, 59, 18.5, 59.5])).toEqual([[18.06, 59.33]]);
  });

  it("are left to the server when they are metres, words, several areas or broken", () => {
    expect(cornersOf("6580822 674032")).toBeNull();
    expect(cornersOf("hej")).toBeNull();
    expect(cornersOf('{"type": "Polygon", "coordinates": [[[0,0]], [[1,1]]]}')).toBeNull();
    expect(cornersOf('{"type":')).toBeNull();
  });

  it("are read from GeoJSON of one area", () => {
    const ring = [...SQUARE, SQUARE[0]];
    const polygon = { type: "Polygon", coordinates: [ring] };
    expect(cornersOf(JSON.stringify(polygon))).toEqual(SQUARE);
    expect(cornersOf(JSON.stringify({ type: "Feature", geometry: { type: "MultiPolygon", coordinates: [[ring]] } }))).toEqual(SQUARE);
  });

  it("may be none", () => expect(cornersOf(" \n ")).toEqual([]));
});

describe("a drawn boundary", () => {
  it("has the size it has on the ground", () => {
    // 0.01° of latitude is 1 112 m, of longitude at 59.005° 572.6 m.
    expect(area(SQUARE) / (1111.95 * 572.6)).toBeCloseTo(1, 2);
    expect(area([...SQUARE].reverse())).toBeCloseTo(area(SQUARE));
  });

  it("crosses itself or does not", () => {
    expect(crosses(BOW)).toBe(true);
    expect(crosses(SQUARE)).toBe(false);
    expect(crosses(SQUARE.slice(0, 3))).toBe(false);
  });

  it("is described in words", () => {
    expect(state([], words, "sv")).toBe("Inget ritat än");
    expect(state(SQUARE.slice(0, 2), words, "sv")).toBe("Minst tre hörn");
    expect(state(BOW, words, "sv")).toBe("Gränsen korsar sig själv");
    expect(state(null, words, "sv")).toBe("Texten går inte att rita");
    expect(state(SQUARE, words, "sv")).toBe("4 hörn, 63,7 hektar");
  });
});
