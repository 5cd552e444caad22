/** Shows a found address on the map: press a name in the list under the field, and the map moves there. */
import { Marker, type Map as GlMap } from "maplibre-gl";
import { foundIn, type Found } from "./model";

interface LiveMap extends HTMLElement {
  glMap?: GlMap;
}

const CLOSE = 16;

function start(root: HTMLElement, map: GlMap): void {
  const list = root.querySelector<HTMLElement>("[data-hits]");
  const field = root.querySelector<HTMLInputElement>("input");
  const mark = document.createElement("span");
  mark.className = "map-pin map-pin--found";
  const marker = new Marker({ element: mark });
  const show = (found: Found): void => {
    marker.setLngLat(found.at).addTo(map);
    map.jumpTo({ center: found.at, zoom: Math.max(map.getZoom(), CLOSE) });
    if (field) field.value = found.name;
    list?.replaceChildren();
    map.getCanvas().focus({ preventScroll: true });
  };
  root.hidden = false;
  root.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-fly]");
    const found = button && foundIn(button.dataset, button.innerText);
    if (found) show(found);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list?.replaceChildren();
    if (event.key !== "Enter" || event.target !== field) return;
    event.preventDefault(); // the field stands in a form: Enter looks for the address, it does not save the place
    list?.querySelector<HTMLElement>("[data-fly]")?.click();
  });
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="find"]')) {
  const holder = document.getElementById(root.dataset["map"] ?? "") as LiveMap | null;
  if (holder?.glMap) start(root, holder.glMap);
  else holder?.addEventListener("map:ready", () => holder.glMap && start(root, holder.glMap), { once: true });
}
