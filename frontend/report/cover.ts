/** Covering with a finger, or a ring moved by keys. What is covered is painted over; only the painted picture leaves. */

export interface Size {
  width: number;
  height: number;
}

interface Stroke {
  points: [number, number][];
  radius: number;
}

export interface Ring {
  x: number;
  y: number;
  radius: number;
}

export const LONGEST_SIDE = 1600;
const INK = "#15211f";
const MARK = "#f3c98b";

/** The size at which a picture is kept. */
export function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Where in the picture a finger is, when the picture lies centred in a box of another shape. */
export function inPicture(box: { left: number; top: number; width: number; height: number }, size: Size, at: { clientX: number; clientY: number }): [number, number] {
  const scale = Math.min(box.width / size.width, box.height / size.height) || 1;
  const [left, top] = [box.left + (box.width - size.width * scale) / 2, box.top + (box.height - size.height * scale) / 2];
  return [(at.clientX - left) / scale, (at.clientY - top) / scale];
}

/** The ring after a key; null when the key means nothing to it. */
export function moved(ring: Ring, key: string, size: Size): Ring | null {
  const step = ring.radius;
  const by: Record<string, [number, number, number]> = {
    ArrowLeft: [-step, 0, 1], ArrowRight: [step, 0, 1], ArrowUp: [0, -step, 1], ArrowDown: [0, step, 1], "+": [0, 0, 1.25], "-": [0, 0, 0.8],
  };
  const change = by[key];
  if (!change) return null;
  const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  const longest = Math.max(size.width, size.height);
  return {
    x: within(ring.x + change[0], size.width),
    y: within(ring.y + change[1], size.height),
    radius: Math.min(Math.max(ring.radius * change[2], longest / 100), longest / 5),
  };
}

export class Cover {
  private strokes: Stroke[] = [];
  private open: Stroke | null = null;
  private ring: Ring;
  private readonly context: CanvasRenderingContext2D;
  private readonly picture: HTMLCanvasElement;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    image: ImageBitmap,
    private readonly changed: (count: number) => void,
    signal: AbortSignal,
  ) {
    const size = fitted(image);
    this.picture = Object.assign(document.createElement("canvas"), size);
    this.picture.getContext("2d")?.drawImage(image, 0, 0, size.width, size.height);
    Object.assign(canvas, size);
    this.context = canvas.getContext("2d") as CanvasRenderingContext2D;
    this.ring = { x: size.width / 2, y: size.height / 2, radius: Math.max(size.width, size.height) / 24 };
    canvas.addEventListener("pointerdown", (event) => this.begin(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.go(event), { signal });
    for (const end of ["pointerup", "pointercancel"] as const) canvas.addEventListener(end, () => this.end(), { signal });
    canvas.addEventListener("keydown", (event) => this.press(event), { signal });
    for (const turn of ["focus", "blur"] as const) canvas.addEventListener(turn, () => this.draw(), { signal });
    this.draw();
  }

  undo(): void {
    this.strokes.pop();
    this.tell();
  }

  /** The covered picture as a JPEG, smaller when it must. */
  async baked(most: number): Promise<Blob | null> {
    this.draw(false);
    for (const quality of [0.82, 0.65, 0.5]) {
      const made = await new Promise<Blob | null>((done) => this.canvas.toBlob(done, "image/jpeg", quality));
      if (made && (made.size <= most || quality === 0.5)) return made;
    }
    return null;
  }

  private begin(event: PointerEvent): void {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.open = { points: [this.at(event)], radius: this.ring.radius };
    this.strokes.push(this.open);
    this.tell();
  }

  private go(event: PointerEvent): void {
    if (!this.open) return;
    this.open.points.push(this.at(event));
    this.draw();
  }

  private end(): void {
    this.open = null;
  }

  private press(event: KeyboardEvent): void {
    const next = moved(this.ring, event.key, this.canvas);
    if (next) this.ring = next;
    else if (event.key === " ") this.strokes.push({ points: [[this.ring.x, this.ring.y]], radius: this.ring.radius * 1.5 });
    else if (event.key === "Backspace") this.strokes.pop();
    else return;
    event.preventDefault();
    this.tell();
  }

  private at(event: PointerEvent): [number, number] {
    return inPicture(this.canvas.getBoundingClientRect(), this.canvas, event);
  }

  private tell(): void {
    this.draw();
    this.changed(this.strokes.length);
  }

  private draw(withRing = this.canvas.matches(":focus-visible")): void {
    const { context } = this;
    context.drawImage(this.picture, 0, 0);
    context.strokeStyle = INK;
    context.lineCap = context.lineJoin = "round";
    for (const { points, radius } of this.strokes) {
      context.lineWidth = radius * 2;
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      if (points.length === 1) context.lineTo((points[0]?.[0] ?? 0) + 0.01, points[0]?.[1] ?? 0);
      context.stroke();
    }
    if (withRing) this.drawRing();
  }

  private drawRing(): void {
    const { context, ring } = this;
    for (const [colour, width] of [[INK, 0.35], [MARK, 0.18]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = ring.radius * width;
      context.beginPath();
      context.arc(ring.x, ring.y, ring.radius * 1.5, 0, Math.PI * 2);
      context.stroke();
    }
  }
}
