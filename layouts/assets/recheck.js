// "Kontrollera igen": a ZIP that was saved from a report is sent to the server, and what Kolada has changed since is
// written under the button. Text is only ever written as text.
//
//   <button data-action="recheck">  asks for the file
//   <div id="recheck-result" role="status">  what came of it
(() => {
  "use strict";

  const TEXTS = {
    working: "Kontrollerar värdena mot Kolada …",
    failed: "Det gick inte att kontrollera filen. Försök igen om en stund.",
  };

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  function row(cells, name) {
    return element("tr", {}, ...cells.map((text) => element(name, {}, String(text))));
  }

  function table({ columns, rows }) {
    const head = element("thead", {}, row(columns, "th"));
    const body = element("tbody", {}, ...rows.map((cells) => row(cells, "td")));
    const frame = element("div", { className: "table-frame", tabIndex: 0 });
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", columns.join(", "));
    frame.append(element("table", { className: "table recheck-table" }, head, body));
    return frame;
  }

  function show(...parts) {
    document.getElementById("recheck-result")?.replaceChildren(...parts);
  }

  async function check(file) {
    show(element("p", {}, TEXTS.working));
    const body = new FormData();
    body.append("zip", file, "rapport.zip");
    try {
      const address = location.pathname.replace(/rapport.*$/, "rapport/kontrollera");
      const found = await (await fetch(address, { method: "POST", body })).json();
      show(element("p", {}, found.sentence), ...(found.rows.length ? [table(found)] : []));
    } catch (error) {
      console.warn(error);
      show(element("p", {}, TEXTS.failed));
    }
  }

  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-action='recheck']")) return;
    const picker = element("input", { type: "file", accept: ".zip,application/zip" });
    picker.addEventListener("change", () => { if (picker.files.length) check(picker.files[0]); });
    picker.click();
  });
})();
