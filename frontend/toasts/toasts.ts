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

/** Which of the corner's sentences an answer without words of its own calls for; none when it brings them itself. */
export function trouble(status: number): "signedOut" | "gone" | "failed" | "" {
  if (status === 401) return "signedOut";
  if (status === 403 || status === 404 || status === 410) return "gone";
  return status >= 500 ? "failed" : "";
}

/** What was pressed came to nothing, and the page itself does not show it. */
function tell(page: Document, status: number): void {
  const corner = page.getElementById("toasts");
  const words = corner?.dataset[trouble(status)];
  if (!corner || !words) return;
  corner.querySelectorAll("[data-trouble]").forEach((one) => one.remove());
  const toast = page.createElement("div");
  toast.className = "toast";
  toast.dataset.toast = toast.dataset.trouble = "";
  const text = page.createElement("p");
  text.textContent = words;
  const close = page.createElement("button");
  close.type = "button";
  close.dataset.close = "";
  close.textContent = corner.dataset.closeWords ?? "";
  toast.append(text, close);
  corner.append(toast);
}

export function bindToasts(page: Document): void {
  const bind = (): void => page.querySelectorAll<HTMLElement>("[data-toast]:not([data-bound])").forEach(startLeaving);
  page.addEventListener("click", (event) => {
    (event.target as Element).closest?.("[data-close]")?.closest("[data-toast]")?.remove();
  });
  page.addEventListener("htmx:responseError", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent<{ xhr: XMLHttpRequest; requestConfig: { verb: string } }>).detail;
    if (requestConfig.verb !== "get") tell(page, xhr.status);
  });
  page.addEventListener("htmx:afterSettle", bind);
  page.addEventListener("htmx:oobAfterSwap", bind);
  bind();
}
