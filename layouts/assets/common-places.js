// What the ranking of the whole country and the map have in common: parts that Python leaves empty and that are
// filled here from their data, and addresses that are gone to as a link goes there.
//
//   window.places.watch(selector, attributes, fill)  fill(part) for every such part, and again when these change
//   window.places.go(address)                        another state of the page, a step in the history
//   window.places.point(part, id)                    to the address that points out a municipality
//   window.places.resumes(part, element)             focus to the element, if such a part had it when it pointed
// The two scripts that fill them are fetched when a page has such a part: no other page pays for them.
(() => {
  "use strict";
  const SCRIPTS = { ".order-list": "order-list.mjs", ".map[data-map]": "map.mjs" };
  const HERE = document.currentScript.src;
  const watched = [];

  function fetchWanted() {
    for (const [selector, file] of Object.entries(SCRIPTS)) {
      if (!document.querySelector(selector)) continue;
      delete SCRIPTS[selector];
      import(new URL(file, HERE)).catch((error) => { // another page may have more luck
        console.warn(error);
        SCRIPTS[selector] = file;
      });
    }
  }

  function look() {
    fetchWanted();
    for (const { selector, attributes, fill, seen } of watched) {
      for (const part of document.querySelectorAll(selector)) {
        const now = attributes.map((name) => part.getAttribute(name)).join("\n");
        if (seen.get(part) === now) continue;
        seen.set(part, now);
        fill(part);
      }
    }
  }

  function watch(selector, attributes, fill) {
    watched.push({ selector, attributes, fill, seen: new WeakMap() });
    look();
  }

  function go(address) {
    history.pushState({}, "", address);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate")); // what Dash's own links send
  }

  // data-href ends with "mark=". The page is drawn anew then: whoever had the focus gets it back (resumes).
  let resumed = null;
  function point(part, id) {
    resumed = part.contains(document.activeElement) ? part.className : null;
    go(part.dataset.href + id);
  }

  function resumes(part, focused) {
    if (resumed !== part.className || !focused) return;
    resumed = null;
    focused.focus({ preventScroll: true });
  }

  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-rows", "data-map", "data-mark"] });
  window.places = { watch, go, point, resumes };
})();
