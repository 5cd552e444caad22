/** The way to photos on the report page: light, and only when one is wanted it fetches what they need. */
import type { PhotoPart } from "./photo";

export class PhotoDoor {
  private readonly part: HTMLElement | null;
  private readonly withoutPhotos: Set<string>;
  private opened: Promise<PhotoPart> | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly words: Record<string, string>,
    private readonly owner: string,
    private readonly changed: () => void,
  ) {
    this.part = form.querySelector<HTMLElement>("[data-photo]");
    const codes = JSON.parse(document.getElementById("report-without-photos")?.textContent ?? "[]") as string[];
    this.withoutPhotos = new Set(codes);
    const file = this.part?.querySelector<HTMLInputElement>("[data-photo-file]");
    if (!this.part || !file) return;
    this.part.hidden = false;
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      file.value = ""; // the same one may be chosen again
      if (chosen) void this.open().then((one) => one?.take(chosen));
    });
    for (const quiet of ["input", "change"]) file.addEventListener(quiet, (event) => event.stopPropagation());
    form.addEventListener("change", () => this.tell());
  }

  /** What goes along with a report of this category: its photo, or none. */
  leaveUnwanted(fields: Record<string, string>): void {
    if (this.withoutPhotos.has(fields["category"] ?? "")) forgetPhoto(fields);
  }

  /** A picture that is neither taken nor left out: whoever sends now would believe that it goes along. */
  isCovering(): boolean {
    const open = this.part?.querySelector<HTMLElement>("[data-photo-cover]:not([hidden])");
    if (!open || this.part?.classList.contains("is-refused")) return false;
    this.say(this.words["photoOpen"] ?? "");
    open.querySelector<HTMLElement>("h2")?.focus();
    return true;
  }

  /** Some categories take no photo: one that is there stays behind. */
  tell(): void {
    const chosen = this.form.querySelector<HTMLInputElement>('[name="category"]:checked')?.value ?? "";
    const refused = this.withoutPhotos.has(chosen);
    if (!this.part || this.part.classList.contains("is-refused") === refused) return;
    this.part.classList.toggle("is-refused", refused);
    this.say(refused ? (this.words["photoNotHere"] ?? "") : "");
  }

  /** Show the photo of a draft that has come back. */
  show(): void {
    if (this.form.querySelector<HTMLInputElement>('[name="photo_kept"]')?.value) void this.open().then((one) => one?.show());
    this.tell();
  }

  /** Ready for the next event. */
  empty(): void {
    void this.opened?.then((part) => part.show()).catch(() => undefined);
    this.tell();
  }

  private async open(): Promise<PhotoPart | null> {
    const part = this.part;
    if (!part) return null;
    this.opened ??= import("./photo").then(({ PhotoPart }) => new PhotoPart(part, this.words, this.owner, this.changed));
    try {
      return await this.opened;
    } catch {
      this.opened = null;
      this.say(this.words["photoCode"] ?? "");
      return null;
    }
  }

  private say(text: string): void {
    const said = this.part?.querySelector<HTMLElement>("[data-photo-said]");
    if (!said) return;
    said.hidden = !text;
    said.textContent = text;
  }
}

/** Throw a report's photo away in the phone. */
export function forgetPhoto(fields: Record<string, string>): void {
  const id = fields["photo_kept"];
  delete fields["photo_kept"];
  if (id) void import("./photos").then(({ dropPhoto }) => dropPhoto(id)).catch(() => undefined);
}

/** A report as it is sent: with its photo in the same letter, so that both arrive or none; and whether the photo was there. */
export async function letterOf(kept: Record<string, string>, owner: string): Promise<{ body: URLSearchParams | FormData; isWhole: boolean }> {
  const { photo_kept: id, ...fields } = kept;
  if (!id) return { body: new URLSearchParams(fields), isWhole: true };
  const { readPhoto } = await import("./photos");
  const photo = await readPhoto(id, owner);
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (photo) body.set("photo", photo, "foto.jpg");
  return { body, isWhole: photo !== null };
}
