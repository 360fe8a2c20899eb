
// The second program is asked for by the first, and kept for use without a network from then on.
let extra;
const start = async () => {
  // Together: where there is no network both fail, and neither may fail unheard.
  const [module, { default: begin }] = await Promise.all([
    WebAssembly.compileStreaming(fetch("__MODULE__", { integrity: "__INTEGRITY__" })),
    import("__SCRIPT__"),
  ]);
  await begin({ module_or_path: module });
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ type: "KEEP" }));
};
const load = () => {
  extra ??= start().catch((error) => {
    extra = undefined;
    document.documentElement.dataset.extra = "failed";
    console.warn(String(error));
  });
};
addEventListener("vr:extra", load);
addEventListener("online", () => document.querySelector("[data-extra]:not([data-on])") && load());
