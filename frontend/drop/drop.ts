/** A file input one may also drop files on, and which says what was chosen. */
export function sizeWords(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : [Math.max(1, Math.round(bytes / 1e3)), "kB"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)}\u00a0${unit}`;
}

function bindZone(zone: HTMLElement, language: string): void {
  const input = zone.querySelector<HTMLInputElement>("input[type=file]");
  const output = zone.querySelector("output");
  if (!input) return;
  const tell = (): void => {
    const files = [...(input.files ?? [])];
    if (output) output.textContent = files.map((file) => `${file.name}, ${sizeWords(file.size, language)}`).join(" · ");
  };
  const over = (on: boolean) => (event: DragEvent): void => {
    event.preventDefault();
    zone.classList.toggle("is-over", on);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", tell);
  zone.dataset.bound = "";
}

export function bindDrops(page: Document): void {
  const bind = (): void => {
    for (const zone of page.querySelectorAll<HTMLElement>("[data-drop]:not([data-bound])"))
      bindZone(zone, page.documentElement.lang || "sv");
  };
  page.addEventListener("htmx:afterSettle", bind);
  bind();
}
