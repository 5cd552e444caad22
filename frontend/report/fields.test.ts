import { beforeEach, describe, expect, it } from "vitest";
import { fieldsOf, fill, momentOf, next } from "./fields";

const NOW = new Date("2026-11-20T12:00:00Z");

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><input name="csrfmiddlewaretoken" value="secret"><input name="key" value="a"><input type="radio" name="category" value="E1">
    <input type="radio" name="category" value="G2" checked><input type="radio" name="band" value="1"><input type="radio" name="band" value="5" checked>
    <input name="words" value="Torget"><textarea name="text">Trasig lampa</textarea></form>`;
  return document.querySelector("form") as HTMLFormElement;
}

describe("the form as values", () => {
  let held: HTMLFormElement;
  beforeEach(() => (held = form()));

  it("leaves out secrets and carries when it was made", () => {
    const kept = fieldsOf(held, NOW);
    expect(kept).toEqual({ key: "a", category: "G2", band: "5", words: "Torget", text: "Trasig lampa", at: "2026-11-20T12:00:00.000Z" });
  });

  it("comes back as it was", () => {
    const kept = fieldsOf(held, NOW);
    const other = form();
    next(other, "b");
    fill(other, kept);
    expect(fieldsOf(other, NOW)).toEqual(kept);
  });

  it("keeps the place for the next event and asks the rest anew", () => {
    next(held, "b");
    expect(fieldsOf(held, NOW)).toEqual({ key: "b", band: "1", words: "Torget", at: "2026-11-20T12:00:00.000Z" });
  });

  it("tells roughly when it happened", () => {
    expect(momentOf({ when: "now" }, NOW)).toBe("2026-11-20T12:00:00.000Z");
    expect(momentOf({ when: "yesterday" }, NOW)).toBe("2026-11-19T12:00:00.000Z");
    expect(momentOf({ when: "between", began: "2026-11-18T20:00" }, NOW)).toBe("2026-11-18T20:00");
  });
});
