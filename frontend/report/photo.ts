/** The photo of a report: picked, covered, kept in the phone. Loaded when somebody first wants one. */
import { Cover } from "./cover";
import { dropPhoto, keepPhoto, readPhoto, tidyPhotos } from "./photos";
import { newKey } from "./outbox";

const LARGEST_FILE = 40 * 1024 * 1024;
const MOST_SENT = 1_500_000;

export class PhotoPart {
  private cover: Cover | null = null;
  private ending: AbortController | null = null;
  private shown = "";

  constructor(
    private readonly part: HTMLElement,
    private readonly words: Record<string, string>,
    private readonly owner: string,
    private readonly changed: () => void,
  ) {
    this.one("[data-photo-use]").addEventListener("click", () => void this.use());
    this.one("[data-photo-undo]").addEventListener("click", () => this.cover?.undo());
    for (const drop of part.querySelectorAll("[data-photo-drop]")) drop.addEventListener("click", () => this.leaveOut());
    void tidyPhotos(Date.now()).catch(() => undefined);
  }

  /** Ask whether anybody is seen, before anything is kept. */
  async take(file: File): Promise<void> {
    this.say("");
    if (file.size > LARGEST_FILE) return this.say(this.words["photoTooLarge"] ?? "");
    let image: ImageBitmap;
    try {
      image = await createImageBitmap(file);
    } catch {
      return this.say(this.words["photoUnread"] ?? "");
    }
    this.ending?.abort();
    this.ending = new AbortController();
    this.turn("cover");
    this.tell(0);
    this.cover = new Cover(this.one<HTMLCanvasElement>("canvas"), image, (count) => this.tell(count), this.ending.signal);
    image.close();
    this.one("#cover-title").focus();
  }

  /** Show what is kept under the form's own field; nothing kept, nothing shown. */
  async show(): Promise<void> {
    const id = this.field.value;
    const photo = id ? await readPhoto(id, this.owner).catch(() => null) : null;
    URL.revokeObjectURL(this.shown);
    if (!photo) {
      this.field.value = "";
      return this.turn("pick");
    }
    this.shown = URL.createObjectURL(photo);
    this.one<HTMLImageElement>("[data-photo-shown] img").src = this.shown;
    this.turn("shown");
  }

  private async use(): Promise<void> {
    const made = await this.cover?.baked(MOST_SENT);
    const id = newKey();
    try {
      if (!made) throw new Error("no picture");
      await keepPhoto(id, this.owner, made);
    } catch {
      this.leaveOut();
      return this.say(this.words["photoNoRoom"] ?? "");
    }
    this.close();
    this.say("");
    this.field.value = id;
    await this.show();
    this.one<HTMLButtonElement>("[data-photo-shown] [data-photo-drop]").focus();
    this.changed();
  }

  private leaveOut(): void {
    if (this.field.value) void dropPhoto(this.field.value).catch(() => undefined);
    this.field.value = "";
    this.close();
    this.say("");
    void this.show().then(() => this.one<HTMLInputElement>("[data-photo-file]").focus());
    this.changed();
  }

  private close(): void {
    this.ending?.abort();
    this.cover = null;
    const canvas = this.one<HTMLCanvasElement>("canvas");
    canvas.width = canvas.height = 1; // the uncovered picture is not left lying about
  }

  private turn(to: "pick" | "cover" | "shown"): void {
    for (const name of ["pick", "cover", "shown"] as const) this.one(`[data-photo-${name}]`).hidden = name !== to;
  }

  private tell(count: number): void {
    this.one<HTMLButtonElement>("[data-photo-undo]").disabled = count === 0;
    this.one("[data-photo-count]").textContent = count ? (this.words["photoCovered"] ?? "").replace("{n}", String(count)) : "";
  }

  private say(text: string): void {
    const said = this.one("[data-photo-said]");
    said.hidden = !text;
    said.textContent = text;
  }

  private get field(): HTMLInputElement {
    return this.one<HTMLInputElement>('[name="photo_kept"]');
  }

  private one<E extends HTMLElement = HTMLElement>(selector: string): E {
    return this.part.querySelector<E>(selector) as E;
  }
}
