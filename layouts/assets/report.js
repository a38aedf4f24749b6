// The report in the browser: a figure put aside, the user's own words, files with pictures, paper.
//
//   <button data-action="add-figure" data-figure="municipality=…&kpi=…" data-form="bars">  in every chart's menu
//   <textarea data-words="caption" data-key="…">  own words; kept here and nowhere else, sent only into a file
//   <span data-shown="caption" data-key="…" data-ours="…">  where they are read, and printed; ours until there are some
//   <button data-action="report-file" data-form="docx" data-pictures="png svg">  the section as a file
//   <span data-report-action="up"><a>  an address with the figure in another place; the focus follows the figure
(() => {
  "use strict";

  // The Swedish that scripts speak. All else comes from Python.
  const TEXTS = {
    picture: (n, all) => `Gör bilderna: ${n} av ${all} …`,
    coming: "Väntar på värdena för resten av landet …",
    late: "Värdena för resten av landet har inte kommit än. Försök igen om en stund.",
    writing: "Skriver filen …",
    saved: (name) => `Filen är hämtad: ${name}`,
    failed: "Det gick inte att göra filen. Försök igen om en stund.",
    unreached: "Servern svarade inte. Kontrollera nätverket och försök igen.",
    noPicture: "Det gick inte att göra bilderna. Vänta tills diagrammen syns och försök igen.",
    noStorage: "Webbläsaren sparar inte det du skriver. Det finns kvar tills sidan stängs.",
  };
  const KEPT = "jamforbart-words";
  const SHOWN_FOR = 10_000; // ms that a put-aside figure is told of
  const PATIENCE = 20_000, LONG = 90_000; // ms for charts to be drawn, for the country's values to come
  const SHARE = 0.92; // of the width, so that a figure has room on its page with all that is said of it
  const PAPER = 642, GAP = 26; // px across A4 within the margins, and between two columns: as the style sheet has them

  // What no XML takes, and so neither pictures nor files; \v comes with text pasted from a slide.
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

  const report = () => document.querySelector(".report");
  const columns = () => (document.querySelector(".report-two") ? 2 : 1);

  // Own words ---------------------------------------------------------------------------------------------------------

  let memory = null; // where the browser keeps nothing

  function readWords() {
    let found = memory;
    try {
      found = JSON.parse(localStorage.getItem(KEPT)) ?? memory;
    } catch (error) {
      console.debug(error); // kept from the page, or not ours
    }
    const part = (name) => (found && typeof found[name] === "object" && found[name]) || {};
    return { title: part("title"), captions: part("captions"), comments: part("comments") };
  }

  function writeWords(words) {
    memory = words;
    try {
      localStorage.setItem(KEPT, JSON.stringify(words));
    } catch {
      say(TEXTS.noStorage);
    }
  }

  // Where words of a kind are, and under what: a title belongs to whose report it is, the others to their figure.
  function placeOf(words, { dataset }) {
    const kind = dataset.words || dataset.shown;
    if (kind === "title") return [words.title, report().dataset.of];
    return [kind === "caption" ? words.captions : words.comments, dataset.key];
  }

  function own(words, part) {
    const [texts, key] = placeOf(words, part);
    return typeof texts[key] === "string" ? texts[key] : undefined;
  }

  function oursFor(field) {
    const { words: kind, key } = field.dataset;
    const shown = [...report().querySelectorAll(`[data-shown="${kind}"]`)];
    return shown.find((part) => kind === "title" || part.dataset.key === key)?.dataset.ours ?? "";
  }

  function fit(field) {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  // The page is drawn anew for each address, with our words; the user's are put where they belong.
  function fill() {
    if (!report()) return;
    const words = readWords();
    for (const part of report().querySelectorAll("[data-shown]")) {
      const text = own(words, part) ?? part.dataset.ours ?? "";
      if (part.textContent !== text) part.textContent = text;
    }
    for (const part of report().querySelectorAll("[data-path]")) {
      const whole = new URL(part.dataset.path, location.origin).href;
      if (part.textContent !== whole) part.textContent = whole;
    }
    for (const field of report().querySelectorAll("[data-words]")) {
      const written = own(words, field);
      const text = written ?? oursFor(field);
      if (field.value !== text && field !== document.activeElement) field.value = text;
      field.parentElement.querySelector(".report-reset").hidden = written === undefined;
      fit(field);
    }
  }

  function keep(field, given) {
    const words = readWords();
    const [texts, key] = placeOf(words, field);
    const plain = given.replace(CONTROLS, " ");
    const text = field.dataset.words === "comment" ? plain : plain.replace(/\s*\n\s*/g, " ");
    if (!text.trim() || text.trim() === oursFor(field)) delete texts[key];
    else texts[key] = text;
    writeWords(words);
    fill();
  }

  // Only the words of the figures that go into the file.
  function wordsToSend() {
    const words = readWords();
    const keys = [...report().querySelectorAll("[data-shown][data-key]")].map((part) => part.dataset.key);
    const some = (texts) => Object.fromEntries(keys.filter((key) => texts[key]).map((key) => [key, texts[key]]));
    const title = words.title[report().dataset.of] ?? "";
    return JSON.stringify({ title, captions: some(words.captions), comments: some(words.comments) });
  }

  // Files -------------------------------------------------------------------------------------------------------------

  let isWorking = false;

  function say(text) {
    const status = document.getElementById("report-status");
    if (status) status.textContent = text;
  }

  class Told extends Error {} // an error whose message is for the user

  async function drawn(card) {
    const end = Date.now() + PATIENCE;
    while (!card.querySelector(".js-plotly-plot .main-svg")) {
      if (Date.now() > end) throw new Told(TEXTS.noPicture);
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }

  // Figures of the whole country come when its values do; the page is then drawn anew.
  async function arrived() {
    const end = Date.now() + LONG;
    while (report()?.querySelector('.report-figure[data-coming="true"]')) {
      say(TEXTS.coming);
      if (Date.now() > end) throw new Told(TEXTS.late);
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
  }

  async function addPictures(body, kinds) {
    if (!kinds.length) return;
    await arrived();
    const cards = [...report().querySelectorAll(".report-figure")];
    for (const [index, card] of cards.entries()) {
      say(TEXTS.picture(index + 1, cards.length));
      body.append("figure", keyOf(card));
      await drawn(card);
      for (const kind of kinds) {
        const picture = await window.chartPicture(card, kind, columns()).catch((error) => {
          console.warn(error);
          throw new Told(TEXTS.noPicture);
        });
        body.append(`${kind}-${card.dataset.number}`, picture, `figur-${card.dataset.number}.${kind}`);
      }
    }
  }

  async function ask(form, body) {
    const address = `${location.pathname.replace(/\/$/, "")}/${form}${location.search}`;
    const response = await fetch(address, { method: "POST", body }).catch((error) => {
      console.warn(error);
      throw new Told(TEXTS.unreached);
    });
    if (response.ok) return response;
    const isPlain = response.headers.get("Content-Type")?.startsWith("text/plain");
    throw new Told(isPlain ? (await response.text()).trim() : TEXTS.failed);
  }

  function save(blob, name) {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  async function makeFile({ dataset: { form, pictures } }) {
    const body = new FormData();
    body.append("words", wordsToSend());
    await addPictures(body, pictures.split(" ").filter(Boolean));
    say(TEXTS.writing);
    const response = await ask(form, body);
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))?.[1] ?? `rapport.${form}`;
    save(await response.blob(), name);
    say(TEXTS.saved(name));
  }

  async function file(button) {
    if (isWorking) return;
    isWorking = true;
    button.setAttribute("aria-busy", "true");
    try {
      await makeFile(button);
    } catch (error) {
      if (!(error instanceof Told)) console.warn(error);
      say(error instanceof Told ? error.message : TEXTS.failed);
    } finally {
      button.removeAttribute("aria-busy");
      isWorking = false;
    }
  }

  // The report's own address, kept by the browser --------------------------------------------------------------------

  const REPORT = "report-store";
  let isFound = false; // what was kept before has been looked for

  function keptReport() {
    try {
      return JSON.parse(localStorage.getItem(REPORT));
    } catch (error) {
      console.debug(error); // kept from the page, as in another site's frame, or not ours
      return null;
    }
  }

  // Called at the start with nothing, unless the address is a report; then with each change.
  function keepReport(query) {
    const before = isFound ? null : keptReport();
    const isFirst = !isFound;
    isFound = true;
    if (isFirst && !query) {
      if (typeof before === "string") window.dash_clientside.set_props(REPORT, { data: before });
      return window.dash_clientside.no_update;
    }
    try {
      if (query) localStorage.setItem(REPORT, JSON.stringify(query));
      else localStorage.removeItem(REPORT);
    } catch (error) {
      console.debug(error);
    }
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.report = { keep: keepReport };

  // Putting aside, and the focus that follows a figure ----------------------------------------------------------------

  function addFigure({ dataset: { figure, form } }) {
    window.dash_clientside.set_props("report-add-store", { data: { figure, form, at: Date.now() } });
  }

  let timer;

  // What was said goes away by itself, but not from under a finger.
  function fade() {
    clearTimeout(timer);
    const said = document.getElementById("report-said");
    if (!said?.textContent) return;
    timer = setTimeout(() => {
      if (said.matches(":hover, :focus-within")) fade();
      else window.dash_clientside.set_props("report-said", { children: [] });
    }, SHOWN_FOR);
  }

  const keyOf = (card) => card.querySelector("[data-shown='caption']").dataset.key;
  const cardsNow = () => [...document.querySelectorAll(".report-figure")];
  let moving = null; // which figure was moved or removed, until the page shows it

  // A figure drawn otherwise is another figure; what was said of it comes along, until something else is said of it.
  function carry(from, to) {
    const words = readWords();
    if (words.comments[from] === undefined || words.comments[to] !== undefined) return;
    words.comments[to] = words.comments[from];
    writeWords(words);
    fill();
  }

  let switched = null; // which link of the bar was followed, until the page is laid out so

  function followSwitch() {
    const link = switched && document.querySelectorAll(".report-bar .switches a")[switched.place];
    if (!link || link.textContent === switched.text) return;
    switched = null;
    link.focus();
  }

  function remember(step) {
    window.dash_clientside.set_props("report-said", { children: [] }); // what was put aside is another number now
    const card = step.closest(".report-figure");
    const cards = cardsNow();
    moving = { action: step.dataset.reportAction, key: keyOf(card), place: cards.indexOf(card), order: cards.map(keyOf).join() };
  }

  function follow() {
    const cards = cardsNow();
    if (!moving || cards.map(keyOf).join() === moving.order) return;
    const { action, key, place } = moving;
    moving = null;
    const stays = action === "remove" || action === "form"; // another form is another figure, in the same place
    const card = stays ? cards[Math.min(place, cards.length - 1)] : cards.find((each) => keyOf(each) === key);
    if (!card) return;
    if (action === "form") carry(key, keyOf(card));
    const same = action === "form"
      ? card.querySelector(".report-forms .is-current")
      : action !== "remove" && card.querySelector(`[data-report-action="${action}"] a`);
    (same || card.querySelector(".card-title")).focus();
  }

  // What is heard at the document -------------------------------------------------------------------------------------

  const ACTIONS = {
    "add-figure": addFigure,
    "report-file": file,
    "reset-words": (button) => {
      const field = button.closest(".report-area").querySelector("textarea");
      keep(field, "");
      field.focus();
      field.value = oursFor(field);
    },
    print: () => window.print(),
  };

  document.addEventListener("click", (event) => {
    const { target } = event;
    const button = target.closest("[data-action]");
    if (button) ACTIONS[button.dataset.action]?.(button);
    const step = target.closest("[data-report-action]");
    if (step) remember(step);
    const link = target.closest(".report-bar .switches a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) switched = { place: [...link.parentElement.querySelectorAll("a")].indexOf(link), text: link.textContent };
  });
  document.addEventListener("input", ({ target }) => { if (target.matches("[data-words]")) keep(target, target.value); });
  document.addEventListener("focusout", ({ target }) => { if (target.matches("[data-words]")) setTimeout(fill); });
  window.addEventListener("storage", ({ key }) => {
    if (key === KEPT) fill();
    if (key === REPORT) window.dash_clientside.set_props(REPORT, { data: keptReport() });
  });

  // A chart keeps the width that it was drawn with, and paper has its own.
  window.addEventListener("beforeprint", () => {
    const room = columns() === 1 ? PAPER * SHARE : (PAPER - GAP) / 2;
    for (const chart of document.querySelectorAll(".report-chart")) {
      chart.style.zoom = Math.min(1, room / chart.offsetWidth);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const chart of document.querySelectorAll(".report-chart")) chart.style.zoom = "";
  });

  let isComing = false;
  function changed() {
    if (isComing) return;
    isComing = true;
    requestAnimationFrame(() => {
      isComing = false;
      fill();
      follow();
      followSwitch();
    });
  }

  const FRAME = new MutationObserver(() => {
    const page = document.getElementById("page");
    const said = document.getElementById("report-said");
    if (!page || !said) return;
    FRAME.disconnect();
    new MutationObserver(changed).observe(page, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-key", "data-ours", "data-of"],
    });
    new MutationObserver(fade).observe(said, { childList: true, subtree: true });
    changed();
  });
  FRAME.observe(document.documentElement, { childList: true, subtree: true });
})();
