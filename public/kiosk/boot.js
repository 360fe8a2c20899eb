// Loaded before the kiosk's program. The content security policy allows neither inline scripts nor
// untyped HTML, and the service worker must be looked after even if the program fails to start.
"use strict";
(() => {
  // The worker's scope ends with a slash; without it the page would not start when there is no network.
  if (location.pathname === "/kiosk") return location.replace("/kiosk/");

  const ACTIVE = /<\s*(?:script|iframe|frame|object|embed|base|meta|link|style)\b|<[^>]*[\s"'/](?:on[a-z]+|srcdoc|href|src|action|formaction)\s*=/i;
  const createHTML = (html) => {
    if (ACTIVE.test(html)) throw new TypeError("markup that could run is refused");
    return html;
  };
  const createScriptURL = (url) => {
    if (url !== "/kiosk/sw.js") throw new TypeError("script refused");
    return url;
  };
  let worker = "/kiosk/sw.js";
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", { createHTML });
    worker = trustedTypes.createPolicy("sw", { createScriptURL }).createScriptURL(worker);
  }

  // A page that is left may be kept in memory and shown again by "back". Nothing may be on it then,
  // whether or not the program still runs.
  window.addEventListener("pagehide", () => document.getElementById("app")?.replaceChildren());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // A visitor's own phone only follows a request here; it is no kiosk and keeps nothing.
  if (location.pathname !== "/kiosk/" || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const LOOK_AGAIN_MS = 10 * 60 * 1000;
  let registration = null;
  let wanted = false;
  const offer = () => window.dispatchEvent(new CustomEvent("vr:update-ready"));
  window.addEventListener("vr:apply-update", () => {
    wanted = true;
    registration?.waiting?.postMessage({ type: "SKIP_WAITING" });
  });
  workers.addEventListener("controllerchange", () => {
    if (wanted) location.reload();
  });
  const watch = (found) => {
    registration = found;
    if (found.waiting && workers.controller) offer();
    found.addEventListener("updatefound", () => {
      const next = found.installing;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && workers.controller) offer();
      });
    });
    // Offline this fails, and that is no news.
    setInterval(() => found.update().catch(() => {}), LOOK_AGAIN_MS);
  };
  const register = () => workers.register(worker, { scope: "/kiosk/", updateViaCache: "none" }).then(watch, (error) => console.warn(error));
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
})();
