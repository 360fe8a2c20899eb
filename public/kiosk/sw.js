// Keeps one build of the kiosk for days without a network. What visitors wrote it never sees: sealed
// things wait in the kiosk's own database, and looked-up answers are asked of the network only.
"use strict";
// These lines are filled in by the build, so that the bytes of this file change with every build.
const BUILD = "__BUILD__";
const FILES = ["__FILES__"];
const LATER = ["__LATER__"];

const PREFIX = "vr-kiosk-";
const CACHE = PREFIX + BUILD;
const KEPT = new Set(["/kiosk/", ...FILES, ...LATER]);

async function fetchFresh(path) {
  const answer = await fetch(new Request(path, { cache: "reload" }));
  const html = (answer.headers.get("content-type") ?? "").includes("text/html");
  // A captive portal answers everything with a page of its own, often after a redirect.
  if (!answer.ok || answer.redirected || html !== (path === "/kiosk/")) throw new Error(`cannot keep ${path}: ${answer.status}`);
  return answer;
}

async function keepBuild() {
  const paths = [...KEPT];
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

let first = false;
self.addEventListener("install", (event) => {
  first = !self.registration.active;
  event.waitUntil(keepBuild());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherBuilds().then(() => (first ? self.clients.claim() : undefined)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith("/kiosk/")) return;
  if (KEPT.has(url.pathname)) event.respondWith(fromBuild(url.pathname, request));
  else if (request.mode === "navigate") event.respondWith(fromBuild("/kiosk/", request));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
