// The map of the municipalities: outlines from assets/outline.json, fetched once and kept by the browser, and the
// values of all years from the page. Drawn with the basic build of plotly.js: one filled trace for each class.
//
//   <div class="map" data-map='{"years", "year", "rows", "reasons", "bounds", "layout", ...}' data-mark data-href>
//   rows: [id, name, [a value for each year, or null]]; reasons: {id: {year: word}}
//
// Pointing at, arrows and Enter, and a slider that plays. What is said comes with the data.
(() => {
  const HALO = "#ffffff", INK = "#1c2126", EDGE = "#ffffff";
  const STEP = 900, CALM = 1800; // ms between two years that play
  const left = { path: null, year: null, pointed: null }; // where the map was when the page was drawn anew
  let outline; // a promise of every municipality's rings and middle

  function ringOf(steps, { scale, squeeze }) {
    const points = [];
    let x = 0, y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      points.push([x / scale, y / scale]);
    }
    points.push(points[0]);
    return points;
  }

  function placeOf(rings) {
    const all = [0, 1].map((axis) => rings.flat().map((point) => point[axis]));
    const box = [...all.map((list) => Math.min(...list)), ...all.map((list) => Math.max(...list))];
    const middle = [0, 1].map((axis) => rings[0].reduce((sum, point) => sum + point[axis], 0) / rings[0].length);
    return { rings, box, middle };
  }

  function load() {
    outline ??= fetch(new URL("outline.json", import.meta.url)).then((answer) => answer.json()).then((all) =>
      new Map(Object.entries(all.units).map(([id, rings]) => [id, placeOf(rings.map((ring) => ringOf(ring, all)))])));
    outline.catch(() => { outline = undefined; }); // another visit may have more luck
    return outline;
  }

  function isInside(x, y, { box, rings }) {
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false;
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi, yi] = ring[i], [xj, yj] = ring[j];
        if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
      }
    }
    return inside;
  }

  function number(value, places) {
    const [whole, part] = Math.abs(value).toFixed(places).split(".");
    const text = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (part ? `,${part}` : "");
    return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
  }

  function classOf(value, bounds) {
    let at = 0;
    while (at < bounds.length - 2 && value >= bounds[at + 1]) at += 1;
    return at;
  }

  const coordinates = (places) => {
    const x = [], y = [];
    for (const place of places) {
      for (const ring of place.rings) {
        x.push(...ring.map((point) => point[0]), null);
        y.push(...ring.map((point) => point[1]), null);
      }
    }
    return { x, y };
  };

  class CountryMap {
    constructor(holder, places) {
      Object.assign(this, { holder, places, data: JSON.parse(holder.dataset.map) });
      this.rows = new Map(this.data.rows.map(([id, name, values]) => [id, { id, name, values }]));
      const isBack = left.path === location.pathname && this.data.years.includes(left.year);
      this.at = this.data.years.indexOf(isBack ? left.year : this.data.year);
      this.pointed = isBack ? left.pointed : undefined;
      left.path = null;
      this.build();
      window.places.resumes(holder, this.frame);
    }

    build() {
      const { data, holder } = this;
      const make = (name, properties) => Object.assign(document.createElement(name), properties);
      this.frame = make("div", { className: "map-frame", tabIndex: 0, role: "application", ariaLabel: `${data.label} ${data.help}` });
      this.chart = make("div", { className: "map-chart" });
      this.tip = make("div", { className: "map-tip", hidden: true });
      this.said = make("p", { className: "map-said", role: "status" });
      this.frame.append(this.chart, this.tip);
      this.slider = make("input", { type: "range", min: 0, max: data.years.length - 1, value: this.at, step: 1, ariaLabel: data.yearLabel, ariaValueText: String(data.years[this.at]) });
      this.output = make("output", { className: "map-year", textContent: data.years[this.at] });
      this.button = make("button", { type: "button", className: "map-play", textContent: data.play });
      const controls = make("div", { className: "map-controls", hidden: data.years.length < 2 });
      controls.append(this.button, this.slider, this.output);
      holder.replaceChildren(this.frame, this.said, controls);
      this.hear();
      return this.draw();
    }

    hear() {
      this.slider.addEventListener("input", () => { this.pause(); this.show(Number(this.slider.value)); });
      this.button.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
      this.frame.addEventListener("pointermove", (event) => this.tell(this.under(event), event));
      this.frame.addEventListener("pointerleave", () => { this.tip.hidden = true; });
      this.frame.addEventListener("click", (event) => this.point(this.under(event)));
      this.frame.addEventListener("keydown", (event) => this.key(event));
    }

    value = (id, at = this.at) => this.rows.get(id)?.values[at] ?? null;

    fills() {
      const { data, places } = this;
      const groups = data.colours.map(() => []);
      const missing = [];
      for (const [id, place] of places) {
        const value = this.value(id);
        if (value === null) missing.push(place);
        else groups[classOf(value, data.bounds)].push(place);
      }
      return [...groups, missing].map(coordinates);
    }

    traces() {
      const { data } = this;
      const common = { type: "scatter", mode: "lines", fill: "toself", hoverinfo: "skip", line: { color: EDGE, width: 0.6 } };
      const fills = this.fills();
      const missing = { ...common, ...fills.pop(), fillpattern: { shape: "/", fgcolor: "#9a948a", bgcolor: "#f3f0e9", size: 5, solidity: 0.25 }, line: { color: "#b9b4a8", width: 0.6 } };
      return [...fills.map((fill, i) => ({ ...common, ...fill, fillcolor: data.colours[i] })), missing, ...this.outlines()];
    }

    outlines() {
      const { data, places } = this;
      const shape = (ids, width, colour, dash = "solid") => ({
        type: "scatter", mode: "lines", hoverinfo: "skip", line: { color: colour, width, dash },
        ...coordinates(ids.map((id) => places.get(id)).filter(Boolean)),
      });
      const mark = this.holder.dataset.mark;
      return [
        shape(data.peers, 3.5, HALO), shape(data.peers, 1.4, INK), shape([data.own], 6, HALO), shape([data.own], 3, INK),
        shape(mark ? [mark] : [], 5, HALO), shape(mark ? [mark] : [], 2, INK, "4px,2px"),
      ];
    }

    notes() {
      const { data, places } = this;
      const named = [...new Set([data.own, this.holder.dataset.mark])].filter((id) => places.has(id));
      const names = named.map((id, i) => {
        const [x, y] = places.get(id).middle;
        return { x, y, xref: "x", yref: "y", text: `<b>${this.rows.get(id)?.name ?? id}</b>`, showarrow: true, arrowhead: 0, arrowwidth: 1, ax: 46, ay: i ? 26 : -26,
          bgcolor: "rgba(255,255,255,.88)", font: { color: INK, size: 13 }, xanchor: "left" };
      });
      const year = { x: 0, y: 1, xanchor: "left", yanchor: "top", text: `<b>${data.years[this.at]}</b>`, font: { size: 20, color: INK } };
      return [year, ...data.layout.annotations, ...names];
    }

    async draw() {
      const Plotly = await window.Plotly;
      this.height = this.data.heights[this.holder.clientWidth > 560 ? 0 : 1];
      this.chart.style.height = `${this.height}px`;
      await Plotly.react(this.chart, this.traces(), { ...this.data.layout, height: this.height, annotations: this.notes() }, this.data.config);
      this.holder.dataset.drawn = this.data.years[this.at];
    }

    show(at) {
      const year = this.data.years[at];
      this.slider.value = this.at = at;
      this.slider.ariaValueText = String(year);
      this.output.textContent = year;
      this.tip.hidden = true;
      if (this.pointed) this.said.textContent = this.words(this.pointed);
      return this.draw();
    }

    play() {
      const last = this.data.years.length - 1;
      this.button.textContent = this.data.pause;
      if (this.at === last) this.show(0);
      this.timer = setInterval(() => {
        if (!this.holder.isConnected || this.at === last) return this.pause();
        this.show(this.at + 1);
      }, matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM : STEP);
    }

    pause() {
      clearInterval(this.timer);
      this.timer = undefined;
      this.button.textContent = this.data.play;
    }

    under(event) {
      const full = this.chart._fullLayout;
      if (!full) return undefined;
      const box = this.chart.getBoundingClientRect();
      const x = full.xaxis.p2d(event.clientX - box.left - full.xaxis._offset);
      const y = full.yaxis.p2d(event.clientY - box.top - full.yaxis._offset);
      for (const [id, place] of this.places) if (isInside(x, y, place)) return id;
      return undefined;
    }

    words(id) {
      const { data } = this, year = data.years[this.at], name = this.rows.get(id)?.name ?? id, value = this.value(id);
      const said = value === null ? data.reasons[id]?.[year] ?? data.absent : `${number(value, data.places)} ${data.unit}`.trim();
      return `${name} ${year}: ${said}`;
    }

    tell(id, event) {
      this.tip.hidden = !id;
      this.frame.style.cursor = id ? "pointer" : "";
      if (!id) return;
      const box = this.frame.getBoundingClientRect();
      this.tip.textContent = this.words(id);
      const left = Math.min(event.clientX - box.left + 14, box.width - this.tip.offsetWidth - 4);
      Object.assign(this.tip.style, { left: `${Math.max(0, left)}px`, top: `${Math.max(0, event.clientY - box.top - 38)}px` });
    }

    point(id) {
      if (!id) return;
      this.pause();
      this.pointed = id;
      Object.assign(left, { path: location.pathname, year: this.data.years[this.at], pointed: id });
      window.places.point(this.holder, id);
    }

    key(event) {
      const way = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (event.key === "Enter" && this.pointed) return this.point(this.pointed);
      if (!way) return undefined;
      event.preventDefault();
      const next = this.nearest(this.pointed ?? this.data.own, way);
      if (next) {
        this.pointed = next;
        this.said.textContent = this.words(next);
        this.ring(next);
      }
      return undefined;
    }

    // The nearest middle within 45 degrees of the arrow's way.
    nearest(from, [dx, dy]) {
      const [x, y] = this.places.get(from)?.middle ?? this.places.get(this.data.own).middle;
      let best, least = Infinity;
      for (const [id, { middle }] of this.places) {
        const along = (middle[0] - x) * dx + (middle[1] - y) * dy;
        const across = Math.abs((middle[0] - x) * dy) + Math.abs((middle[1] - y) * dx);
        const far = Math.hypot(along, across);
        if (id !== from && along > 0 && across <= along && far < least) [best, least] = [id, far];
      }
      return best;
    }

    // Where the arrows are: a ring round the middle, beside the words below.
    ring(id) {
      const full = this.chart._fullLayout, [x, y] = this.places.get(id).middle;
      this.tip.textContent = this.words(id);
      this.tip.hidden = false;
      const left = full.xaxis.d2p(x) + full.xaxis._offset + 10;
      Object.assign(this.tip.style, { left: `${Math.max(0, Math.min(left, this.frame.clientWidth - this.tip.offsetWidth - 4))}px`, top: `${full.yaxis.d2p(y) + full.yaxis._offset - 34}px` });
    }
  }

  window.places.watch(".map[data-map]", ["data-map", "data-mark"], async (holder) => {
    if (holder.country && holder.filled === holder.dataset.map) return holder.country.draw();
    holder.filled = holder.dataset.map;
    holder.country?.pause();
    try {
      const places = await load();
      holder.country = new CountryMap(holder, places);
    } catch (error) {
      console.warn(error);
      holder.textContent = JSON.parse(holder.dataset.map).failed;
    }
    return undefined;
  });
})();
