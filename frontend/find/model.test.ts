import { describe, expect, it } from "vitest";
import { foundIn } from "./model";

describe("a found address", () => {
  it("has a name and a position, longitude first", () => {
    expect(foundIn({ lon: "15.05", lat: "60.5" }, "  Åsgatan 1\n  Köping ")).toEqual({ name: "Åsgatan 1 Köping", at: [15.05, 60.5] });
  });
  it("is nothing without a sound position", () => {
    expect(foundIn({}, "Åsgatan")).toBeNull();
    expect(foundIn({ lon: "", lat: "" }, "Åsgatan")).toBeNull();
    expect(foundIn({ lon: "x", lat: "60" }, "Åsgatan")).toBeNull();
    expect(foundIn({ lon: "60", lat: "150" }, "Åsgatan")).toBeNull();
  });
});
