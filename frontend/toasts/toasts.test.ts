import { beforeEach, describe, expect, it } from "vitest";
import { bindToasts, trouble } from "./toasts";

const answered = (status: number, verb = "post"): void => {
  document.body.dispatchEvent(
    new CustomEvent("htmx:responseError", { bubbles: true, detail: { xhr: { status }, requestConfig: { verb } } }),
  );
};
const told = (): string[] => [...document.querySelectorAll(".toast p")].map((one) => one.textContent ?? "");

describe("what came to nothing", () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<div id="toasts" data-signed-out="Utloggad" data-gone="Ändrad" data-failed="Gick inte" data-close-words="Stäng"></div>';
  });
  bindToasts(document);

  it("is said once, however often it is tried", () => {
    answered(401);
    answered(401);
    expect(told()).toEqual(["Utloggad"]);
    answered(404);
    expect(told()).toEqual(["Ändrad"]);
  });

  it("is not said of what was only read, nor where the answer has words of its own", () => {
    answered(404, "get");
    answered(422);
    answered(409);
    expect(told()).toEqual([]);
  });

  it("can be closed", () => {
    answered(500);
    document.querySelector<HTMLButtonElement>("[data-close]")?.click();
    expect(told()).toEqual([]);
    expect(trouble(200)).toBe("");
  });
});
