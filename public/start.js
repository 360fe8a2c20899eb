// Starts the app. On a first visit the page is painted before the program is asked for: on a slow line
// the words a person reads should not share it with 150 KB they can't see. A page the service worker
// keeps has everything at hand and starts at once.
import init from "__SCRIPT__";

const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    // Nothing is painted in a window nobody sees.
    setTimeout(done, 1000);
  });

if (!navigator.serviceWorker?.controller && !document.hidden) await painted();
const program = await WebAssembly.compileStreaming(fetch("__MODULE__", { integrity: "__INTEGRITY__" }));
// A slow processor may answer a tap between the two.
await new Promise((done) => setTimeout(done));
await init({ module_or_path: program });
