// Loaded before the app. It exists because the content security policy allows neither inline scripts
// nor untyped HTML, and because the service worker must be looked after even if the app fails to start.
"use strict";
(() => {
  const root = document.documentElement;
  try {
    const lang = root.dataset.app && localStorage.getItem("vr.lang");
    if (lang === "uk" || lang === "en") root.lang = lang;
  } catch {
    // Storage may be forbidden altogether; the page's own language stays.
  }

  // Trusted Types. The app sends its static fragments through innerHTML; nothing else has business there.
  const ACTIVE = /<\s*(?:script|iframe|frame|object|embed|base|meta|link|style)\b|<[^>]*[\s"'/](?:on[a-z]+|srcdoc)\s*=/i;
  const ADDRESS = /[\s"'/:](?:href|src|action|formaction|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/gi;
  // Character references could spell "javascript:" in disguise, so a value with a scheme must name a known one outright.
  const HARMLESS = /^\s*(?:$|[/#?.]|https:|mailto:|tel:|data:image\/|blob:|[^:&\s]*$)/i;

  const createHTML = (html) => {
    if (ACTIVE.test(html)) throw new TypeError("markup that could run is refused");
    for (const [, a, b, c] of html.matchAll(ADDRESS)) {
      if (!HARMLESS.test(a ?? b ?? c ?? "")) throw new TypeError("address refused");
    }
    return html;
  };
  const createScriptURL = (url) => {
    if (url !== "/sw.js") throw new TypeError("script refused");
    return url;
  };

  // WebKit keeps a page that is left in memory, and with it every transaction that was not over: it
  // waits for a page that stands still, and all later writes wait for it. So none is left behind.
  const prototype = window.IDBDatabase?.prototype;
  if (prototype && navigator.vendor.startsWith("Apple")) {
    const under = new Set();
    const begin = prototype.transaction;
    let left = false;
    const giveUp = (transaction) => {
      try {
        transaction.abort();
      } catch {
        // It is over, or being committed without the page.
      }
    };
    prototype.transaction = function (...what) {
      const transaction = begin.apply(this, what);
      under.add(transaction);
      for (const end of ["complete", "abort"]) transaction.addEventListener(end, () => under.delete(transaction));
      if (left) giveUp(transaction);
      return transaction;
    };
    window.addEventListener("pagehide", () => {
      left = true;
      under.forEach(giveUp);
    });
    window.addEventListener("pageshow", () => {
      left = false;
    });
  }

  let worker = "/sw.js";
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", { createHTML });
    worker = trustedTypes.createPolicy("sw", { createScriptURL }).createScriptURL(worker);
  }

  // Where the program can't run or does not come, the button that waits for it leads to the plain form.
  const plain = () => document.querySelector("#plain")?.setAttribute("href", `/form?lang=${root.lang}`);
  if (window.WebAssembly) setTimeout(plain, 9000);
  else plain();

  if (root.dataset.app !== "citizen" || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const LOOK_AGAIN_MS = 10 * 60 * 1000;
  let registration = null;
  let lookedAt = 0;
  let wanted = false;
  let reloading = false;
  // Not by the surveys' worker: WebKit tells of it here when their page was opened before.
  let controlled = workers.controller?.scriptURL.endsWith("/sw.js");

  const offer = () => window.dispatchEvent(new CustomEvent("vr:update-ready"));
  const reload = () => {
    if (reloading) return;
    reloading = true;
    location.reload();
  };

  // The page never reloads by itself: somebody may be in the middle of a sentence. The app asks for it
  // with vr:apply-update after it has put the draft away.
  let outdated = false;
  window.addEventListener("vr:apply-update", () => {
    wanted = true;
    if (registration?.waiting) registration.waiting.postMessage({ type: "SKIP_WAITING" });
    else if (outdated) reload();
  });
  workers.addEventListener("controllerchange", () => {
    if (wanted) return reload();
    // The very first worker takes the page over quietly; a later one was let in by another tab.
    if (controlled) {
      outdated = true;
      offer();
    }
    controlled = true;
  });

  const watch = (found) => {
    registration = found;
    lookedAt = Date.now();
    if (found.waiting && found.active) offer();
    found.addEventListener("updatefound", () => {
      const next = found.installing;
      const first = !found.active;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && !first) offer();
      });
    });
  };
  const lookAgain = () => {
    if (!registration || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = Date.now();
    // Offline this fails, and that is no news.
    registration.update().catch(() => {});
  };
  const register = () =>
    workers.register(worker, { scope: "/", updateViaCache: "none" }).then(watch, (error) => console.warn(error));

  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
  window.addEventListener("pageshow", lookAgain);
  window.addEventListener("focus", lookAgain);
})();
