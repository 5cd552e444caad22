/**
 * Drafts save themselves. A form with `data-autosave` carries `hx-post` and a `[data-saved]` line; htmx sends it a
 * second after the last key. The server answers 200 with the time, 409 when someone else has saved meanwhile.
 */
export interface Words {
  saved: string;
  saving: string;
  conflict: string;
  offline: string;
}

export type State = "saved" | "saving" | "conflict" | "offline";

export function clock(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(now.getHours())}.${two(now.getMinutes())}`;
}

export function sentence(state: State, words: Words, now: Date): string {
  return state === "saved" ? words.saved.replace("{time}", clock(now)) : words[state];
}

export function stateOf(status: number): State {
  if (status === 409) return "conflict";
  return status >= 200 && status < 300 ? "saved" : "offline";
}

function wordsOf(form: HTMLElement): Words {
  return {
    saved: form.dataset.saved ?? "Utkast sparat {time}",
    saving: form.dataset.saving ?? "Sparar …",
    conflict: form.dataset.conflict ?? "Någon annan har sparat en nyare text.",
    offline: form.dataset.offline ?? "Inte sparat än. Vi försöker igen.",
  };
}

function show(form: HTMLElement, state: State): void {
  const line = form.querySelector<HTMLElement>("[data-autosave-state]");
  if (!line) return;
  line.textContent = sentence(state, wordsOf(form), new Date());
  line.classList.toggle("is-conflict", state === "conflict" || state === "offline");
}

const RETRY = 5_000;

export function bindAutosave(page: Document): void {
  const unsaved = new Set<HTMLElement>();
  const formOf = (event: Event): HTMLElement | null =>
    (event.target as Element).closest?.<HTMLElement>("[data-autosave]") ?? null;

  page.addEventListener("input", (event) => {
    const form = formOf(event);
    if (form) unsaved.add(form);
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    const state = stateOf((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status);
    show(form, state);
    if (state === "saved") unsaved.delete(form);
    if (state === "offline") window.setTimeout(() => form.dispatchEvent(new Event("retry", { bubbles: true })), RETRY);
  });
  window.addEventListener("online", () => {
    for (const form of unsaved) form.dispatchEvent(new Event("retry", { bubbles: true }));
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
  page.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (form) unsaved.delete(form);
  });
}
