/* Keeps the report page for when there is no connection: its shell and its files, nothing else of what is signed in.
   RELEASE and FILES stand above; they are written by the server. One cache per municipality and release. */
const PREFIX = `samplats-report ${new URL(self.registration.scope).pathname} `;
const NAME = PREFIX + RELEASE;
const PAGE = new URL(self.registration.scope).pathname;
const SHELL = PAGE + "skal/";
const PATIENCE = 8000; // ms; a connection that does not answer is none

async function keepFiles(cache) {
  const there = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  await cache.addAll(FILES.filter((one) => !there.has(one)));
}

/* Only the shell of this release, and only when the server gave it itself: a page to sign in on is none. */
async function keepShell(cache) {
  const answer = await fetch(SHELL, { credentials: "same-origin", cache: "no-store" });
  const ours = answer.ok && !answer.redirected && answer.headers.get("X-Samplats-Release") === RELEASE;
  if (ours) await cache.put(SHELL, answer);
  else if (answer.redirected || answer.status === 403 || answer.status === 404) await cache.delete(SHELL);
}

async function keep() {
  const cache = await caches.open(NAME);
  await keepFiles(cache);
  await keepShell(cache).catch(() => undefined);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== NAME;
  const clean = async () => Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
  event.waitUntil(clean().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep().catch(() => undefined));
});

/* A cache is looked into, never made: what has been thrown away at sign-out stays away. */
async function kept(address) {
  return (await caches.has(NAME)) ? (await caches.open(NAME)).match(address, { ignoreVary: true }) : undefined;
}

async function page(request) {
  const late = new Promise((_none, refuse) => setTimeout(() => refuse(new Error("late")), PATIENCE));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return (await kept(SHELL)) ?? (await fetch(request));
  }
}

async function file(request, path) {
  const named = path.includes("/built/assets/") ? await kept(path) : undefined; // its name carries its content
  if (named) return named;
  try {
    return await fetch(request);
  } catch (refused) {
    const found = await kept(path);
    if (found) return found;
    throw refused;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request));
  else if (FILES.includes(url.pathname)) event.respondWith(file(request, url.pathname));
});
