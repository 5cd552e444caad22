import { beforeEach, describe, expect, it } from "vitest";
import { bindAutosave, clock, sentence, stateOf, type Words } from "./autosave";

const words: Words = { saved: "Utkast sparat {time}", saving: "Sparar …", conflict: "Nyare text finns", offline: "Inte sparat än", refused: "Inte sparat" };

describe("drafts", () => {
  it("say when they were saved, Swedish style", () => {
    expect(clock(new Date(2026, 10, 16, 9, 5))).toBe("09.05");
    expect(sentence("saved", words, new Date(2026, 10, 16, 18, 48))).toBe("Utkast sparat 18.48");
  });

  it("tell a conflict from a lost connection", () => {
    expect(stateOf(204)).toBe("saved");
    expect(stateOf(409)).toBe("conflict");
    expect(stateOf(0)).toBe("offline");
    expect(stateOf(500)).toBe("offline");
    expect(stateOf(422)).toBe("refused");
  });
});

describe("a form that saves itself", () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<form data-autosave data-conflict="Nyare text finns"><textarea></textarea><span data-autosave-state></span></form>';
  });
  const form = (): HTMLFormElement => document.querySelector("form") as HTMLFormElement;
  const answer = (status: number): void => {
    form().dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true, detail: { xhr: { status } } }));
  };
  const leaving = (): boolean => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

  it("shows a conflict and holds the reader until the text is saved", () => {
    bindAutosave(document);
    form().querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
    expect(leaving()).toBe(true);
    form().dispatchEvent(new CustomEvent("htmx:beforeRequest", { bubbles: true }));
    answer(409);
    expect(form().textContent).toBe("Nyare text finns");
    expect(leaving()).toBe(true);
    form().dispatchEvent(new CustomEvent("htmx:beforeRequest", { bubbles: true }));
    answer(200);
    expect(leaving()).toBe(false);
  });

  it("is not called saved when more was typed while it was being sent", () => {
    bindAutosave(document);
    const type = (): void => void form().querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
    type();
    form().dispatchEvent(new CustomEvent("htmx:beforeRequest", { bubbles: true }));
    type();
    answer(200);
    expect(leaving()).toBe(true);
  });
});
