/** Reports that wait in the phone: kept before they are sent, removed when the server has said that it has them. */

export interface Waiting {
  key: string;
  fields: Record<string, string>;
  /** What the server found to mend, by field; none while it has not answered. */
  errors?: Record<string, string[]>;
}

export type Outcome = "sent" | "refused" | "signed-out" | "other-person" | "later";

const PREFIX = "samplats.reports";

/** One person's outbox in one municipality. Another person's is another box, which this one never opens. */
export class Outbox {
  private readonly name: string;
  constructor(
    private readonly store: Storage,
    private readonly tenant: string,
    person: string,
  ) {
    this.name = `${PREFIX}.${tenant}.${person}`;
  }

  all(): Waiting[] {
    try {
      const found: unknown = JSON.parse(this.store.getItem(this.name) ?? "[]");
      return Array.isArray(found) ? (found as Waiting[]) : [];
    } catch {
      return [];
    }
  }

  /** Keep a report; one that is kept already is replaced, never doubled. */
  keep(one: Waiting): void {
    this.write([...this.all().filter((other) => other.key !== one.key), one]);
  }

  remove(key: string): void {
    this.write(this.all().filter((one) => one.key !== key));
  }

  /** Whether somebody else's reports wait on this device. */
  othersWait(): boolean {
    for (let at = 0; at < this.store.length; at++) {
      const name = this.store.key(at) ?? "";
      if (name.startsWith(`${PREFIX}.${this.tenant}.`) && name !== this.name && this.store.getItem(name) !== "[]") return true;
    }
    return false;
  }

  private write(all: Waiting[]): void {
    if (all.length) this.store.setItem(this.name, JSON.stringify(all));
    else this.store.removeItem(this.name);
  }
}

/** What an answer means for a report that waits. */
export function outcomeOf(answer: { status: number; redirected: boolean; type: string }): Outcome {
  if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
  if (answer.status === 201) return "sent";
  if (answer.status === 409) return "other-person";
  return answer.status === 422 ? "refused" : "later";
}

/** A random id, also where the page is not served over HTTPS. */
export function newKey(source: Crypto = crypto): string {
  if (typeof source.randomUUID === "function") return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
