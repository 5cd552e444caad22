import { beforeEach, describe, expect, it } from "vitest";
import { clearErrors, showErrors } from "./errors";

describe("what is to mend", () => {
  let form: HTMLFormElement;
  beforeEach(() => {
    document.body.innerHTML = `<form><fieldset id="id_category"><input type="radio" name="category" value="a"><input type="radio" name="category" value="b"></fieldset>
      <div class="field"><input name="words"></div></form>`;
    form = document.querySelector("form") as HTMLFormElement;
  });

  it("stands at its field, and the top leads there", () => {
    const told = showErrors(form, { words: ["Säg var."], category: ["Välj."], who: ["Någon annan."] });
    expect(told.map(([text, at]) => [text, at?.getAttribute("name") ?? ""])).toEqual([["Säg var.", "words"], ["Välj.", "category"], ["Någon annan.", ""]]);
    expect(form.querySelector(".field.is-error .error")?.textContent).toBe("Säg var.");
    expect(form.querySelector('[name="words"]')?.getAttribute("aria-describedby")).toBe("id_words_error");
    expect(form.querySelector("#id_category .error")?.textContent).toBe("Välj.");
  });

  it("is gone when it is told anew", () => {
    showErrors(form, { words: ["Säg var."] });
    showErrors(form, { category: ["Välj."] });
    expect(form.querySelectorAll(".error")).toHaveLength(1);
    clearErrors(form);
    expect(form.querySelectorAll(".error, .is-error, [aria-invalid]")).toHaveLength(0);
  });
});
