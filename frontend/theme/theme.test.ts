import { describe, expect, it } from "vitest";
import { apply, attributes, chosen } from "./theme";

describe("the appearance", () => {
  it("is read from the cookie, and only known ones count", () => {
    expect(chosen("a=b; samplats_theme=dark")).toBe("dark");
    expect(chosen("samplats_theme=pink")).toBe("");
    expect(chosen("not_samplats_theme=dark")).toBe("");
  });

  it("sets high contrast on light ground and follows the system when nothing is chosen", () => {
    expect(attributes("high")).toEqual({ theme: "light", contrast: "high" });
    apply(document.documentElement, "dark");
    expect(document.documentElement.dataset.theme).toBe("dark");
    apply(document.documentElement, "");
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });
});
