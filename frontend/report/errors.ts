/** What the server found to mend, on top with links and at each field, as the page without script has it. */

export type Errors = Record<string, string[]>;

const AT: Record<string, string> = { category: "#id_category", when: "#id_when", band: "#id_band", photo: "[data-photo]" };

function partOf(form: HTMLFormElement, name: string): HTMLElement | null {
  const own = AT[name];
  if (own) return form.querySelector<HTMLElement>(own);
  const field = form.elements.namedItem(name);
  return field instanceof HTMLElement ? field.closest<HTMLElement>(".field") : null;
}

function controlOf(form: HTMLFormElement, name: string): HTMLElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof RadioNodeList ? (field[0] as HTMLElement) : field instanceof HTMLElement ? field : null;
}

export function clearErrors(form: HTMLFormElement): void {
  for (const one of form.querySelectorAll(".error[data-told]")) one.remove();
  for (const one of form.querySelectorAll("[data-told-invalid]")) {
    for (const name of ["aria-invalid", "aria-describedby", "data-told-invalid"]) one.removeAttribute(name);
  }
  for (const one of form.querySelectorAll(".field.is-error")) one.classList.remove("is-error");
}

/** Put each text at its field; says for each text which element it is about. */
export function showErrors(form: HTMLFormElement, errors: Errors): [string, HTMLElement | null][] {
  clearErrors(form);
  const told: [string, HTMLElement | null][] = [];
  for (const [name, texts] of Object.entries(errors)) {
    const [part, control] = [partOf(form, name), controlOf(form, name)];
    for (const text of texts) told.push([text, control]);
    if (!part) continue;
    const line = Object.assign(document.createElement("span"), { className: "error", id: `id_${name}_error`, textContent: texts.join(" ") });
    line.dataset["told"] = "";
    part.append(line);
    part.classList.toggle("is-error", part.classList.contains("field"));
    if (!control || control.hasAttribute("aria-describedby")) continue;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", line.id);
    control.dataset["toldInvalid"] = "";
  }
  return told;
}
