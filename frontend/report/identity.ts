/** Whose report page is kept in this browser. It is forgotten when that person signs out or another one comes. */

const MARK = "samplats.report-person.";
const CACHES = "samplats-report ";

export function remember(store: Storage, tenant: string, person: string): void {
  store.setItem(MARK + tenant, person);
}

export function remembered(store: Storage, tenant: string): string {
  return store.getItem(MARK + tenant) ?? "";
}

/** Forget everybody else; with nobody signed in that is everybody. What waits to be sent stays, for its own person. */
export function forgetOthers(store: Storage, person: string): boolean {
  const marks = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "").filter((name) => name.startsWith(MARK));
  const others = marks.filter((name) => !person || store.getItem(name) !== person);
  for (const name of others) store.removeItem(name);
  return others.length > 0;
}

async function throwAwayPages(): Promise<void> {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name);
}

/** Every page says who is signed in (empty: nobody); a page of faults says nothing. */
export function bindIdentity(page: Document): void {
  const person = page.documentElement.dataset["person"];
  const forget = (who: string): void => {
    if (forgetOthers(localStorage, who)) void throwAwayPages();
  };
  if (person !== undefined) forget(person);
  page.addEventListener("submit", (event) => {
    if ((event.target as HTMLElement).matches("[data-sign-out]")) forget("");
  });
}
