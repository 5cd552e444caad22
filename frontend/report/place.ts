/** Where it happened: the middle of the map, the phone's own position, or an address out of a list. */
import type { Map as GlMap } from "maplibre-gl";
import { foundIn, type Found } from "../find/model";

interface LiveMap extends HTMLElement {
  glMap?: GlMap;
}

const CLOSE = 16;

export class PlacePicker {
  private map: GlMap | null = null;
  private asked = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly words: Record<string, string>,
    private readonly changed: () => void,
  ) {
    this.one<HTMLButtonElement>("[data-here]")?.addEventListener("click", () => this.useOwnPosition());
    this.one<HTMLButtonElement>("[data-open-map]")?.addEventListener("click", () => void this.openMap());
    this.one<HTMLButtonElement>("[data-clear]")?.addEventListener("click", () => this.clear());
    this.field("place").addEventListener("change", () => this.field("place").value && this.clear("place"));
    this.field("words").addEventListener("input", () => void this.search());
    this.field("words").addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key !== "Enter") return;
      event.preventDefault(); // Enter looks for the address, it does not send the report
      this.one<HTMLElement>("[data-hits] [data-fly]")?.click();
    });
    this.one("[data-hits]")?.addEventListener("click", (event) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>("[data-fly]");
      const found = button && foundIn(button.dataset, button.innerText);
      if (found) this.choose(found);
    });
  }

  get position(): [string, string] | null {
    const [lon, lat] = [this.field("lon").value, this.field("lat").value];
    return lon && lat ? [lon, lat] : null;
  }

  /** Load the map, which is far larger than the page; the form has been usable for long. */
  async openMap(): Promise<void> {
    const holder = this.one<HTMLElement>("[data-map-holder]");
    const root = holder?.querySelector<LiveMap>('[data-island="map"]');
    if (!holder || !root || !holder.hidden) return;
    holder.hidden = false;
    this.one("[data-open-map]")?.setAttribute("hidden", "");
    root.addEventListener("map:ready", () => root.glMap && this.bind(root.glMap), { once: true });
    try {
      await import("../map/main");
    } catch {
      holder.hidden = true; // no connection: the address and the phone's own position still work
      this.one("[data-open-map]")?.removeAttribute("hidden");
    }
  }

  clear(except = ""): void {
    for (const name of ["lat", "lon", "words", "place"]) if (name !== except) this.field(name).value = "";
    if (except !== "words") this.one("[data-hits]")?.replaceChildren();
    this.say("");
    this.changed();
  }

  private bind(map: GlMap): void {
    this.map = map;
    map.cooperativeGestures.disable(); // one finger moves the map under the cross
    this.look();
    map.on("moveend", (event) => {
      if (!event.originalEvent) return;
      const { lng, lat } = map.getCenter();
      this.set([lng, lat], "", this.words["here"] ?? "");
    });
  }

  private look(): void {
    const at = this.position;
    if (at) this.map?.jumpTo({ center: [Number(at[0]), Number(at[1])], zoom: Math.max(this.map.getZoom(), CLOSE) });
  }

  private useOwnPosition(): void {
    const refuse = (): void => this.say(this.words["noPosition"] ?? "");
    if (!navigator.geolocation) return refuse();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const near = (this.words["position"] ?? "").replace("{metres}", String(Math.round(coords.accuracy)));
        this.set([coords.longitude, coords.latitude], "", near);
        this.look();
      },
      refuse,
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    );
  }

  private async search(): Promise<void> {
    this.field("lat").value = this.field("lon").value = "";
    const list = this.one<HTMLElement>("[data-hits]");
    const text = this.field("words").value.trim();
    const turn = ++this.asked;
    await new Promise((later) => setTimeout(later, 200));
    if (turn !== this.asked || !list) return;
    if (text.length < 2) return list.replaceChildren();
    const url = `${this.form.dataset["addresses"] ?? ""}?q=${encodeURIComponent(text)}`;
    const found = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (turn === this.asked && found?.ok) list.innerHTML = await found.text();
  }

  private choose(found: Found): void {
    this.set(found.at, found.name, found.name);
    this.one("[data-hits]")?.replaceChildren();
    this.look();
  }

  private set([lon, lat]: [number, number], words: string, told: string): void {
    this.field("lon").value = lon.toFixed(6);
    this.field("lat").value = lat.toFixed(6);
    this.field("words").value = words;
    this.field("place").value = "";
    this.one("[data-hits]")?.replaceChildren();
    this.say(told);
    this.changed();
  }

  private say(text: string): void {
    const line = this.one<HTMLElement>("[data-spot]");
    const words = this.one<HTMLElement>("[data-spot-words]");
    if (!line || !words) return;
    line.hidden = !text;
    words.textContent = text;
  }

  private field(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  private one<E extends Element>(selector: string): E | null {
    return this.form.querySelector<E>(selector);
  }
}
