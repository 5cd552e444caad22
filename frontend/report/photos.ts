/** Photos that wait in the phone, beside the outbox, which holds words only. Each belongs to one person in one municipality. */

interface Kept {
  id: string;
  owner: string;
  bytes: ArrayBuffer;
  at: number;
}

const NAME = "samplats-report-photos";
const STORE = "photos";
const LONGEST = 30 * 24 * 3600 * 1000; // a photo that no report has fetched in a month is thrown away

function open(): Promise<IDBDatabase> {
  return new Promise((done, refuse) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => refuse(asked.error ?? new Error("no store"));
  });
}

async function inStore<T>(mode: IDBTransactionMode, deed: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  try {
    return await new Promise<T>((done, refuse) => {
      const work = base.transaction(STORE, mode, { durability: "strict" });
      const asked = deed(work.objectStore(STORE));
      work.oncomplete = () => done(asked.result);
      work.onabort = work.onerror = () => refuse(work.error ?? new Error("not kept"));
    });
  } finally {
    base.close();
  }
}

/** Keep a photo; done when it lies safely there. */
export async function keepPhoto(id: string, owner: string, photo: Blob): Promise<void> {
  const kept: Kept = { id, owner, bytes: await photo.arrayBuffer(), at: Date.now() };
  await inStore("readwrite", (store) => store.put(kept));
}

/** The photo, if it is there and this person's. */
export async function readPhoto(id: string, owner: string): Promise<Blob | null> {
  const kept = (await inStore("readonly", (store) => store.get(id) as IDBRequest<Kept | undefined>)) ?? null;
  return kept && kept.owner === owner ? new Blob([kept.bytes], { type: "image/jpeg" }) : null;
}

export async function dropPhoto(id: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(id));
}

/** Throw away what has been left behind for long. */
export async function tidyPhotos(now: number): Promise<void> {
  const all = await inStore("readonly", (store) => store.getAll() as IDBRequest<Kept[]>);
  for (const one of all) if (now - one.at > LONGEST) await dropPhoto(one.id);
}
