import { describe, expect, it } from "vitest";
import { fitted, inPicture, moved } from "./cover";

describe("covering", () => {
  it("keeps a picture no larger than it is sent", () => {
    expect(fitted({ width: 4000, height: 3000 })).toEqual({ width: 1600, height: 1200 });
    expect(fitted({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
    expect(fitted({ width: 20000, height: 3 })).toEqual({ width: 1600, height: 1 });
  });

  it("finds the finger in a picture that lies centred in its box", () => {
    const box = { left: 10, top: 20, width: 400, height: 400 };
    expect(inPicture(box, { width: 1600, height: 800 }, { clientX: 210, clientY: 220 })).toEqual([800, 400]);
    expect(inPicture(box, { width: 1600, height: 800 }, { clientX: 10, clientY: 120 })).toEqual([0, 0]);
  });

  it("moves the ring by keys and never out of the picture", () => {
    const size = { width: 1000, height: 500 };
    const ring = { x: 20, y: 250, radius: 40 };
    expect(moved(ring, "ArrowLeft", size)).toEqual({ x: 0, y: 250, radius: 40 });
    expect(moved(ring, "ArrowDown", size)).toEqual({ x: 20, y: 290, radius: 40 });
    expect(moved({ ...ring, radius: 199 }, "+", size)?.radius).toBe(200);
    expect(moved(ring, "Tab", size)).toBeNull();
  });
});
