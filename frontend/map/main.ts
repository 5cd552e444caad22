/** Binds a map to every `data-island="map"`; without WebGL the table beside it is the map. */
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { addProtocol, Map as GlMap, setWorkerUrl, type MapOptions, type StyleSpecification } from "maplibre-gl";
import { PRESSED } from "./evidence";
import { boundsOf, incidentsShown, inside, shownSentence, startBounds, type Bounds, type MapConfig, type Position } from "./model";
import { paletteOf, type Palette } from "./palette";
import { addPins } from "./pins";
import { bindRows, type Rows } from "./rows";
import { styleOf } from "./style";

setWorkerUrl(new URL(workerUrl, import.meta.url).href);

const still = matchMedia("(prefers-reduced-motion: reduce)");

function hasWebGl(): boolean {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((token) => style.getPropertyValue(token));
}

function options(container: HTMLElement, config: MapConfig): MapOptions {
  return {
    container,
    style: styleOf(config, palette(), location.origin),
    bounds: startBounds(config),
    fitBoundsOptions: { padding: 24 },
    maxZoom: config.maxzoom ?? 18,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: still.matches ? 0 : 120,
    locale: {
      "CooperativeGesturesHandler.WindowsHelpText": config.words.gestureWindows,
      "CooperativeGesturesHandler.MacHelpText": config.words.gestureMac,
      "CooperativeGesturesHandler.MobileHelpText": config.words.gestureTouch,
      "Map.Title": container.dataset.label ?? "",
    },
  };
}

/** Light one key on the map, and bring it into view when asked for from the table. */
function lighter(map: GlMap, root: HTMLElement, config: MapConfig): (key: string | null, bring?: boolean) => void {
  let now: string | null = null;
  const state = (key: string, active: boolean): void => {
    for (const source of ["cells", "outlines"])
      if (map.getSource(source)) map.setFeatureState({ source, id: key }, { active });
    root.querySelector(`[data-pin="${CSS.escape(key)}"]`)?.classList.toggle("is-lit", active);
  };
  return (key, bring = false) => {
    if (now !== null) state(now, false);
    now = key;
    if (key === null) return;
    state(key, true);
    const at = bring ? middleOf(config, key) : null;
    const view = map.getBounds().toArray().flat() as Bounds;
    if (at && !inside(view, at)) map.easeTo({ center: at, duration: still.matches ? 0 : 220 });
  };
}

function middleOf(config: MapConfig, key: string): Position | null {
  const pin = config.pins?.find((one) => one.key === key);
  if (pin) return pin.at;
  const features = [...(config.cells?.features ?? []), ...(config.outlines?.features ?? [])];
  const found = features.find((one) => one.properties["key"] === key);
  const box = found ? boundsOf(found) : null;
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function bindPointer(map: GlMap, rows: Rows, light: (key: string | null) => void): void {
  const keyAt = (point: { x: number; y: number }): string | null => {
    const layers = PRESSED.filter((layer) => map.getLayer(layer));
    const feature = layers.length ? map.queryRenderedFeatures([point.x, point.y], { layers })[0] : undefined;
    return feature ? String(feature.properties["key"]) : null;
  };
  map.on("mousemove", (event) => {
    const key = keyAt(event.point);
    map.getCanvas().style.cursor = key ? "pointer" : "";
    light(key);
    rows.light(key);
  });
  map.on("mouseout", () => {
    light(null);
    rows.light(null);
  });
  map.on("click", (event) => {
    const key = keyAt(event.point);
    if (key) rows.go(key);
  });
}

function bindCount(map: GlMap, root: HTMLElement, config: MapConfig): void {
  const line = root.querySelector<HTMLElement>("[data-map-count]");
  const incidents = config.incidents;
  if (!line || !incidents) return;
  map.on("idle", () => {
    const layers = ["incident-cells", "incident-points"].filter((layer) => map.getLayer(layer));
    const shown = incidentsShown(map.queryRenderedFeatures({ layers }));
    line.textContent = shownSentence(config.words, shown, incidents.total, document.documentElement.lang);
  });
}

function bindButtons(map: GlMap, root: HTMLElement, config: MapConfig): void {
  const duration = (): number => (still.matches ? 0 : 220);
  const moves: Record<string, () => void> = {
    in: () => map.zoomIn({ duration: duration() }),
    out: () => map.zoomOut({ duration: duration() }),
    home: () => map.fitBounds(config.bounds, { padding: 24, duration: duration() }),
  };
  for (const button of root.querySelectorAll<HTMLElement>("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => moves[button.dataset.zoom ?? ""]?.());
  }
}

/** A new style keeps what the drawing tools have put on the map. */
function withDrawing(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const kept = Object.entries(before?.sources ?? {}).filter(([name]) => name.startsWith("td-"));
  const layers = (before?.layers ?? []).filter((layer) => "source" in layer && String(layer.source).startsWith("td-"));
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(kept) }, layers: [...next.layers, ...layers] };
}

async function start(root: HTMLElement): Promise<void> {
  const told = document.getElementById(root.dataset.config ?? "")?.textContent;
  const canvas = root.querySelector<HTMLElement>("[data-map-canvas]");
  if (!told || !canvas) return;
  const config = JSON.parse(told) as MapConfig;
  if (!hasWebGl()) {
    root.classList.add("is-without");
    const message = root.querySelector<HTMLElement>("[data-map-message]");
    if (message) message.textContent = config.words.noMap;
    return;
  }
  if (config.base.kind === "pmtiles") {
    const { Protocol } = await import("pmtiles");
    addProtocol("pmtiles", new Protocol().tile);
  }
  await Promise.allSettled([
    document.fonts.load('400 16px "Samplats Sans"', "åA"),
    document.fonts.load('600 16px "Samplats Sans Semibold"', "åA"),
  ]);
  root.querySelector("[data-map-message]")?.remove();
  const map = new GlMap(options(canvas, config));
  const light = lighter(map, root, config);
  const rows = bindRows(document.getElementById(config.table ?? ""), (key) => light(key, true));
  addPins(map, document, config.pins ?? [], (key) => rows.go(key));
  bindPointer(map, rows, light);
  bindCount(map, root, config);
  bindButtons(map, root, config);
  const repaint = (): void =>
    void map.setStyle(styleOf(config, palette(), location.origin), { transformStyle: withDrawing });
  document.addEventListener("appearance", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  map.once("load", () => {
    (root as HTMLElement & { glMap?: GlMap }).glMap = map; // other islands, such as the drawing, find it here
    root.dispatchEvent(new CustomEvent("map:ready"));
  });
  map.once("idle", () => root.setAttribute("data-ready", ""));
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="map"]')) void start(root);
