// The search of /utforska: the address follows what is typed without a step in the history; arrows go among the hits.
window.dash_clientside = window.dash_clientside || {};

(function () {
  window.dash_clientside.find = {
    replace: function (typed) {
      if (!typed || location.pathname !== typed.path) return window.dash_clientside.no_update;
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
