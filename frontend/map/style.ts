/** The whole style of a map as one value. */
import type { StyleSpecification } from "maplibre-gl";
import { evidenceLayers, evidenceSources } from "./evidence";
import { groundLayers, groundSource } from "./ground";
import { whole, type MapConfig } from "./model";
import type { Palette } from "./palette";

export function styleOf(config: MapConfig, palette: Palette, origin: string): StyleSpecification {
  const absolute = (url: string): string => whole(url, origin);
  const ground = groundSource(config.base, absolute);
  return {
    version: 8,
    sources: { ...(ground ? { ground } : {}), ...evidenceSources(config, absolute) },
    layers: [...groundLayers(config.base, palette), ...evidenceLayers(config, palette)],
  };
}
