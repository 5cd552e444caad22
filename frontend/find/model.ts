/** What a found address is: a name and a position. Pure: no page, no map. */
export interface Found {
  name: string;
  at: [longitude: number, latitude: number];
}

/** The address that a pressed button stands for, or null when its numbers are no position. */
export function foundIn(data: DOMStringMap, text: string): Found | null {
  if (!data["lon"] || !data["lat"]) return null;
  const [lon, lat] = [Number(data["lon"]), Number(data["lat"])];
  const sound = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return sound ? { name: text.replace(/\s+/g, " ").trim(), at: [lon, lat] } : null;
}
