// What the frame does in the browser: the document's title, focus after a change of page, the bar that folds on a phone.
window.dash_clientside = window.dash_clientside || {};

(function () {
  let shownPath = null;

  window.dash_clientside.shell = {
    // A new page is announced by its heading, and reading goes on from there; a choice in the bar leaves focus alone.
    settle: function (page) {
      if (!page) return window.dash_clientside.no_update;
      document.title = page.title;
      const moved = shownPath !== null && shownPath !== page.path;
      shownPath = page.path;
      if (moved) {
        window.scrollTo(0, 0);
        const main = document.getElementById("page");
        if (main) main.focus({ preventScroll: true });
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

  document.addEventListener("click", function (event) {
    const close = event.target.closest("[data-action='close-dialog']");
    if (close) close.closest("dialog").close();
    const toggle = event.target.closest("[data-action='toggle']");
    if (!toggle) return;
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    toggle.closest(".bar").classList.toggle("is-open", open);
  });
})();
