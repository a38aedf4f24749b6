// Runs plotly.js, from the address in <link id="plotly-src">, when the first chart asks for it and what was there
// before the charts has been painted: running it takes a second or more. Its download has begun with the page.
// dcc.Graph waits for what window.Plotly holds, and fetches a copy of its own where that is empty; so a promise of
// the bundle stands there until the bundle puts itself in its place.
(() => {
  "use strict";
  const source = document.getElementById("plotly-src");
  if (!source || window.Plotly) return;

  const idle = () => new Promise((resolve) => {
    if (window.requestIdleCallback) requestIdleCallback(resolve, { timeout: 500 });
    else setTimeout(resolve, 50);
  });
  const run = () => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source.href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly.js could not be loaded"));
    document.head.append(script);
  });
  let promise;
  const load = () => (promise ??= idle().then(run));
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: load,
    set: (bundle) => Object.defineProperty(window, "Plotly", { value: bundle, writable: true }),
  });

  // A page without charts gets it too, when it has nothing else to do: the next page may have some.
  window.addEventListener("load", load);
})();
