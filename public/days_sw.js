// Keeps surveys of open days for use without a network, each page whole with all it needs, once its
// page was opened. Apart from the app's own worker, so that no first visit pays for it.
"use strict";
const PREFIX = "survey ";
// How many pages are kept: a council has two open days a year, in two languages.
const MOST = 6;
const PATIENCE_MS = 5000;
const IS_SURVEY = /^\/days\/[0-9a-f-]{36}\/survey$/;
const IS_FILE = /^\/(?:icon\.svg|(?:office\/)?[a-z_]+-[0-9a-f]{12,}(?:_bg)?\.(?:js|css|wasm))$/;

// What the network brought, until its page says what it needs.
const brought = new Map();

const named = (name, page) => name.startsWith(PREFIX) && name.endsWith(` ${page}`);
const isOurs = (answer) => answer.ok && !answer.redirected && answer.headers.has("content-security-policy");

async function fetchFresh(path, cache) {
  const answer = await fetch(new Request(path, { cache }));
  // A captive portal answers everything with a page of its own.
  if (!isOurs(answer)) throw new Error(`cannot keep ${path}: ${answer.status}`);
  return answer;
}

// The page last: a cache without its page counts for nothing.
async function keep(page, files) {
  const name = `${PREFIX}${Date.now()} ${page}`;
  const cache = await caches.open(name);
  try {
    await Promise.all(
      files.map(async (path) => cache.put(path, (await caches.match(path)) ?? (await fetchFresh(path, "default")))),
    );
    const fresh = brought.get(page) ?? (await fetchFresh(page, "no-store"));
    brought.delete(page);
    await cache.put(page, fresh);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  const kept = (await caches.keys()).filter((one) => one.startsWith(PREFIX) && one !== name);
  const same = kept.filter((one) => named(one, page));
  const others = kept.filter((one) => !named(one, page)).slice(0, -(MOST - 1));
  await Promise.all([...same, ...others].map((one) => caches.delete(one)));
}

// In the language asked for, or else in the one that is kept.
async function keptPage(url) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();
  for (const ignoreSearch of [false, true]) {
    for (const name of names) {
      const found = await (await caches.open(name)).match(url, { ignoreSearch, ignoreVary: true });
      if (found) return found;
    }
  }
  return undefined;
}

async function survey(request, url) {
  const asked = fetch(request);
  // Where a page is kept nobody waits long for a line that is hardly there.
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const kept = late.then(() => keptPage(url.href)).then((found) => found ?? asked);
  try {
    const answer = await Promise.race([asked, kept]);
    // The server's own "not now" and "not found" are news; a portal's page is none.
    const told = answer.headers.has("content-security-policy") && answer.status < 500;
    if (!told) return (await keptPage(url.href)) ?? answer;
    if (isOurs(answer)) brought.set(url.pathname + url.search, answer.clone());
    return answer;
  } catch (error) {
    const found = await keptPage(url.href);
    if (found) return found;
    throw error;
  }
}

async function file(request, url) {
  return (await caches.match(url.pathname, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (IS_SURVEY.test(url.pathname)) event.respondWith(survey(request, url));
  } else if (IS_FILE.test(url.pathname)) event.respondWith(file(request, url));
});

self.addEventListener("message", (event) => {
  const { type, page, files } = event.data ?? {};
  // What can't be kept now is kept when the page is opened again.
  if (type === "KEEP") event.waitUntil(keep(page, files).catch((error) => console.warn(String(error))));
});

// Background Sync: a network came back while no page was open. What waits is sent as it is; the next
// page that is opened sends it again, is told what became of it, and keeps the books.
const asked = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    // The database is made by the programs, never here.
    request.onupgradeneeded = () => request.transaction.abort();
  });

async function sendWaiting() {
  const database = await asked(indexedDB.open("vidkryta-rada"));
  const range = IDBKeyRange.bound("survey/answer/", "survey/answer/~");
  const texts = await asked(database.transaction("meta").objectStore("meta").getAll(range));
  database.close();
  for (const { day, id, body, state } of texts.map((text) => JSON.parse(text))) {
    if (state !== "waiting") continue;
    const headers = { "content-type": "application/json" };
    const path = `/api/v1/open-days/${day}/answers/${id}`;
    const { status } = await fetch(path, { method: "PUT", headers, body, redirect: "error" });
    // The browser asks again later.
    if (status === 408 || status === 425 || status === 429 || status >= 500) throw new Error(`not now: ${status}`);
  }
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "SYNC" });
}

self.addEventListener("sync", (event) => {
  if (event.tag === "vr-outbox") event.waitUntil(sendWaiting());
});
