// Keeps one build of the app for use without a network. It never touches what people write:
// requests wait in the app's own database and only the app sends them.
"use strict";
// These lines are filled in by the build, so that the bytes of this file change with every build.
const BUILD = "__BUILD__";
const FILES = ["__FILES__"];
// Kept once they were wanted: a first visit does not pay for them.
const LATER = ["__LATER__"];

const PREFIX = "vr-";
const CACHE = PREFIX + BUILD;
const KEPT = new Set(["/", ...FILES]);
const ASKED = new Set(LATER);
const NOT_OURS = /^\/(?:api|office|kiosk|form|statistics|answers|days|access|documents|visit|healthz)(?:\/|$)/;

// A name with a hash stands for one content for ever: the browser may have it from the page already,
// and a phone should not pay for it twice. The others are asked for anew.
const NAMED_BY_CONTENT = /[-.][0-9a-f]{12,}[._]/;

async function fetchFresh(path) {
  const cache = NAMED_BY_CONTENT.test(path) ? "default" : "reload";
  const answer = await fetch(new Request(path, { cache }));
  const html = (answer.headers.get("content-type") ?? "").includes("text/html");
  // A captive portal answers everything with a page of its own, often after a redirect.
  if (!answer.ok || answer.redirected || html !== (path === "/" || path.endsWith(".html"))) {
    throw new Error(`cannot keep ${path}: ${answer.status}`);
  }
  return answer;
}

// Whether an earlier build had what was wanted later: the new one must have it too before it takes over.
async function hadLater() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const kept = await (await caches.open(name)).keys();
    if (kept.some(({ url }) => new URL(url).pathname.startsWith("/extra-"))) return true;
  }
  return false;
}

// All of it or nothing: half of a program starts nowhere.
async function keepLater() {
  const cache = await caches.open(CACHE);
  const absent = [];
  for (const path of LATER) if (!(await cache.match(path))) absent.push(path);
  const answers = await Promise.all(absent.map(fetchFresh));
  await Promise.all(absent.map((path, i) => cache.put(path, answers[i])));
}

async function keepBuild() {
  const paths = [...KEPT, ...((await hadLater()) ? LATER : [])];
  const answers = await Promise.all(paths.map(fetchFresh));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(paths.map((path, i) => cache.put(path, answers[i])));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropOtherBuilds() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

async function fromBuild(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function whenAsked(path) {
  const cache = await caches.open(CACHE);
  const kept = () => cache.match(path, { ignoreVary: true });
  const found = await kept();
  if (found) return found;
  try {
    await keepLater();
  } catch {
    // No network, or a captive portal: the page is told quietly, and asks again when it is back.
    return new Response(null, { status: 204 });
  }
  return kept();
}

async function wakePages() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "SYNC" });
}

let first = false;
self.addEventListener("install", (event) => {
  first = !self.registration.active;
  event.waitUntil(keepBuild());
});

self.addEventListener("activate", (event) => {
  // Pages opened under an earlier build stay with it until they reload; on the very first visit there is none.
  event.waitUntil(dropOtherBuilds().then(() => (first ? self.clients.claim() : undefined)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || NOT_OURS.test(url.pathname)) return;
  if (KEPT.has(url.pathname)) event.respondWith(fromBuild(url.pathname, request));
  else if (ASKED.has(url.pathname)) event.respondWith(whenAsked(url.pathname));
  else if (request.mode === "navigate") event.respondWith(fromBuild("/", request));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
  // What is not at hand now is asked for again by the next page that wants it.
  if (event.data?.type === "KEEP") event.waitUntil(keepLater().catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "vr-outbox") event.waitUntil(wakePages());
});
