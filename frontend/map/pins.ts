/** Numbered pins as HTML over the map: crisp at every zoom, and the same shapes as in the table. */
import { Marker, type Map } from "maplibre-gl";
import type { Pin } from "./model";

const SHAPES: Record<string, string> = {
  worse: '<path d="M9 1.5L17.5 16.5H.5z" fill="var(--bad)" stroke="var(--surface)" stroke-width="2"/>',
  better: '<path d="M9 16.5L.5 1.5h17z" fill="var(--good)" stroke="var(--surface)" stroke-width="2"/>',
  unchanged: '<circle cx="9" cy="9" r="7" fill="var(--surface)" stroke="var(--ink)" stroke-width="2"/><path d="M5 9h8" stroke="var(--ink)" stroke-width="2"/>',
  measuring: '<circle cx="9" cy="9" r="7.5" fill="var(--surface)" stroke="var(--brand)" stroke-width="2"/><path d="M9 9V2.5A6.5 6.5 0 0115.5 9z" fill="var(--brand)"/>',
  unmeasured: '<circle cx="9" cy="9" r="7.5" fill="var(--surface)" stroke="var(--ink-3)" stroke-width="2" stroke-dasharray="3 2.5"/>',
};

export function pinElement(page: Document, pin: Pin): HTMLElement {
  const element = page.createElement("span");
  element.className = "map-pin";
  element.dataset.pin = pin.key;
  element.append(pin.text);
  const shape = SHAPES[pin.status ?? ""];
  if (shape) {
    const holder = page.createElement("i");
    holder.innerHTML = `<svg viewBox="0 0 18 18">${shape}</svg>`;
    element.append(holder);
  }
  element.setAttribute("aria-hidden", "true"); // the table beside says the same, in words
  return element;
}

export function addPins(map: Map, page: Document, pins: Pin[], press: (key: string) => void): void {
  for (const pin of pins) {
    const element = pinElement(page, pin);
    element.addEventListener("click", () => press(pin.key));
    new Marker({ element }).setLngLat(pin.at).addTo(map);
    element.removeAttribute("aria-label");
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
  }
}
