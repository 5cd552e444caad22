/** Draws one boundary on a map and writes its corners in the form's field; the field can be edited instead. */
import type { Map as GlMap } from "maplibre-gl";
import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { cornersOf, state, textOf, type Bounds, type Position, type Words } from "./model";

type Field = HTMLTextAreaElement | HTMLInputElement;

function token(name: string): `#${string}` {
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return (/^#[0-9a-f]{6}$/i.test(colour) ? colour : "#0c4f55") as `#${string}`;
}

function pencil(map: GlMap): TerraDraw {
  const [brand, surface] = [token("--brand"), token("--surface")];
  const line = { fillColor: brand, fillOpacity: 0.08, outlineColor: brand, outlineWidth: 3 };
  const point = { closingPointColor: surface, closingPointOutlineColor: brand, closingPointWidth: 7, closingPointOutlineWidth: 2.5 };
  const handle = {
    selectedPolygonColor: brand, selectedPolygonFillOpacity: 0.08, selectedPolygonOutlineColor: brand,
    selectedPolygonOutlineWidth: 3, selectionPointColor: surface, selectionPointOutlineColor: brand,
    selectionPointWidth: 8, selectionPointOutlineWidth: 2.5, midPointColor: brand, midPointWidth: 5,
    midPointOutlineColor: surface, midPointOutlineWidth: 1.5,
  };
  const coordinates = { midpoints: true, draggable: true, deletable: true };
  return new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [
      new TerraDrawPolygonMode({ pointerDistance: 20, styles: { ...line, ...point } }), // a phone has no room for 40,
      new TerraDrawSelectMode({ flags: { polygon: { feature: { draggable: false, coordinates } } }, styles: handle }),
    ],
  });
}

class Boundary {
  private readonly draw: TerraDraw;

  constructor(
    private readonly root: HTMLElement,
    private readonly map: GlMap,
    private readonly field: Field,
  ) {
    this.draw = pencil(map);
    this.draw.start();
    this.draw.on("finish", (id, context) => {
      if (context.action === "draw") this.keepOnly(id);
      this.write();
    });
    this.draw.on("change", (_ids, type) => {
      if (type === "update" && this.draw.getMode() === "select") this.write();
    });
    field.addEventListener("change", () => this.read());
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-draw]"))
      button.addEventListener("click", () => (button.dataset.draw === "new" ? this.begin() : this.clear()));
    this.read();
  }

  private corners(): Position[] {
    const polygon = this.draw.getSnapshot().find((one) => one.geometry.type === "Polygon" && one.properties["mode"] === "polygon");
    const ring = polygon?.geometry.type === "Polygon" ? (polygon.geometry.coordinates[0] ?? []) : [];
    return ring.map(([x, y]): Position => [x as number, y as number]).slice(0, -1);
  }

  private begin(): void {
    this.draw.clear();
    this.draw.setMode("polygon");
    this.map.getCanvas().focus();
    this.tell([]);
  }

  private clear(): void {
    this.draw.clear();
    this.draw.setMode("polygon");
    this.field.value = "";
    this.tell([]);
  }

  private keepOnly(id: string | number): void {
    const others = this.draw.getSnapshot().filter((one) => one.id !== id && one.properties["mode"] === "polygon");
    this.draw.removeFeatures(others.map((one) => one.id as string | number));
    // After the library's own end of the drawing, so that the corners can be dragged at once.
    queueMicrotask(() => {
      this.draw.setMode("select");
      this.draw.selectFeature(id);
    });
  }

  private write(): void {
    const corners = this.corners();
    this.field.value = textOf(corners);
    this.tell(corners);
  }

  private read(): void {
    const near = this.map.getBounds().toArray().flat() as Bounds;
    const corners = cornersOf(this.field.value, near);
    this.tell(corners);
    if (corners === null) return;
    this.draw.clear();
    if (corners.length < 3) return this.draw.setMode("polygon");
    const ring = [...corners, corners[0] as Position].map(([x, y]) => [Number(x.toFixed(9)), Number(y.toFixed(9))]);
    const geometry = { type: "Polygon" as const, coordinates: [ring] };
    const [made] = this.draw.addFeatures([{ type: "Feature", geometry, properties: { mode: "polygon" } }]);
    this.draw.setMode("select");
    if (made?.valid && made.id !== undefined) this.draw.selectFeature(made.id);
    this.show(corners);
  }

  private show(corners: Position[]): void {
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const box: Bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const padding = { top: 48, bottom: 48, left: 48, right: 84 }; // the buttons stand on the right
    this.map.fitBounds(box, { padding, maxZoom: 17, duration: 0 });
  }

  private tell(corners: Position[] | null): void {
    const line = this.root.querySelector<HTMLElement>("[data-draw-state]");
    const words = JSON.parse(this.root.dataset.words ?? "{}") as Words;
    if (line) line.textContent = state(corners, words, document.documentElement.lang);
  }
}

function start(root: HTMLElement, map: GlMap): void {
  const field = document.getElementById(root.dataset.field ?? "");
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  root.hidden = false;
  new Boundary(root, map, field);
}

interface LiveMap extends HTMLElement {
  glMap?: GlMap;
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="draw"]')) {
  const holder = document.getElementById(root.dataset.map ?? "") as LiveMap | null;
  if (holder?.glMap) start(root, holder.glMap);
  else holder?.addEventListener("map:ready", () => holder.glMap && start(root, holder.glMap), { once: true });
}
