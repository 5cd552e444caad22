/** The map's colours come from the page's tokens, so that light, dark and high contrast follow by themselves. */
const TOKENS = {
  land: "--map-land",
  block: "--map-block",
  blockLine: "--map-block-line",
  street: "--map-street",
  rail: "--map-rail",
  water: "--map-water",
  park: "--map-park",
  label: "--map-label",
  halo: "--map-halo",
  brand: "--brand",
  ink: "--ink",
  ink3: "--ink-3",
  surface: "--surface",
  accent: "--accent",
  seq1: "--seq-1",
  seq2: "--seq-2",
  seq3: "--seq-3",
  seq4: "--seq-4",
  seq5: "--seq-5",
  onLight: "--seq-on-light",
  onDark: "--seq-on-dark",
} as const;

export type Palette = Record<keyof typeof TOKENS, string> & { dark: boolean };

export function paletteOf(read: (token: string) => string): Palette {
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read(token).trim() || "#888888"]),
  ) as Record<keyof typeof TOKENS, string>;
  return { ...colours, dark: luminance(colours.land) < 0.5 };
}

export function luminance(colour: string): number {
  const parts = /^#(..)(..)(..)$/.exec(colour);
  if (!parts) return 1;
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16) / 255) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
