// What the frame does in the browser: the document's title, where focus goes, the bar that folds on a phone,
// charts that fit on paper.
window.dash_clientside = window.dash_clientside || {};

// One figure for another site's <iframe>: the style sheet leaves the frame out.
if (location.pathname.includes("/figur/")) document.documentElement.dataset.embed = "";

(function () {
  let shown = null; // path and search of the page before

  function focusOn(selector) {
    const found = document.querySelector(selector);
    if (found) found.focus({ preventScroll: true });
    return Boolean(found);
  }

  let focused = ""; // the id of what has, or had, the focus
  document.addEventListener("focusin", function (event) { focused = event.target.id || ""; });

  function focusAgain() {
    const found = focused && document.getElementById(focused);
    if (!found || !found.closest("#page")) return false;
    found.focus({ preventScroll: true });
    return true;
  }

  window.dash_clientside.shell = {
    // A new page is announced by its heading, and reading goes on from there; a choice in the bar leaves focus alone.
    settle: function (page) {
      if (!page) return window.dash_clientside.no_update;
      document.title = page.title;
      const before = shown;
      shown = { path: page.path, search: page.search };
      if (!before) return page.title;
      if (before.path !== page.path) {
        window.scrollTo(0, 0);
        focusOn("#page");
      } else if (before.search !== page.search && document.activeElement === document.body) {
        // What had the focus was drawn anew: a picker of the page has it again.
        focusAgain() || focusOn(".view-tab.is-current") || focusOn("#page");
      }
      return page.title;
    },

    // The browser's own dialog: it keeps the focus, closes on Escape and gives the focus back.
    showDialog: function (open) {
      const dialog = document.getElementById("own-list-dialog");
      if (!dialog) return "";
      if (open && !dialog.open) dialog.showModal();
      if (!open && dialog.open) dialog.close();
      return String(Boolean(open));
    },
  };

  // A picker keeps saying what is chosen while it has the focus; what is typed then takes its place.
  function selectText(event) {
    if (event.target.matches(".mantine-Select-input")) event.target.select();
  }
  document.addEventListener("focusin", selectText);
  document.addEventListener("click", selectText);

  document.addEventListener("click", function (event) {
    const close = event.target.closest("[data-action='close-dialog']");
    if (close) close.closest("dialog").close();
    const toggle = event.target.closest("[data-action='toggle']");
    if (!toggle) return;
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    toggle.closest(".bar").classList.toggle("is-open", open);
  });

  // A chart keeps the width that it was drawn with, and paper has its own: A4 less margins, two cards beside each other.
  const PAPER = 688, GAP = 12, FRAME = 30; // px, as the style sheet has them
  window.addEventListener("beforeprint", function () {
    for (const chart of document.querySelectorAll(".card-chart")) {
      const columns = chart.closest(".cards") ? 2 : 1;
      const room = (PAPER - GAP * (columns - 1)) / columns - FRAME;
      chart.style.zoom = Math.min(1, room / chart.offsetWidth);
    }
  });
  window.addEventListener("afterprint", function () {
    for (const chart of document.querySelectorAll(".card-chart")) chart.style.zoom = "";
  });
})();
