// Starts the program for surveys of open days, on the survey's own page or, to send only, on a page of
// the app. On its own page it first sees to it that the page can be opened without a network.
const SCRIPT = "__SCRIPT__";
const MODULE = "__MODULE__";
const WORKER = "/days_sw.js";

const start = async () => {
  // A module that failed to load once is not asked for again; what fails here can be tried anew.
  const { ok } = await fetch(SCRIPT);
  if (!ok) throw new Error("the program for surveys can't be had now");
  const [module, { default: begin }] = await Promise.all([
    WebAssembly.compileStreaming(fetch(MODULE, { integrity: "__INTEGRITY__" })),
    import(SCRIPT),
  ]);
  await begin({ module_or_path: module });
};

const active = async () => {
  let address = WORKER;
  if (window.trustedTypes) {
    const createScriptURL = (url) => {
      if (url !== WORKER) throw new TypeError("script refused");
      return url;
    };
    address = trustedTypes.createPolicy("survey", { createScriptURL }).createScriptURL(WORKER);
  }
  const workers = navigator.serviceWorker;
  const found = await workers.register(address, { scope: "/days", updateViaCache: "none" });
  const worker = found.active ?? found.waiting ?? found.installing;
  if (worker.state !== "activated") {
    await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  }
  return worker;
};

const keep = async () => {
  const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  const files = [...parts].map((part) => new URL(part.href || part.src).pathname);
  const page = location.pathname + location.search;
  (await active()).postMessage({ type: "KEEP", page, files: [...files, SCRIPT, MODULE] });
};

const begun = start();
// Kept only where there is something to answer, and after the program has come: the line is the same.
if (document.querySelector("[data-questions]") && "serviceWorker" in navigator) {
  begun.then(keep).catch((error) => console.warn(String(error)));
} else {
  begun.catch((error) => console.warn(String(error)));
}
