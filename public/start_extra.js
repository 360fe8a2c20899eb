
// The second program is asked for by the first, and kept for use without a network from then on.
let extra;
const start = async () => {
  const script = "__SCRIPT__";
  // The service worker says 204 where it can't be had now; it fetches the module together with the script.
  const { status } = await fetch(script);
  if (status !== 200) throw new Error(`second program: ${status}`);
  // Together: where the network goes away both fail, and neither may fail unheard.
  const [module, { default: begin }] = await Promise.all([
    WebAssembly.compileStreaming(fetch("__MODULE__", { integrity: "__INTEGRITY__" })),
    import(script),
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
// An answer to a survey that waits goes out from any page; the program that sends it is no part of this.
const send = () => localStorage["vr.survey"] && import(`/survey.js?${Date.now()}`).catch(() => {});
// At once and not on "load", which WebKit has told of by now.
send();
for (const sign of ["online", "focus"]) addEventListener(sign, send);
