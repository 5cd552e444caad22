/** Receipts leave by themselves after ten seconds, but never while someone is on them. */
const STAYS = 10_000;

function startLeaving(toast: HTMLElement): void {
  let timer = 0;
  const wait = (): void => {
    timer = window.setTimeout(() => toast.remove(), STAYS);
  };
  const hold = (): void => window.clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
  toast.dataset.bound = "";
  wait();
}

export function bindToasts(page: Document): void {
  const bind = (): void => page.querySelectorAll<HTMLElement>("[data-toast]:not([data-bound])").forEach(startLeaving);
  page.addEventListener("click", (event) => {
    (event.target as Element).closest?.("[data-close]")?.closest("[data-toast]")?.remove();
  });
  page.addEventListener("htmx:afterSettle", bind);
  page.addEventListener("htmx:oobAfterSwap", bind);
  bind();
}
