import { beforeEach, describe, expect, it, vi } from "vitest";
import { bindRows } from "./rows";

describe("the rows beside the map", () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<table id="t"><tr data-key="A"><td>1</td></tr><tr data-key="B"><td><a href="#b">2</a></td></tr></table>';
    Element.prototype.scrollIntoView = vi.fn();
  });
  const table = (): HTMLElement => document.getElementById("t") as HTMLElement;
  const row = (key: string): HTMLElement => document.querySelector(`[data-key="${key}"]`) as HTMLElement;

  it("can be reached by keyboard, once each", () => {
    bindRows(table(), vi.fn());
    expect(row("A").tabIndex).toBe(0);
    expect(row("B").hasAttribute("tabindex")).toBe(false);
  });

  it("light their feature on focus and let it go again", () => {
    const lit = vi.fn();
    bindRows(table(), lit);
    row("A").focus();
    expect(lit).toHaveBeenLastCalledWith("A");
    row("A").blur();
    expect(lit).toHaveBeenLastCalledWith(null);
  });

  it("are lit from the map, and a press on the map goes to the row's link", () => {
    const rows = bindRows(table(), vi.fn());
    rows.light("B");
    expect(row("B").classList.contains("is-lit")).toBe(true);
    rows.light("A");
    expect(row("B").classList.contains("is-lit")).toBe(false);
    rows.go("B");
    expect(document.activeElement).toBe(row("B").querySelector("a"));
  });

  it("may be missing", () => {
    expect(() => bindRows(null, vi.fn()).go("A")).not.toThrow();
  });
});
