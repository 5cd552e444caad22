/** The report page: big buttons, a map that comes last, and an outbox that loses nothing and sends nothing twice. */
import { bindDialogs } from "../base/dialogs";
import { bindMenus } from "../base/menus";
import { bindTheme } from "../theme/theme";
import { bindToasts } from "../toasts/toasts";
import { clearErrors, showErrors, type Errors } from "./errors";
import { fieldsOf, fill, momentOf, next } from "./fields";
import { bindIdentity, remember, remembered } from "./identity";
import { newKey, Outbox, outcomeOf, type Outcome, type Waiting } from "./outbox";
import { forgetPhoto, letterOf, PhotoDoor } from "./photo-door";
import { PlacePicker } from "./place";

const RETRY = 15_000;

document.documentElement.classList.add("has-js");
bindTheme(document);
bindMenus(document);
bindDialogs(document);
bindToasts(document);
bindIdentity(document);

interface Answer {
  told?: string;
  url?: string;
  errors?: Errors;
}

class ReportPage {
  private readonly words: Record<string, string>;
  private readonly outbox: Outbox;
  private readonly draft: string;
  private readonly place: PlacePicker;
  private sending = false;
  private state: Outcome = "sent";
  private later = 0;
  private readonly owner: string;
  private readonly photo: PhotoDoor;
  private photoIsGone = false;

  constructor(private readonly form: HTMLFormElement) {
    this.words = JSON.parse(document.getElementById("report-words")?.textContent ?? "{}") as Record<string, string>;
    const tenant = form.dataset["tenant"] ?? "";
    const person = this.whose(tenant);
    this.owner = `${tenant}.${person}`;
    this.photo = new PhotoDoor(form, this.words, this.owner, () => this.changed());
    this.outbox = new Outbox(localStorage, tenant, person);
    this.draft = `samplats.report-draft.${tenant}.${person}`;
    this.place = new PlacePicker(form, this.words, () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    form.addEventListener("input", () => this.changed());
    this.bindFilter();
    window.addEventListener("online", () => void this.empty());
    window.setInterval(() => void this.empty(), RETRY);
    this.restore();
    this.show();
    void this.empty();
    this.openMapWhenQuiet();
    this.keepPage();
  }

  /** Who writes: who is signed in, or without a connection who last was. */
  private whose(tenant: string): string {
    if (this.form.dataset["shell"] === undefined) {
      remember(localStorage, tenant, this.value("who"));
      return this.value("who");
    }
    const person = remembered(localStorage, tenant);
    (this.form.elements.namedItem("who") as HTMLInputElement).value = person;
    (this.form.elements.namedItem("key") as HTMLInputElement).value = newKey();
    this.said(this.words[person ? "offline" : "nobody"] ?? "", false);
    this.form.hidden = !person;
    return person;
  }

  private async submit(): Promise<void> {
    if (this.photo.isCovering()) return;
    const one: Waiting = { key: this.value("key"), fields: fieldsOf(this.form, new Date()) };
    if (one.fields["words"] && !one.fields["lat"]) one.fields["hit"] = "none"; // what was not chosen stays words
    this.photo.leaveUnwanted(one.fields);
    clearErrors(this.form);
    this.outbox.keep(one); // before anything is sent: a phone that dies now still has it
    localStorage.removeItem(this.draft);
    const [outcome, answer] = await this.send(one);
    if (outcome === "refused") {
      this.outbox.remove(one.key);
      this.showErrors(answer.errors ?? {});
    } else {
      const gone = this.photoIsGone ? this.words["photoGone"] : "";
      this.said(outcome === "sent" ? [this.words["sent"], answer.told, gone].filter(Boolean).join(" ") : (this.words["kept"] ?? ""), outcome === "sent");
      next(this.form, newKey());
      this.photo.empty();
      this.form.querySelector("[data-near-list]")?.replaceChildren();
      document.getElementById("main")?.scrollIntoView();
    }
    this.show();
  }

  /** Send what waits, one at a time, oldest first; stop at the first that cannot go now. */
  private async empty(): Promise<void> {
    if (this.sending || !navigator.onLine) return;
    const waiting = this.outbox.all().filter((one) => !one.errors);
    this.sending = true;
    let [sent, gone] = [0, ""];
    for (const one of waiting) {
      const [outcome, answer] = await this.send(one);
      if (outcome === "sent" && this.photoIsGone) gone = this.words["photoGone"] ?? "";
      if (outcome === "sent") sent += 1;
      else if (outcome === "refused") this.outbox.keep({ ...one, errors: answer.errors ?? {} });
      else break;
    }
    this.sending = false;
    if (sent) this.said([(this.words["sentLater"] ?? "").replace("{n}", String(sent)), gone].filter(Boolean).join(" "), true);
    if (waiting.length) this.show();
  }

  private async send(one: Waiting): Promise<[Outcome, Answer]> {
    const headers = { Accept: "application/json", "HX-Request": "true", "X-CSRFToken": token(this.form) };
    try {
      const { body, isWhole } = await letterOf(one.fields, this.owner);
      const answer = await fetch(this.form.action, { method: "POST", headers, body });
      this.photoIsGone = !isWhole;
      this.state = outcomeOf(answer);
      if (this.state === "sent") this.remove(one);
      const told = this.state === "sent" || this.state === "refused" ? ((await answer.json()) as Answer) : {};
      return [this.state, told];
    } catch {
      this.state = "later";
      return ["later", {}];
    }
  }

  /** The server has it, or it was thrown away: nothing of it stays in the phone. */
  private remove(one: Waiting): void {
    this.outbox.remove(one.key);
    forgetPhoto(one.fields);
  }

  /** Keep this page for when there is no connection, once it has been of use. */
  private keepPage(): void {
    const script = this.form.dataset["worker"];
    if (!script || !("serviceWorker" in navigator) || this.form.dataset["shell"] !== undefined) return;
    const keep = async (): Promise<void> => {
      const known = navigator.serviceWorker.controller;
      await navigator.serviceWorker.register(script, { scope: new URL(this.form.action).pathname, updateViaCache: "none" });
      known?.postMessage("keep"); // a new one keeps it as it is installed
    };
    window.setTimeout(() => void keep().catch(() => undefined), 1000);
  }

  private changed(): void {
    window.clearTimeout(this.later);
    this.later = window.setTimeout(() => {
      localStorage.setItem(this.draft, JSON.stringify(fieldsOf(this.form, new Date())));
      void this.lookNearby();
    }, 400);
  }

  private restore(): void {
    const kept = localStorage.getItem(this.draft);
    if (!kept || document.querySelector("[data-errors]")) return;
    const { key: _key, who: _who, ...fields } = JSON.parse(kept) as Record<string, string>;
    if (!fields["category"] && !fields["text"] && !fields["photo_kept"]) return;
    fill(this.form, fields);
    this.photo.show();
    this.said(this.words["draft"] ?? "", false);
  }

  private async lookNearby(): Promise<void> {
    const list = this.form.querySelector<HTMLElement>("[data-near-list]");
    const fields = fieldsOf(this.form, new Date());
    if (!list || !this.place.position || !fields["category"]) return void list?.replaceChildren();
    const asked = new URLSearchParams({
      category: fields["category"],
      lon: fields["lon"] ?? "",
      lat: fields["lat"] ?? "",
      at: momentOf(fields, new Date()),
    });
    const found = await fetch(`${this.form.dataset["near"] ?? ""}?${asked.toString()}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (found?.ok) list.innerHTML = await found.text();
  }

  private showErrors(errors: Errors): void {
    const box = document.createElement("div");
    box.className = "notice notice--bad notice--plain";
    const list = document.createElement("div");
    const title = document.createElement("p");
    title.className = "title";
    title.textContent = this.words["refused"] ?? "";
    list.append(title);
    for (const [text, control] of showErrors(this.form, errors)) list.append(control ? leading(text, control) : line(text));
    box.append(list);
    const said = document.querySelector<HTMLElement>("[data-said]");
    said?.replaceChildren(box);
    said?.scrollIntoView({ block: "center" });
    said?.focus();
  }

  private said(text: string, good: boolean): void {
    const box = document.createElement("p");
    box.className = good ? "notice notice--good notice--plain" : "notice notice--plain";
    box.textContent = text;
    document.querySelector("[data-said]")?.replaceChildren(box);
  }

  /** The dark strip on top: how many wait, and why. */
  private show(): void {
    const strip = document.querySelector<HTMLElement>("[data-outbox]");
    if (!strip) return;
    const waiting = this.outbox.all();
    const others = this.outbox.othersWait();
    strip.hidden = !waiting.length && !others;
    strip.replaceChildren();
    if (waiting.length) strip.append(line((this.words["waiting"] ?? "").replace("{n}", String(waiting.length))));
    if (waiting.length && this.state === "signed-out") strip.append(link(this.words["signIn"] ?? "", `/konto/login/?next=${encodeURIComponent(location.pathname)}`));
    if (others || this.state === "other-person") strip.append(line(this.words["other"] ?? ""));
    for (const one of waiting.filter((each) => each.errors)) strip.append(this.refusedLine(one));
  }

  private refusedLine(one: Waiting): HTMLElement {
    const said = line(Object.values(one.errors ?? {}).flat().join(" "));
    const mend = press(this.words["mend"] ?? "", () => {
      fill(this.form, one.fields);
      this.outbox.remove(one.key);
      this.photo.show();
      showErrors(this.form, one.errors ?? {});
      this.show();
    });
    const drop = press(this.words["drop"] ?? "", () => {
      this.remove(one);
      this.show();
    });
    said.append(" ", mend, " ", drop);
    return said;
  }

  private bindFilter(): void {
    const field = this.form.querySelector<HTMLInputElement>("[data-filter]");
    const more = this.form.querySelector<HTMLDetailsElement>("[data-more]");
    const none = this.form.querySelector<HTMLElement>("[data-none]");
    field?.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = field.value.trim().toLocaleLowerCase();
      let shown = 0;
      for (const tile of this.form.querySelectorAll<HTMLElement>(".tile")) {
        tile.hidden = !tile.innerText.toLocaleLowerCase().includes(wanted) && !tile.textContent?.toLocaleLowerCase().includes(wanted);
        if (!tile.hidden) shown += 1;
      }
      if (more) more.open = wanted !== "";
      if (none) none.hidden = shown > 0;
    });
  }

  private openMapWhenQuiet(): void {
    const link = (navigator as Navigator & { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
    if (link?.saveData || (link?.effectiveType ?? "4g").includes("2g") || !navigator.onLine) return;
    const open = (): void => void this.place.openMap();
    if ("requestIdleCallback" in window) window.requestIdleCallback(open, { timeout: 3000 });
    else setTimeout(open, 500);
  }

  private value(name: string): string {
    return (this.form.elements.namedItem(name) as HTMLInputElement).value;
  }
}

/** The token as the cookie has it now: signing in again has changed it since the page was made. */
function token(form: HTMLFormElement): string {
  const kept = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return kept ?? (form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement | null)?.value ?? "";
}

function line(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/** A line that leads to the field that it is about. */
function leading(text: string, control: HTMLElement): HTMLElement {
  const [made, way] = [document.createElement("p"), link(text, `#${control.id}`)];
  way.addEventListener("click", (event) => {
    event.preventDefault();
    control.closest("details")?.setAttribute("open", "");
    control.focus();
  });
  made.append(way);
  return made;
}

function link(text: string, href: string): HTMLElement {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  return made;
}

function press(text: string, deed: () => void): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn--quiet";
  made.textContent = text;
  made.addEventListener("click", deed);
  return made;
}

for (const form of document.querySelectorAll<HTMLFormElement>('[data-island="report"]')) new ReportPage(form);
