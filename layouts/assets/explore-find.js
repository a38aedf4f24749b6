// The search of /utforska: the address follows what is typed without a step in the history; arrows go among the hits.
window.dash_clientside = window.dash_clientside || {};

(function () {
  let asked = ""; // what was last typed in the bar's picker of KPIs
  let served = ""; // what its options answer
  let chosenLabel = ""; // what the picker says when nobody types
  let waiting = null; // what was typed when Enter was pressed before its answer was there

  document.addEventListener("kpis-served", function (event) {
    served = event.detail || "";
    if (waiting !== null && served === waiting) setTimeout(takeFirst, 0);
  });

  function takeFirst() {
    waiting = null;
    const list = document.getElementById(document.activeElement.getAttribute("aria-controls"));
    const first = list && list.querySelector("[role=option]");
    if (first) first.click();
  }

  document.addEventListener("focusin", function (event) {
    if (!event.target.closest(".kpi-search")) return;
    chosenLabel = event.target.value; // until somebody types, the field says what is chosen
    served = "";
    waiting = null;
  });

  document.addEventListener("keydown", function (event) {
    if (!event.target.closest(".kpi-search")) return;
    const typed = event.target.value;
    const isEarly = event.key === "Enter" && typed && typed !== chosenLabel && typed !== served;
    waiting = isEarly ? typed : null;
    if (!isEarly) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  window.dash_clientside.find = {
    // The picker says what is chosen, too, when nobody types: then nothing is asked, but that the list is as it was.
    typedInPicker: function (typed, chosen, options) {
      const items = (options || []).flatMap((option) => option.items || [option]);
      const own = items.find((item) => item.value === chosen);
      if (own) chosenLabel = own.label;
      const wanted = !typed || (own && own.label === typed) ? "" : typed;
      if (wanted === asked) return window.dash_clientside.no_update;
      asked = wanted;
      return wanted;
    },

    replace: function (typed) {
      if (!typed || location.pathname.replace(/\/+$/, "") !== typed.path) return window.dash_clientside.no_update;
      const search = typed.search ? "?" + typed.search : "";
      history.replaceState(history.state, "", typed.path + search);
      return search;
    },
  };

  document.addEventListener("keydown", function (event) {
    const field = document.getElementById("find-query");
    const hits = [...document.querySelectorAll(".hit-title")];
    const at = hits.indexOf(document.activeElement);
    if (!field || (document.activeElement !== field && at < 0)) return;
    if (event.key === "ArrowDown" && at + 1 < hits.length) hits[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (at === 0 ? field : hits[at - 1]).focus();
    else return;
    event.preventDefault();
  });
})();
