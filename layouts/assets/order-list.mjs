// All municipalities in order as a table whose names point one out: the twin of the ranking and of the map, and what
// a finger or a keyboard uses instead of bars of a pixel.
//
//   <div class="order-list" data-rows='{"caption", "head", "own", "peers", "tags", "rows", "missing"}' data-mark data-href>
//   rows: [id, name, place, value as text, value]; missing: [id, name, reason]
//
// One stop of the Tab key; arrows, Home and End go on from there.
(() => {
  "use strict";

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function nameCell(list, data, id, name) {
    const link = element("a", { href: list.dataset.href + id, textContent: name, className: "link", tabIndex: -1 });
    link.dataset.id = id;
    const tag = id === data.own ? data.tags[0] : data.peers.includes(id) ? data.tags[1] : "";
    const cell = element("th", { scope: "row" }, link);
    if (tag) cell.append(element("span", { className: "order-tag", textContent: tag }));
    return cell;
  }

  function barCell(value, low, high) {
    const part = (number) => 100 * (number - low) / (high - low || 1);
    const bar = element("span", { className: "order-bar" });
    bar.style.marginLeft = `${part(Math.min(0, value))}%`;
    bar.style.width = `${Math.abs(part(value) - part(0))}%`;
    return element("td", { className: "order-bars", ariaHidden: "true" }, bar);
  }

  function rowsOf(list, data) {
    const values = data.rows.map((row) => row[4]);
    const low = Math.min(0, ...values), high = Math.max(0, ...values);
    const row = (id, name, place, text, bars) => element("tr", { id: `${list.dataset.name}-${id}` },
      element("td", { textContent: place }), nameCell(list, data, id, name),
      element("td", { className: "order-value", textContent: text }), bars);
    return [
      ...data.rows.map(([id, name, place, text, value]) => row(id, name, place, text, barCell(value, low, high))),
      ...data.missing.map(([id, name, reason]) => row(id, name, "–", reason, element("td", { ariaHidden: "true" }))),
    ];
  }

  const links = (list) => [...list.querySelectorAll("tbody a")];

  function scrollTo(list, row) {
    const frame = list.firstElementChild;
    frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
  }

  // The own one and the one pointed out, by class; the stop of the Tab key is there.
  function mark(list, data) {
    const own = links(list).find((link) => link.dataset.id === data.own);
    const marked = links(list).find((link) => link.dataset.id === list.dataset.mark);
    for (const link of links(list)) {
      const row = link.closest("tr");
      row.className = link === own ? "is-own" : link === marked ? "is-marked" : data.peers.includes(link.dataset.id) ? "is-peer" : "";
      if (link === marked) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const stop = list.contains(document.activeElement) ? document.activeElement : marked ?? own ?? links(list)[0];
    if (stop?.dataset.id) stop.tabIndex = 0;
    if (!list.contains(document.activeElement) && stop) scrollTo(list, stop.closest("tr"));
  }

  function fill(list) {
    const data = JSON.parse(list.dataset.rows);
    if (list.filled !== list.dataset.rows) {
      const head = data.head.map((text) => element("th", { scope: "col", textContent: text }));
      const table = element("table", { className: "table order-table" },
        element("caption", { textContent: data.caption }),
        element("thead", {}, element("tr", {}, ...head, element("td", { ariaHidden: "true" }))),
        element("tbody", {}, ...rowsOf(list, data)));
      list.replaceChildren(element("div", { className: "order-frame" }, table));
      list.filled = list.dataset.rows;
    }
    mark(list, data);
    window.places.resumes(list, list.querySelector("a[aria-current]"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".order-list a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.places.point(link.closest(".order-list"), link.dataset.id);
  });

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

  document.addEventListener("keydown", (event) => {
    const list = event.target.closest?.(".order-list"), step = STEPS[event.key];
    if (!list || !step || event.target.tagName !== "A") return;
    event.preventDefault();
    const all = links(list);
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(event.target) + step))];
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  // The bars above: the tracks behind them answer over their whole height.
  function listen(chart) {
    if (!chart?.on || chart.isHeard) return;
    chart.isHeard = true;
    chart.on("plotly_click", ({ points }) => {
      const id = points.find((point) => point.customdata)?.customdata[1];
      if (id) window.places.point(chart.closest(".order-chart"), id);
    });
  }

  for (const name of ["pointermove", "pointerdown"]) {
    document.addEventListener(name, ({ target }) => listen(target.closest?.(".order-chart")?.querySelector(".js-plotly-plot")), true);
  }

  window.places.watch(".order-list", ["data-rows", "data-mark"], fill);
})();
