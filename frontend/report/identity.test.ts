import { beforeEach, describe, expect, it } from "vitest";
import { bindIdentity, forgetOthers, remember, remembered } from "./identity";

describe("whose report page is kept", () => {
  beforeEach(() => {
    localStorage.clear();
    delete document.documentElement.dataset["person"];
  });

  it("is remembered per municipality and forgotten when another person comes", () => {
    remember(localStorage, "exempelkoping", "rut");
    remember(localStorage, "grannkoping", "ada");
    localStorage.setItem("samplats.reports.exempelkoping.rut", "[1]");
    expect(forgetOthers(localStorage, "rut")).toBe(true);
    expect([remembered(localStorage, "exempelkoping"), remembered(localStorage, "grannkoping")]).toEqual(["rut", ""]);
    expect(forgetOthers(localStorage, "rut")).toBe(false);
    expect(localStorage.getItem("samplats.reports.exempelkoping.rut")).toBe("[1]");
  });

  it("is forgotten on a page that nobody is signed in to, and at sign-out before any page", () => {
    remember(localStorage, "exempelkoping", "rut");
    bindIdentity(document); // a page of faults, which does not say who
    expect(remembered(localStorage, "exempelkoping")).toBe("rut");
    document.body.innerHTML = "<form data-sign-out></form>";
    document.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true }));
    expect(remembered(localStorage, "exempelkoping")).toBe("");
    remember(localStorage, "exempelkoping", "rut");
    document.documentElement.dataset["person"] = "";
    bindIdentity(document);
    expect(remembered(localStorage, "exempelkoping")).toBe("");
  });
});
