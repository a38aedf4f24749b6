// A chart card as a picture that can stand alone: its heading, subtitle, chart, sentence, notes and source, on white.
// window.cardPicture(card, "svg" | "png") -> Promise of a Blob; rejects where no chart has been drawn.
// window.chartPicture(card, "svg" | "png", columns) -> the same of the chart alone, for a document that says the rest
// itself, in one column or two.
//
// The picture is an SVG put together here, with the chart as plotly.js exports it. Words are set as the page sets
// them (font, weight, colour), so the typography is decided in the style sheet alone.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const SCALE = 2;
  // Of the chart alone, whatever the screen: 16 cm on paper, or 7.6, at 300 dots an inch, with letters of 8 points.
  const DOTS = 300 / 2.54;
  const DOCUMENT = { 1: { width: 680, scale: 16 * DOTS / 680 }, 2: { width: 361, scale: 7.6 * DOTS / 361 } };
  const MARGIN = 20;
  const PAPER = "#ffffff";
  const RULE = "#e3e0d8";
  const ABOVE = [[".card-title", 0], [".card-subtitle", 4]]; // what to draw, and the space over it in pixels
  const BELOW = [[".card-sentence", 10], [".card-more", 6], [".footnotes li", 4], [".card-source", 22], [".card-peers", 4]];
  const ALONE = "is-picture"; // the style sheet then shows what a picture needs once it has left its page
  const measuring = document.createElement("canvas").getContext("2d");

  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // no XML takes them

  function element(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.map((child) => (typeof child === "string" ? child.replace(CONTROLS, " ") : child)));
    return made;
  }

  // What only screen readers meet is clipped to a pixel by the style sheet.
  const isShown = (part) => [...part.getClientRects()].some((box) => box.width > 1 && box.height > 1);

  function styleOf(part) {
    const { fontStyle, fontWeight, fontSize, fontFamily, color } = getComputedStyle(part);
    return {
      font: `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`,
      attributes: {
        "font-style": fontStyle,
        "font-weight": fontWeight,
        "font-size": fontSize,
        "font-family": fontFamily,
        fill: color,
      },
    };
  }

  function widthOf(text, style) {
    measuring.font = style.font;
    return measuring.measureText(text).width;
  }

  // A word is a list of runs: its parts may differ in style ("<b>4</b>.") and still belong together.
  function wordsOf(block) {
    const words = [[]];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.tagName === "BR" || !getComputedStyle(node).display.startsWith("inline")) words.push([]);
        continue;
      }
      if (!isShown(node.parentElement)) continue;
      const style = styleOf(node.parentElement);
      node.data.split(/[ \t\r\n]+/).forEach((text, index) => { // not at no-break spaces
        if (index) words.push([]);
        if (text) words.at(-1).push({ text, style, width: widthOf(text, style) });
      });
    }
    return words.filter((word) => word.length);
  }

  function linesOf(words, space, room) {
    const lines = [];
    let used = Infinity;
    for (const word of words) {
      const width = word.reduce((sum, run) => sum + run.width, 0);
      if (used + space + width > room) {
        lines.push([]);
        used = -space;
      }
      lines.at(-1).push(word);
      used += space + width;
    }
    return lines;
  }

  function drawLine(words, x, y) {
    const runs = [];
    words.forEach((word, index) => word.forEach((run, part) => {
      const text = (index && !part ? " " : "") + run.text;
      if (runs.at(-1)?.style === run.style) runs.at(-1).text += text;
      else runs.push({ text, style: run.style });
    }));
    const spans = runs.map(({ text, style }) => element("tspan", style.attributes, text));
    return element("text", { x, y: y.toFixed(1), style: "white-space: pre" }, ...spans);
  }

  // Draws a block from `top` and down; returns where it ends.
  function drawBlock(svg, block, top, room) {
    const size = parseFloat(getComputedStyle(block).fontSize);
    const leading = parseFloat(getComputedStyle(block).lineHeight) || size * 1.4;
    const lines = linesOf(wordsOf(block), widthOf(" ", styleOf(block)), room);
    lines.forEach((words, index) => {
      svg.append(drawLine(words, MARGIN, top + index * leading + leading / 2 + size * 0.35));
    });
    return top + lines.length * leading;
  }

  function drawBlocks(svg, card, kinds, top, room) {
    for (const [selector, space] of kinds) {
      for (const block of [...card.querySelectorAll(selector)].filter(isShown)) {
        if (selector === ".card-source") {
          svg.append(element("path", { d: `M${MARGIN} ${top + space / 2}h${room}`, stroke: RULE }));
        }
        top = drawBlock(svg, block, top + space, room);
      }
    }
    return top;
  }

  async function chartOf(card, width) {
    const graph = [...card.querySelectorAll(".js-plotly-plot")].find(isShown);
    if (!graph) throw new Error("no chart has been drawn");
    const size = { width: width ?? graph.offsetWidth, height: graph.offsetHeight }; // or it would be plotly's 700 x 450
    const address = await (await window.Plotly).toImage(graph, { format: "svg", ...size });
    const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  }

  const titleOf = (card) => element("title", {}, card.querySelector(".card-title")?.textContent ?? document.title);

  async function composeChart(card, width) {
    const chart = await chartOf(card, width);
    const height = parseFloat(chart.getAttribute("height"));
    const size = [width, height];
    const frame = { xmlns: SVG, "xml:lang": "sv", role: "img", width, height, viewBox: `0 0 ${width} ${height}` };
    const paper = element("rect", { fill: PAPER, width, height });
    const svg = element("svg", frame, titleOf(card), paper, chart);
    return { size, text: new XMLSerializer().serializeToString(svg) };
  }

  async function compose(card) {
    const chart = await chartOf(card);
    const room = parseFloat(chart.getAttribute("width"));
    const svg = element("svg", { xmlns: SVG, "xml:lang": "sv", role: "img" });
    const paper = element("rect", { fill: PAPER, width: "100%", height: "100%" });
    svg.append(titleOf(card), paper);
    card.classList.add(ALONE); // no time passes until it is taken away: nobody sees it
    const top = drawBlocks(svg, card, ABOVE, MARGIN, room) + 8;
    chart.setAttribute("x", MARGIN);
    chart.setAttribute("y", top);
    svg.append(chart);
    const end = drawBlocks(svg, card, BELOW, top + parseFloat(chart.getAttribute("height")), room);
    card.classList.remove(ALONE);
    const size = [Math.ceil(room + 2 * MARGIN), Math.ceil(end + MARGIN)];
    svg.setAttribute("width", size[0]);
    svg.setAttribute("height", size[1]);
    svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    return { size, text: new XMLSerializer().serializeToString(svg) };
  }

  async function paint({ size: [width, height], text }, scale) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is empty"))), "image/png");
    });
  }

  async function asked(format, picture, scale) {
    if (format === "png") return paint(picture, scale);
    return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', picture.text], { type: "image/svg+xml" });
  }

  window.cardPicture = async (card, format) => asked(format, await compose(card), SCALE);
  window.chartPicture = async (card, format, columns) =>
    asked(format, await composeChart(card, DOCUMENT[columns].width), DOCUMENT[columns].scale);
})();
