/**
 * Drafts save themselves. A form with `data-autosave` carries `hx-post` and a `[data-saved]` line; htmx sends it a
 * second after the last key. The server answers 200 with the time, 409 when someone else has saved meanwhile, 422
 * when the text cannot be saved as it is.
 */
export interface Words {
  saved: string;
  saving: string;
  conflict: string;
  offline: string;
  refused: string;
}

export type State = "saved" | "saving" | "conflict" | "offline" | "refused";

export function clock(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(now.getHours())}.${two(now.getMinutes())}`;
}

export function sentence(state: State, words: Words, now: Date): string {
  return state === "saved" ? words.saved.replace("{time}", clock(now)) : words[state];
}

export function stateOf(status: number): State {
  if (status === 409) return "conflict";
  if (status >= 400 && status < 500) return "refused"; // the same text again would get the same answer
  return status >= 200 && status < 300 ? "saved" : "offline";
}

function wordsOf(form: HTMLElement): Words {
  return {
    saved: form.dataset.saved ?? "Utkast sparat {time}",
    saving: form.dataset.saving ?? "Sparar …",
    conflict: form.dataset.conflict ?? "Någon annan har sparat en nyare text.",
    offline: form.dataset.offline ?? "Inte sparat än. Vi försöker igen.",
    refused: form.dataset.refused ?? "Inte sparat.",
  };
}

function show(form: HTMLElement, state: State): void {
  const line = form.querySelector<HTMLElement>("[data-autosave-state]");
  if (!line) return;
  line.textContent = sentence(state, wordsOf(form), new Date());
  line.classList.toggle("is-conflict", ["conflict", "offline", "refused"].includes(state));
}

const RETRY = 5_000;

/** What is typed and what has been sent of a form, as counts of key strokes. */
interface Ledger {
  typed: number;
  sent: number;
  saved: number;
}

export function bindAutosave(page: Document): void {
  const ledgers = new Map<HTMLElement, Ledger>();
  const formOf = (event: Event): HTMLElement | null =>
    (event.target as Element).closest?.<HTMLElement>("[data-autosave]") ?? null;
  const ledgerOf = (form: HTMLElement): Ledger => {
    const ledger = ledgers.get(form) ?? { typed: 0, sent: 0, saved: 0 };
    ledgers.set(form, ledger);
    return ledger;
  };
  const unsaved = (): HTMLElement[] => [...ledgers].filter(([, one]) => one.typed > one.saved).map(([form]) => form);
  const retry = (form: HTMLElement): void => void form.dispatchEvent(new Event("retry", { bubbles: true }));

  page.addEventListener("input", (event) => {
    const form = formOf(event);
    if (form) ledgerOf(form).typed += 1;
  });
  page.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (form) ledgerOf(form).sent = ledgerOf(form).typed;
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    const state = stateOf((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status);
    show(form, state);
    if (state === "saved") ledgerOf(form).saved = ledgerOf(form).sent;
    if (state === "offline") window.setTimeout(() => retry(form), RETRY);
  });
  window.addEventListener("online", () => unsaved().forEach(retry));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) event.preventDefault();
  });
  page.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (form) ledgers.delete(form);
  });
}
