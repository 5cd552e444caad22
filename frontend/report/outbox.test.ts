import { beforeEach, describe, expect, it } from "vitest";
import { newKey, Outbox, outcomeOf } from "./outbox";

const answer = (status: number, redirected = false, type = "basic") => ({ status, redirected, type });

describe("the outbox", () => {
  beforeEach(() => localStorage.clear());

  it("keeps a report once, whatever is sent how often", () => {
    const box = new Outbox(localStorage, "exempelkoping", "rut");
    box.keep({ key: "a", fields: { text: "1" } });
    box.keep({ key: "a", fields: { text: "2" } });
    box.keep({ key: "b", fields: {} });
    expect(box.all().map((one) => one.key)).toEqual(["a", "b"]);
    box.remove("a");
    expect(new Outbox(localStorage, "exempelkoping", "rut").all()).toEqual([{ key: "b", fields: {} }]);
  });

  it("is one person's in one municipality", () => {
    new Outbox(localStorage, "exempelkoping", "rut").keep({ key: "a", fields: {} });
    const other = new Outbox(localStorage, "exempelkoping", "bo");
    expect(other.all()).toEqual([]);
    expect(other.othersWait()).toBe(true);
    expect(new Outbox(localStorage, "grannkoping", "bo").othersWait()).toBe(false);
    new Outbox(localStorage, "exempelkoping", "rut").remove("a");
    expect(other.othersWait()).toBe(false);
  });

  it("survives what is no outbox", () => {
    localStorage.setItem("samplats.reports.exempelkoping.rut", "{");
    expect(new Outbox(localStorage, "exempelkoping", "rut").all()).toEqual([]);
  });
});

describe("an answer", () => {
  it("removes a report only when the server has it", () => {
    expect(outcomeOf(answer(201))).toBe("sent");
    for (const status of [200, 403, 404, 500, 503]) expect(outcomeOf(answer(status))).toBe("later");
    expect(outcomeOf(answer(401))).toBe("signed-out");
    expect(outcomeOf(answer(200, true))).toBe("signed-out");
    expect(outcomeOf(answer(0, false, "opaqueredirect"))).toBe("signed-out");
    expect(outcomeOf(answer(409))).toBe("other-person");
    expect(outcomeOf(answer(422))).toBe("refused");
  });
});

describe("a key", () => {
  it("is a random UUID, also without a secure page", () => {
    const plain = { getRandomValues: (into: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(into) } as unknown as Crypto;
    for (const key of [newKey(), newKey(plain)])
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
