/** The table beside the map: the same keys, lit together. */
export interface Rows {
  light(key: string | null): void;
  go(key: string): void;
}

const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

export function bindRows(table: HTMLElement | null, lit: (key: string | null) => void): Rows {
  const rows = new Map<string, HTMLElement>();
  for (const row of table?.querySelectorAll<HTMLElement>("[data-key]") ?? []) {
    rows.set(row.dataset.key ?? "", row);
    if (!row.querySelector(FOCUSABLE)) row.tabIndex = 0;
    const key = row.dataset.key ?? null;
    for (const name of ["pointerenter", "focusin"]) row.addEventListener(name, () => lit(key));
    for (const name of ["pointerleave", "focusout"]) row.addEventListener(name, () => lit(null));
  }
  return {
    light(key) {
      for (const [of, row] of rows) row.classList.toggle("is-lit", of === key);
    },
    go(key) {
      const row = rows.get(key);
      const target = row?.matches("[tabindex]") ? row : row?.querySelector<HTMLElement>(FOCUSABLE);
      target?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: "nearest" });
    },
  };
}
